/** Who a view is, to the outside world. Pure. */

export interface EnvironmentIds {
  /** UUID; from the configuration, else made once and kept in the database. */
  environmentId: string;
  sourceId: string;
}

/** The documentId; for localized content with the locale as Strapi writes it: `abc123-en-US`. */
export function originIdOf(documentId: string, locale: string): string {
  return locale === '' ? documentId : `${documentId}-${locale}`;
}

/** `gid://Environment/…/Source/…/Entity/…/View/…` */
export function gidOf(ids: EnvironmentIds, originId: string, type: string): string {
  return `gid://Environment/${ids.environmentId}/Source/${ids.sourceId}/Entity/${originId}/View/${type}`;
}

export interface ParsedGid extends EnvironmentIds {
  originId: string;
  type: string;
}

const GID = /^gid:\/\/Environment\/([^/]+)\/Source\/([^/]+)\/Entity\/([^/]+)\/View\/([^/]+)$/;

/** @returns null when it is no gid */
export function parseGid(text: string): ParsedGid | null {
  const match = GID.exec(text);
  if (!match) return null;
  const [, environmentId, sourceId, originId, type] = match;
  return { environmentId, sourceId, originId, type };
}

/** What an originId of localized content may consist of; a documentId may hold hyphens, and so may a locale. */
export function splitsOf(originId: string): { documentId: string; locale: string }[] {
  return [...originId.matchAll(/-/g)]
    .map(({ index }) => ({
      documentId: originId.slice(0, index),
      locale: originId.slice(index + 1),
    }))
    .filter(({ documentId, locale }) => documentId !== '' && locale !== '');
}

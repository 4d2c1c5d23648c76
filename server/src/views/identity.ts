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

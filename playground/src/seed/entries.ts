/** Creates entries that are not there yet, so that an interrupted seed can simply be run again. */
import type { Core, UID } from '@strapi/strapi';

export type Status = 'draft' | 'published';
export type Data = Record<string, unknown>;

/** Names of things in the content files → documentIds (entries) or ids (files). */
export type Ids = Map<string, string>;

interface Entry {
  uid: UID.ContentType;
  /** Finds the entry again; only in the default locale. */
  filters: Record<string, string>;
  data: Data;
  status?: Status;
}

/** @returns the documentId */
export async function ensureEntry(strapi: Core.Strapi, entry: Entry): Promise<string> {
  const { uid, filters, data, status } = entry;

  const existing = await strapi.documents(uid).findFirst({ filters });
  if (existing) return existing.documentId;

  const created = await strapi.documents(uid).create({ data, status });
  return created.documentId;
}

interface Draft {
  uid: UID.ContentType;
  documentId: string;
  data: Data;
}

interface Translation extends Draft {
  locale: string;
  status?: Status;
}

export async function ensureTranslation(strapi: Core.Strapi, entry: Translation): Promise<void> {
  const { uid, documentId, locale, data, status } = entry;

  const existing = await strapi.documents(uid).findOne({ documentId, locale });
  if (existing) return;

  await strapi.documents(uid).update({ documentId, locale, data, status });
}

export async function updateDraft(strapi: Core.Strapi, entry: Draft): Promise<void> {
  const { uid, documentId, data } = entry;
  await strapi.documents(uid).update({ documentId, data });
}

export function idOf(ids: Ids, name: string): string {
  const id = ids.get(name);
  if (id === undefined) {
    throw new Error(`Expected "${name}" to be one of ${[...ids.keys()].join(', ')}.`);
  }
  return id;
}

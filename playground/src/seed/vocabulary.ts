/** Writes authors, categories, tags and glossary terms. */
import type { Core } from '@strapi/strapi';

import { AUTHORS } from './content/people';
import { CATEGORIES, TAGS, TERMS } from './content/vocabulary';
import { ensureEntry, ensureTranslation, idOf, type Ids } from './entries';
import { fileOf, type Files } from './pictures/upload';

export async function writeAuthors(strapi: Core.Strapi, files: Files): Promise<Ids> {
  const ids: Ids = new Map();
  for (const { key, avatar, status, ...texts } of AUTHORS) {
    const documentId = await ensureEntry(strapi, {
      uid: 'api::author.author',
      filters: { name: texts.name },
      data: { ...texts, avatar: avatar ? fileOf(files, avatar) : null },
      status,
    });
    ids.set(key, documentId);
  }
  return ids;
}

export async function writeCategories(strapi: Core.Strapi): Promise<Ids> {
  const uid = 'api::category.category';
  const ids: Ids = new Map();
  for (const { key, en, de, fr } of CATEGORIES) {
    const documentId = await ensureEntry(strapi, {
      uid,
      filters: { slug: key },
      data: { name: en, slug: key },
      status: 'published',
    });
    for (const [locale, name] of Object.entries({ de, fr })) {
      const data = { name, slug: `${key}-${locale}` };
      await ensureTranslation(strapi, { uid, documentId, locale, data, status: 'published' });
    }
    ids.set(key, documentId);
  }
  return ids;
}

export async function writeTags(strapi: Core.Strapi, authors: Ids): Promise<Ids> {
  const ids: Ids = new Map();
  for (const { key, name, color, owner } of TAGS) {
    const documentId = await ensureEntry(strapi, {
      uid: 'api::tag.tag',
      filters: { name },
      data: { name, color, owner: owner ? idOf(authors, owner) : null },
    });
    ids.set(key, documentId);
  }
  return ids;
}

export async function writeGlossary(strapi: Core.Strapi): Promise<void> {
  const uid = 'api::glossary-term.glossary-term';
  for (const { sortKey, en, de } of TERMS) {
    const documentId = await ensureEntry(strapi, {
      uid,
      filters: { sortKey },
      data: { sortKey, term: en[0], definition: en[1] },
    });
    const data = { term: de[0], definition: de[1] };
    await ensureTranslation(strapi, { uid, documentId, locale: 'de', data });
  }
}

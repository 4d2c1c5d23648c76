/**
 * Fills the playground with the shop and magazine of Nordvik Friluft. Safe to run again.
 * Writes no bookmarks: their morph relations hold row ids, which change with every publish.
 */
import type { Core } from '@strapi/strapi';

import { writeArticles } from './articles';
import { ensureLocales } from './locales';
import { uploadPictures } from './pictures/upload';
import { writeHomepage, writePages, writeSettings } from './site';
import { writeAuthors, writeCategories, writeGlossary, writeTags } from './vocabulary';

export async function seed(strapi: Core.Strapi): Promise<void> {
  await ensureLocales(strapi);
  const files = await uploadPictures(strapi);

  const authors = await writeAuthors(strapi, files);
  const categories = await writeCategories(strapi);
  const tags = await writeTags(strapi, authors);
  const articles = await writeArticles(strapi, { authors, categories, tags, files });

  const known = { authors, categories, tags, articles, files };
  await writeGlossary(strapi);
  await writePages(strapi, known);
  await writeHomepage(strapi, known);
  await writeSettings(strapi, known);
}

/** Writes the articles, a third of them in German too. */
import type { Core } from '@strapi/strapi';

import type { ArticleContent, ArticleText, Block } from './content/article';
import { ARTICLES } from './content/articles';
import { ensureEntry, ensureTranslation, idOf, updateDraft, type Data, type Ids } from './entries';
import { fileOf, type Files } from './pictures/upload';

export interface Known {
  authors: Ids;
  categories: Ids;
  tags: Ids;
  articles: Ids;
  files: Files;
}

const UID = 'api::article.article';

export async function writeArticles(
  strapi: Core.Strapi,
  known: Omit<Known, 'articles'>
): Promise<Ids> {
  const articles: Ids = new Map();
  for (const content of ARTICLES) {
    const documentId = await writeArticle(strapi, content, { ...known, articles });
    articles.set(content.en.slug, documentId);
  }
  return articles;
}

async function writeArticle(
  strapi: Core.Strapi,
  content: ArticleContent,
  known: Known
): Promise<string> {
  const status = content.status === 'draft' ? 'draft' : 'published';
  const related = content.related ?? [];

  const documentId = await ensureEntry(strapi, {
    uid: UID,
    filters: { slug: content.en.slug },
    data: {
      ...localized(content.en, related, content, known),
      ...shared(content, known),
      blocks: (content.blocks ?? []).map((block) => toBlock(block, known)),
    },
    status,
  });
  if (content.de) {
    const data = localized(content.de, related.filter(isInGerman), content, known);
    await ensureTranslation(strapi, { uid: UID, documentId, locale: 'de', data, status });
  }
  if (content.status === 'modified') {
    const data = { summary: `${content.en.summary} With new photographs.` };
    await updateDraft(strapi, { uid: UID, documentId, data });
  }
  return documentId;
}

/** Strapi refuses a relation to an entry that is missing in the same locale. */
function isInGerman(slug: string): boolean {
  return ARTICLES.some((article) => article.en.slug === slug && article.de);
}

function localized(
  text: ArticleText,
  related: string[],
  content: ArticleContent,
  known: Known
): Data {
  return {
    ...text,
    author: idOf(known.authors, content.author),
    category: idOf(known.categories, content.category),
    tags: content.tags.map((tag) => idOf(known.tags, tag)),
    related: related.map((slug) => idOf(known.articles, slug)),
    seo: {
      metaTitle: text.title,
      metaDescription: text.summary,
      shareImage: content.cover ? fileOf(known.files, content.cover) : null,
    },
  };
}

function shared(content: ArticleContent, { files }: Known): Data {
  return {
    cover: content.cover ? fileOf(files, content.cover) : null,
    gallery: (content.gallery ?? []).map((name) => fileOf(files, name)),
    readingMinutes: content.readingMinutes,
    internalNotes: content.internalNotes ?? null,
  };
}

function toBlock(block: Block, { articles, files }: Known): Data {
  switch (block.kind) {
    case 'quote':
      return { __component: 'shared.quote', text: block.text, attribution: block.attribution };
    case 'text':
      return { __component: 'shared.rich-text', body: block.body };
    case 'picture':
      return {
        __component: 'shared.media',
        file: fileOf(files, block.picture),
        caption: block.caption,
      };
    case 'teaser':
      return {
        __component: 'shared.teaser',
        label: block.label,
        article: idOf(articles, block.article),
      };
    case 'slider':
      return {
        __component: 'shared.slider',
        files: block.pictures.map((name) => fileOf(files, name)),
      };
  }
}

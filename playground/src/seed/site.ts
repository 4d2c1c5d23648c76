/** Writes pages, the front page and the settings. */
import type { Core } from '@strapi/strapi';

import type { Known } from './articles';
import {
  HOMEPAGE,
  PAGES,
  SETTINGS,
  type ColumnsContent,
  type HeroContent,
  type PageContent,
} from './content/site';
import { ensureEntry, ensureTranslation, idOf, type Data } from './entries';
import { fileOf } from './pictures/upload';

export async function writePages(strapi: Core.Strapi, known: Known): Promise<void> {
  for (const { title, slug, status, sections } of PAGES) {
    await ensureEntry(strapi, {
      uid: 'api::page.page',
      filters: { slug },
      data: { title, slug, sections: sections.map((section) => toSection(section, known)) },
      status,
    });
  }
}

export async function writeHomepage(strapi: Core.Strapi, known: Known): Promise<void> {
  const uid = 'api::homepage.homepage';
  const dataIn = ({ headline, metaDescription }: typeof HOMEPAGE.en): Data => ({
    headline,
    featured: HOMEPAGE.featured.map((slug) => idOf(known.articles, slug)),
    seo: {
      metaTitle: headline,
      metaDescription,
      shareImage: fileOf(known.files, HOMEPAGE.shareImage),
    },
  });

  const documentId = await ensureEntry(strapi, {
    uid,
    filters: {},
    data: dataIn(HOMEPAGE.en),
    status: 'published',
  });
  const data = dataIn(HOMEPAGE.de);
  await ensureTranslation(strapi, { uid, documentId, locale: 'de', data, status: 'published' });
}

export async function writeSettings(strapi: Core.Strapi, { files }: Known): Promise<void> {
  const { siteName, logo, metaTitle, metaDescription, shareImage } = SETTINGS;
  await ensureEntry(strapi, {
    uid: 'api::site-settings.site-settings',
    filters: {},
    data: {
      siteName,
      logo: fileOf(files, logo),
      defaultSeo: { metaTitle, metaDescription, shareImage: fileOf(files, shareImage) },
    },
  });
}

function toSection(section: PageContent['sections'][number], known: Known): Data {
  switch (section.kind) {
    case 'quote':
      return { __component: 'shared.quote', text: section.text, attribution: section.attribution };
    case 'hero':
      return toHero(section, known);
    case 'columns':
      return toColumns(section, known);
  }
}

function toHero({ heading, picture, links }: HeroContent, { categories, files }: Known): Data {
  return {
    __component: 'page.hero',
    heading,
    image: fileOf(files, picture),
    links: links.map(({ label, url, category }) => ({
      label,
      url: url ?? null,
      target: category ? idOf(categories, category) : null,
    })),
  };
}

function toColumns({ columns }: ColumnsContent, { articles, authors }: Known): Data {
  return {
    __component: 'page.columns',
    columns: columns.map(({ heading, text, article, author }) => ({
      heading,
      text,
      teaser: article ? { label: heading, article: idOf(articles, article) } : null,
      author: author ? idOf(authors, author) : null,
    })),
  };
}

/** The pages of the shop, its front page and its settings. */
import type { Status } from '../entries';

export interface HeroContent {
  kind: 'hero';
  heading: string;
  picture: string;
  /** Label and category key, or label and address. */
  links: { label: string; category?: string; url?: string }[];
}

export interface ColumnsContent {
  kind: 'columns';
  columns: { heading: string; text: string; article?: string; author?: string }[];
}

export interface QuoteContent {
  kind: 'quote';
  text: string;
  attribution: string;
}

export interface PageContent {
  title: string;
  slug: string;
  status: Status;
  sections: (HeroContent | ColumnsContent | QuoteContent)[];
}

export const PAGES: PageContent[] = [
  {
    title: 'About us',
    slug: 'about-us',
    status: 'published',
    sections: [
      {
        kind: 'hero',
        heading: 'A small shop at the end of the bus line',
        picture: 'spruce-ridge',
        links: [
          { label: 'People around the shop', category: 'people' },
          { label: 'Timetable', url: 'https://bus.example/line-12' },
        ],
      },
      {
        kind: 'columns',
        columns: [
          {
            heading: 'The magazine',
            text: 'Written by the people behind the counter.',
            article: 'fifty-years-at-the-same-bench',
            author: 'ingrid',
          },
          { heading: 'The workshop', text: 'Open to look over a shoulder.', author: 'mattis' },
        ],
      },
    ],
  },
  {
    title: 'Repair service',
    slug: 'repair-service',
    status: 'published',
    sections: [
      {
        kind: 'hero',
        heading: 'Bring it before it is too late. It rarely is.',
        picture: 'workbench',
        links: [{ label: 'Do it yourself', category: 'repairs' }],
      },
      { kind: 'quote', text: 'One seam too early.', attribution: 'Mattis, about most rubbish' },
      {
        kind: 'columns',
        columns: [
          {
            heading: 'Boots',
            text: 'New sole in four days.',
            article: 'a-new-sole-for-an-old-boot',
          },
          { heading: 'Jackets', text: 'Zips, seams, wax.', article: 'waxing-a-canvas-jacket' },
          {
            heading: 'Stoves',
            text: 'While you wait, with coffee.',
            article: 'cleaning-a-petrol-stove',
          },
        ],
      },
    ],
  },
  {
    title: 'Renting equipment',
    slug: 'renting-equipment',
    status: 'published',
    sections: [
      {
        kind: 'hero',
        heading: 'Try it for a weekend',
        picture: 'island-camp',
        links: [
          { label: 'Where to go', category: 'trails' },
          { label: 'What we tested', category: 'field-tests' },
        ],
      },
    ],
  },
  {
    title: 'Winter courses',
    slug: 'winter-courses',
    status: 'draft',
    sections: [
      {
        kind: 'columns',
        columns: [
          {
            heading: 'Ice',
            text: 'Two evenings and a cold bath.',
            article: 'ice-on-the-lake',
            author: 'jonas',
          },
        ],
      },
    ],
  },
];

export const HOMEPAGE = {
  featured: ['five-tents-one-storm', 'three-days-above-the-tree-line', 'waxing-a-canvas-jacket'],
  shareImage: 'fjord-at-dawn',
  en: {
    headline: 'Things that last, and where to take them',
    metaDescription: 'Outdoor gear, repairs and a magazine from a small shop in the north.',
  },
  de: {
    headline: 'Dinge, die halten, und wohin man sie mitnimmt',
    metaDescription: 'Ausrüstung, Reparaturen und ein Magazin aus einem kleinen Laden im Norden.',
  },
};

export const SETTINGS = {
  siteName: 'Nordvik Friluft',
  logo: 'logo',
  metaTitle: 'Nordvik Friluft',
  metaDescription: 'Gear that can be repaired, and stories about using it.',
  shareImage: 'fjord-at-dawn',
};

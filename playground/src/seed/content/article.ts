/** The shape of an article in the content files. */

/** `modified`: published, and a newer draft waits. */
export type ArticleStatus = 'draft' | 'published' | 'modified';

export type Block =
  | { kind: 'quote'; text: string; attribution: string }
  | { kind: 'text'; body: string }
  | { kind: 'picture'; picture: string; caption: string }
  | { kind: 'teaser'; label: string; article: string }
  | { kind: 'slider'; pictures: string[] };

export interface ArticleText {
  title: string;
  slug: string;
  summary: string;
  body: string;
}

export interface ArticleContent {
  en: ArticleText;
  de?: ArticleText;
  author: string;
  category: string;
  tags: string[];
  readingMinutes: number;
  status: ArticleStatus;
  cover?: string;
  gallery?: string[];
  /** Slugs of articles that stand earlier in the list. */
  related?: string[];
  blocks?: Block[];
  internalNotes?: string;
}

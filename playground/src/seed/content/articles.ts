/** All articles, in the order they are written: a related article stands before those that name it. */
import type { ArticleContent } from './article';
import { FIELD_TESTS } from './field-tests';
import { MATERIALS_AND_PEOPLE } from './materials-and-people';
import { REPAIRS } from './repairs';
import { TRAILS } from './trails';

export const ARTICLES: ArticleContent[] = [
  ...REPAIRS,
  ...TRAILS,
  ...FIELD_TESTS,
  ...MATERIALS_AND_PEOPLE,
];

/** Counts the live views that a subscription would bring, so that one can look before one saves it. */
import { type ViewCount, type ViewCountQuery } from '../../../contracts/view-count';
import { type Database } from '../database/database';
import { TABLES } from '../database/tables';
import { receives } from '../destinations/subscription';
import { type ViewSchema } from '../views/schemas';

/** Nobody decides differently above this number, and the database need not count on. */
const MOST_COUNTED = 100_000;

export type CountViews = (subscription: ViewCountQuery) => Promise<ViewCount>;

export interface CountViewsDeps {
  database: Database;
  schemas: () => readonly Pick<ViewSchema, 'type' | 'destinations'>[];
}

export function createCountViews({ database, schemas }: CountViewsDeps): CountViews {
  return async ({ events, locales, space, alias = null }) => {
    // The locale and the space differ from view to view; the database compares those.
    const subscriber = { alias, events, locales: [], space };
    const types = schemas()
      .map(({ type, destinations }) => ({ type, destinations, locale: '', space }))
      .filter((view) => receives(subscriber, view, 'Deploy'))
      .map(({ type }) => type);
    if (types.length === 0) return { total: 0, capped: false };

    const views = database.from(TABLES.views).whereIn('type', types).where({ live: true, space });
    if (locales.length > 0) views.whereIn('locale', [...locales, '']);

    const counted = await database.countUpTo(MOST_COUNTED + 1, views);
    return { total: Math.min(counted, MOST_COUNTED), capped: counted > MOST_COUNTED };
  };
}

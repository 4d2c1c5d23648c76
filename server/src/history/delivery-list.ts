/**
 * A page of a destination's deliveries, read along the index that fits the filters: the millionth delivery makes the
 * first page no slower. They are counted only so far, for the same reason.
 */
import { type Knex } from 'knex';

import { type Database } from '../database/database';
import { TABLES } from '../database/tables';
import { whereUnindexed } from '../database/unindexed';
import { type Row } from './delivery-row';
import { type HistoryQuery } from './deliveries';
import { idAfter, idBefore } from './id-range';
import { type ListRoute, routeOf } from './list-route';

export const MAX_COUNTED = 10_000;

export interface ListedRows {
  rows: Row[];
  /** Up to `MAX_COUNTED`. */
  total: number;
  /** There are more than that. */
  capped: boolean;
}

export type ListRows = (destinationId: string, query: HistoryQuery) => Promise<ListedRows>;

/** Makes a query anew each time; no row is in two parts of one list. */
type Part = () => Knex.QueryBuilder;

export function createListRows(database: Database): ListRows {
  const table = (): Knex.QueryBuilder => database.from(TABLES.deliveries);

  /** The view types of the ledger, also those that no view schema has any more; one step of the index each. */
  async function typesOfLedger(): Promise<string[]> {
    const types: string[] = [];
    for (let after = ''; ; after = types[types.length - 1]) {
      const [{ next }]: { next: string | null }[] = await database
        .from(TABLES.views)
        .where('type', '>', after)
        .min({ next: 'type' });
      if (next === null) return types;
      types.push(next);
    }
  }

  async function viewIdsOf(originId: string, type: string | undefined): Promise<number[]> {
    return database
      .from(TABLES.views)
      .whereIn('type', type ? [type] : await typesOfLedger())
      .where({ origin_id: originId })
      .pluck('id');
  }

  /** Everything that the filters say, except the statuses; rows of the parts together. */
  async function scopesOf(destinationId: string, query: HistoryQuery): Promise<Part[]> {
    const filtered = (rows: Knex.QueryBuilder): Knex.QueryBuilder => {
      const { diverted, action, type, test, from, to } = query;
      if (diverted) rows.where({ diverted });
      if (action) rows.where({ action });
      if (type) rows.where({ type });
      if (test !== undefined) rows.where({ test });
      if (from) rows.where('created_at', '>=', from.getTime()).where('id', '>', idBefore(from));
      if (to) rows.where('created_at', '<', to.getTime()).where('id', '<', idAfter(to));
      return rows;
    };
    const { originId, test } = query;
    const byView = (): Knex.QueryBuilder =>
      whereUnindexed(table(), 'destination_id', destinationId);
    // Only test messages belong to no view.
    const tests = (): Knex.QueryBuilder => filtered(byView().whereNull('view_id'));
    if (!originId) {
      return [test ? tests : () => filtered(table().where({ destination_id: destinationId }))];
    }
    const viewIds = await viewIdsOf(originId, query.type);
    return [
      () => filtered(database.among(byView(), 'view_id', viewIds)),
      () => tests().where({ origin_id: originId }),
    ];
  }

  function withStatuses(route: ListRoute, part: Part): Part[] {
    const { kind, statuses } = route;
    if (statuses === null) return [part];
    if (kind === 'by-status') return statuses.map((status) => () => part().where({ status }));
    return [() => whereUnindexed(part(), 'status', ...statuses)];
  }

  return async (destinationId, query) => {
    const { page, per_page, sort } = query;
    const direction = sort === 'createdAt:asc' ? 'asc' : 'desc';
    const skipped = (page - 1) * per_page;
    const route = routeOf(query);
    const scopes = await scopesOf(destinationId, query);
    const parts = scopes.flatMap((scope) => withStatuses(route, scope));

    // Of each part no more than can be on the page.
    const heads = parts.map((part) =>
      table()
        .from(
          part()
            .select('id')
            // Ids are made in the order of time.
            .orderBy('id', direction)
            .limit(skipped + per_page)
            .as('head')
        )
        .select('id')
    );
    const ids: string[] = await unionOf(heads, table)
      .orderBy('id', direction)
      .limit(per_page)
      .offset(skipped)
      .pluck('id');
    const rows: Row[] = await database.byIds(TABLES.deliveries, ids).orderBy('id', direction);

    const isLastPage = rows.length < per_page && (rows.length > 0 || page === 1);
    if (isLastPage && skipped + rows.length <= MAX_COUNTED) {
      return { rows, total: skipped + rows.length, capped: false };
    }
    const counted = await count(parts);
    return { rows, total: Math.min(counted, MAX_COUNTED), capped: counted > MAX_COUNTED };
  };

  async function count(parts: readonly Part[]): Promise<number> {
    let total = 0;
    for (const part of parts) total += await database.countUpTo(MAX_COUNTED + 1, part());
    return total;
  }
}

function unionOf(
  [first, ...others]: readonly Knex.QueryBuilder[],
  table: () => Knex.QueryBuilder
): Knex.QueryBuilder {
  return table().from(
    others.length > 0 ? first.unionAll([...others]).as('heads') : first.as('heads')
  );
}

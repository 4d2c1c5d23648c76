/**
 * A page of a destination's deliveries, read along the index that fits the filters: the millionth delivery makes the
 * first page no slower. They are counted only so far, for the same reason.
 */
import { type Knex } from 'knex';

import { ACTIONS } from '../../../contracts/message';
import { type Database } from '../database/database';
import { TABLES } from '../database/tables';
import { whereUnindexed } from '../database/unindexed';
import { type Row } from './delivery-row';
import { type HistoryQuery } from './deliveries';
import { idAfter, idBefore } from './id-range';
import { type ListRoute, routeOf } from './list-route';
import { selectShown, whereShown, whereShownAmong } from './shown-status';

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
    const ids: (number | string)[] = await database
      .from(TABLES.views)
      .whereIn('type', type ? [type] : await typesOfLedger())
      .where({ origin_id: originId })
      .pluck('id');
    return ids.map(Number);
  }

  /** Everything that the filters say, except the statuses; rows of the parts together. */
  async function scopesOf(
    destinationId: string,
    query: HistoryQuery,
    route: ListRoute
  ): Promise<Part[]> {
    const { diverted, action, type, test, from, to, originId } = query;
    const filtered = (rows: Knex.QueryBuilder): Knex.QueryBuilder => {
      if (diverted) rows.where({ diverted });
      if (test !== undefined) rows.where({ test });
      if (from) rows.where('created_at', '>=', from.getTime()).where('id', '>', idBefore(from));
      if (to) rows.where('created_at', '<', to.getTime()).where('id', '<', idAfter(to));
      return rows;
    };
    /** Where something else leads to the rows. */
    const ofKind = (rows: Knex.QueryBuilder): Knex.QueryBuilder => {
      if (action) whereUnindexed(rows, 'action', action);
      if (type) whereUnindexed(rows, 'type', type);
      return filtered(rows);
    };
    const byView = (): Knex.QueryBuilder =>
      whereUnindexed(table(), 'destination_id', destinationId);
    // Only test messages belong to no view.
    const tests = (): Knex.QueryBuilder => ofKind(byView().whereNull('view_id'));
    if (originId) {
      const viewIds = await viewIdsOf(originId, type);
      return [
        () => ofKind(database.among(byView(), 'view_id', viewIds)),
        () => tests().where({ origin_id: originId }),
      ];
    }
    if (test) return [tests];

    const ofDestination = { destination_id: destinationId };
    if (route.kind === 'by-status' || !(type || action)) {
      return [() => ofKind(table().where(ofDestination))];
    }
    const types = type ? [type] : await typesOfLedger();
    const byType = types.flatMap((each) =>
      (action ? [action] : ACTIONS).map((one): Part => {
        const key = { ...ofDestination, type: each, action: one };
        return () => filtered(table().where(key));
      })
    );
    return type ? byType : [...byType, () => tests().whereNotIn('type', types)];
  }

  function withStatuses({ kind, statuses }: ListRoute, part: Part): Part[] {
    if (statuses === null) return [part];
    if (kind === 'by-status') {
      return statuses.map((status) => () => whereShown(database, part(), status));
    }
    return [() => whereShownAmong(database, part(), statuses)];
  }

  return async (destinationId, query) => {
    const { page, per_page, sort } = query;
    const direction = sort === 'createdAt:asc' ? 'asc' : 'desc';
    const skipped = (page - 1) * per_page;
    const route = routeOf(query);
    const scopes = await scopesOf(destinationId, query, route);
    const parts = scopes.flatMap((scope) => withStatuses(route, scope));

    // Ids are made in the order of time.
    const inOrder = (part: Part): Knex.QueryBuilder => part().orderBy('id', direction);
    // Of each part no more than can be on the page.
    const heads = parts.map((part) => inOrder(part).limit(skipped + per_page));
    const wanted = unionOf(heads)
      .orderBy('id', direction)
      .limit(per_page)
      .offset(skipped)
      .as('wanted');
    const rows: Row[] = await selectShown(table())
      .join(wanted, `${TABLES.deliveries}.id`, 'wanted.id')
      .orderBy('wanted.id', direction);

    const isLastPage = rows.length < per_page && (rows.length > 0 || page === 1);
    if (isLastPage && skipped + rows.length <= MAX_COUNTED) {
      return { rows, total: skipped + rows.length, capped: false };
    }
    const { countsInOrder } = database.capabilities;
    const all = parts.map((part) =>
      (countsInOrder ? inOrder(part) : part()).limit(MAX_COUNTED + 1)
    );
    // One list is counted as it is: what stands around it is paid for each of its rows.
    const together = all.length === 1 ? all[0] : unionOf(all);
    const counted = await database.countUpTo(MAX_COUNTED + 1, together);
    return { rows, total: Math.min(counted, MAX_COUNTED), capped: counted > MAX_COUNTED };
  };

  /** The ids of lists that have limits of their own. */
  function unionOf(lists: readonly Knex.QueryBuilder[]): Knex.QueryBuilder {
    const [first, ...others] = lists.map((list) =>
      table().from(list.select('id').as('list')).select('id')
    );
    return table()
      .from(others.length > 0 ? first.unionAll(others).as('lists') : first.as('lists'))
      .select('id');
  }
}

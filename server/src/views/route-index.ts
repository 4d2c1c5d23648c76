/** Finds views by the URL and the handles that their schema gave them. */
import { type Knex } from 'knex';

import { type Database } from '../database/database';
import { TABLES } from '../database/tables';
import { sha256 } from './json';
import { type Routes } from './render-custom';

export type RouteKind = 'url' | 'handle';

export interface RouteIndex {
  /** Replaces what is known of these views; by their ids. */
  replace(views: ReadonlyMap<number, Routes>, trx: Knex.Transaction): Promise<void>;
  /** The id of the oldest view with this route; null when there is none. */
  find(kind: RouteKind, value: string): Promise<number | null>;
}

export function createRouteIndex(database: Database): RouteIndex {
  return {
    async replace(views, trx) {
      if (views.size === 0) return;
      await database
        .among(database.from(TABLES.routes, trx), 'view_id', [...views.keys()])
        .delete();
      const rows = [...views].flatMap(([viewId, { url, handles }]) => [
        ...(url === null ? [] : [toRow(viewId, 'url', url)]),
        ...handles.map((handle) => toRow(viewId, 'handle', handle)),
      ]);
      await database.insertAll(TABLES.routes, rows, trx);
    },

    async find(kind, value) {
      const row: { view_id: string | number } | undefined = await database
        .from(TABLES.routes)
        .select('view_id')
        .where({ kind, value_hash: hashOf(kind, value) })
        .orderBy('view_id')
        .first();
      return row ? Number(row.view_id) : null;
    },
  };
}

function toRow(viewId: number, kind: RouteKind, value: string): object {
  return { view_id: viewId, kind, value, value_hash: hashOf(kind, value) };
}

function hashOf(kind: RouteKind, value: string): string {
  return sha256(`${kind}\n${value}`);
}

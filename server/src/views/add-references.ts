/**
 * Notes in the index that live views need one more entry, before they are rendered the next time. There may be thousands
 * of pairs, all written in the transaction of planning, so they are read and written in pages and not one by one.
 */
import { type Knex } from 'knex';

import { entryId, type EntryKey } from '../capture/touched';
import { type Database } from '../database/database';
import { TABLES } from '../database/tables';

/** Who shows what. */
export interface ReferencePair {
  target: EntryKey;
  entry: EntryKey;
}

/** The live views of each `target` need its `entry` from now on. */
export type AddReferences = (
  pairs: readonly ReferencePair[],
  trx: Knex.Transaction
) => Promise<void>;

interface View {
  id: number;
  locale: string;
}

interface ReferenceRow {
  /** Text on PostgreSQL. */
  view_id: number | string;
  uid: string;
  document_id: string;
  locale: string;
}

/** Documents or rows that one statement asks for. */
const PAGE = 500;

export function createAddReferences(database: Database): AddReferences {
  /** In whatever locale, by `documentKey`. */
  async function liveViewsOf(
    targets: readonly EntryKey[],
    trx: Knex.Transaction
  ): Promise<Map<string, View[]>> {
    const views = new Map<string, View[]>();
    for (const [uid, documentIds] of documentIdsByUid(targets)) {
      for (const page of pagesOf([...documentIds])) {
        const query = database
          .from(TABLES.views, trx)
          .select('id', 'document_id', 'locale')
          .where({ uid, live: true });
        const rows: Record<string, string | number>[] = await database.among(
          query,
          'document_id',
          page
        );
        for (const row of rows) {
          const key = documentKey({ uid, documentId: String(row.document_id) });
          const view = { id: Number(row.id), locale: String(row.locale) };
          views.set(key, [...(views.get(key) ?? []), view]);
        }
      }
    }
    return views;
  }

  /** Those of a page that the index lacks. */
  async function missingOf(
    rows: readonly ReferenceRow[],
    trx: Knex.Transaction
  ): Promise<ReferenceRow[]> {
    const valuesOf = <Column extends keyof ReferenceRow>(column: Column) => [
      ...new Set(rows.map((row) => row[column])),
    ];
    const query = database.from(TABLES.references, trx).select('view_id', 'uid');
    query.select('document_id', 'locale').whereIn('uid', valuesOf('uid'));
    database.among(query, 'document_id', valuesOf('document_id'));
    database.among(query, 'view_id', valuesOf('view_id'));
    const there: ReferenceRow[] = await query;
    const known = new Set(there.map(rowKey));
    return rows.filter((row) => !known.has(rowKey(row)));
  }

  return async (pairs, trx) => {
    const views = await liveViewsOf(
      pairs.map(({ target }) => target),
      trx
    );
    const wanted = new Map<string, ReferenceRow>();
    for (const { target, entry } of pairs) {
      const { uid, documentId, locale } = entry;
      for (const view of views.get(documentKey(target)) ?? []) {
        if (view.locale !== target.locale && view.locale !== locale) continue;
        const row = { view_id: view.id, uid, document_id: documentId, locale };
        wanted.set(rowKey(row), row);
      }
    }
    for (const page of pagesOf([...wanted.values()])) {
      await database.insertAll(TABLES.references, await missingOf(page, trx), trx);
    }
  };
}

function documentKey({ uid, documentId }: Pick<EntryKey, 'uid' | 'documentId'>): string {
  return `${uid}\n${documentId}`;
}

function rowKey({ view_id, uid, document_id, locale }: ReferenceRow): string {
  return `${view_id}\n${entryId({ uid, documentId: document_id, locale })}`;
}

function documentIdsByUid(targets: readonly EntryKey[]): Map<string, Set<string>> {
  const groups = new Map<string, Set<string>>();
  for (const { uid, documentId } of targets) {
    groups.set(uid, (groups.get(uid) ?? new Set()).add(documentId));
  }
  return groups;
}

function pagesOf<T>(all: readonly T[]): T[][] {
  return Array.from({ length: Math.ceil(all.length / PAGE) }, (_, page) =>
    all.slice(page * PAGE, (page + 1) * PAGE)
  );
}

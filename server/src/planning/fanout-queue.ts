/**
 * Which entries' referrers are still to be told. All rows that follow from one change share its root, and each entry
 * is there once per root, so cycles end. The rows keep the place where a crash interrupted the work.
 */
import { type Knex } from 'knex';

import { type EntryKey } from '../capture/touched';
import { type Database } from '../database/database';
import { TABLES } from '../database/tables';

/** Until a page that could not be done is tried again. */
const PAUSE_AFTER_ERROR_MS = 60_000;

export interface Fanout extends EntryKey {
  id: number;
  rootId: number;
  /** Steps of references that may be followed, this one included. */
  depth: number;
  /** The last referring view that is done. */
  cursor: number;
}

export interface FanoutQueue {
  /** One new root per entry. @returns the id of the youngest root there is; null when none was made */
  start(entries: readonly EntryKey[], depth: number, trx: Knex.Transaction): Promise<number | null>;
  /** Further entries of the same root; what the root has visited is left out. */
  follow(fanout: Fanout, entries: readonly EntryKey[], trx: Knex.Transaction): Promise<void>;
  /** The oldest one that is due and that nobody holds; null when there is none. */
  next(): Promise<Fanout | null>;
  /**
   * Begins the page that ends with the referrer `cursor`: nobody else works on the fan-out until the transaction ends,
   * and a process that is killed lets it go. Due again now, so behind the others: many fan-outs take turns.
   * @returns false when another process has done the page meanwhile
   */
  advance(fanout: Fanout, cursor: number, trx: Knex.Transaction): Promise<boolean>;
  finish(fanout: Fanout, trx: Knex.Transaction): Promise<void>;
  /** Its page could not be done: others come first for a while. */
  postpone(fanout: Fanout): Promise<void>;
}

type Row = Record<string, string | number | null>;

export function createFanoutQueue(database: Database): FanoutQueue {
  const table = (trx?: Knex.Transaction) => database.from(TABLES.fanouts, trx);

  const toRow = (entry: EntryKey, depth: number, rootId: number | null): object => ({
    root_id: rootId,
    uid: entry.uid,
    document_id: entry.documentId,
    locale: entry.locale,
    depth,
    cursor: 0,
    due_at: database.now(),
    created_at: database.now(),
  });

  const one = ({ id }: Fanout, trx?: Knex.Transaction) => table(trx).where({ id });

  return {
    async start(entries, depth, trx) {
      if (entries.length === 0) return null;
      await database.insertAll(
        TABLES.fanouts,
        entries.map((entry) => toRow(entry, depth, null)),
        trx
      );
      const [{ youngest }]: { youngest: string | number }[] = await table(trx).max({
        youngest: 'id',
      });
      return Number(youngest);
    },

    async follow(fanout, entries, trx) {
      const { rowsPerInsert } = database.capabilities;
      for (let start = 0; start < entries.length; start += rowsPerInsert) {
        const rows = entries
          .slice(start, start + rowsPerInsert)
          .map((entry) => toRow(entry, fanout.depth - 1, fanout.rootId));
        await table(trx)
          .insert(rows)
          .onConflict(['root_id', 'uid', 'document_id', 'locale'])
          .ignore();
      }
    },

    async next() {
      const row: Row | undefined = await database
        .lockSkippingLocked(
          table().where('due_at', '<=', database.now()).orderBy(['due_at', 'id']).limit(1)
        )
        .first();
      return row ? fromRow(row) : null;
    },

    async advance(fanout, cursor, trx) {
      const changed: number = await one(fanout, trx)
        .where('cursor', fanout.cursor)
        .whereNotNull('due_at')
        // Its root too, so that a cycle that comes back to the first entry ends there.
        .update({ cursor, root_id: fanout.rootId, due_at: database.now() });
      return changed > 0;
    },

    async finish(fanout, trx) {
      await one(fanout, trx).update({ due_at: null });
      const unfinished: Row | undefined = await table(trx)
        .where({ root_id: fanout.rootId })
        .whereNotNull('due_at')
        .first('id');
      if (!unfinished) await table(trx).where({ root_id: fanout.rootId }).delete();
    },

    async postpone(fanout) {
      await one(fanout)
        .whereNotNull('due_at')
        .update({ due_at: database.now(PAUSE_AFTER_ERROR_MS) });
    },
  };
}

function fromRow(row: Row): Fanout {
  const id = Number(row.id);
  return {
    id,
    rootId: Number(row.root_id ?? id),
    uid: String(row.uid),
    documentId: String(row.document_id),
    locale: String(row.locale),
    depth: Number(row.depth),
    cursor: Number(row.cursor),
  };
}

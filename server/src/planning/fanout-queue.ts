/**
 * Which entries' referrers are still to be told. All rows that follow from one change share its root, and each entry
 * is there once per root, so cycles end. The rows keep the place where a crash interrupted the work.
 */
import { randomUUID } from 'node:crypto';

import { type Knex } from 'knex';

import { type EntryKey } from '../capture/touched';
import { type Database } from '../database/database';
import { TABLES } from '../database/tables';

const LEASE_MS = 60_000;

export interface Fanout extends EntryKey {
  id: number;
  rootId: number;
  /** Steps of references that may be followed, this one included. */
  depth: number;
  /** The last referring view that is done. */
  cursor: number;
  leaseToken: string;
}

export interface FanoutQueue {
  /** One new root per entry. @returns the id of the youngest root there is; null when none was made */
  start(entries: readonly EntryKey[], depth: number, trx: Knex.Transaction): Promise<number | null>;
  /** Further entries of the same root; what the root has visited is left out. */
  follow(fanout: Fanout, entries: readonly EntryKey[], trx: Knex.Transaction): Promise<void>;
  /** The oldest one that is due; null when there is none. */
  claim(): Promise<Fanout | null>;
  /** @returns false when the lease was lost, so that nothing of this page may be written */
  advance(fanout: Fanout, cursor: number, trx: Knex.Transaction): Promise<boolean>;
  /** @returns false when the lease was lost */
  finish(fanout: Fanout, trx: Knex.Transaction): Promise<boolean>;
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

  async function update(fanout: Fanout, change: object, trx: Knex.Transaction): Promise<boolean> {
    const updated: number = await table(trx)
      .where({ id: fanout.id, lease_token: fanout.leaseToken })
      .update({ ...change, lease_token: null });
    return updated > 0;
  }

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

    async claim() {
      const leaseToken = randomUUID();
      return database.transaction(async (trx) => {
        const row: Row | undefined = await database
          .lockSkippingLocked(
            table(trx).where('due_at', '<=', database.now()).orderBy(['due_at', 'id']).limit(1)
          )
          .first();
        if (!row) return null;
        const id = Number(row.id);
        const rootId = Number(row.root_id ?? id);
        await table(trx)
          .where({ id })
          .update({ lease_token: leaseToken, due_at: database.now(LEASE_MS), root_id: rootId });
        return {
          id,
          rootId,
          uid: String(row.uid),
          documentId: String(row.document_id),
          locale: String(row.locale),
          depth: Number(row.depth),
          cursor: Number(row.cursor),
          leaseToken,
        };
      });
    },

    // Due again now, so behind the others: many fan-outs take turns.
    advance: (fanout, cursor, trx) => update(fanout, { cursor, due_at: database.now() }, trx),

    async finish(fanout, trx) {
      const isOwned = await update(fanout, { due_at: null }, trx);
      if (!isOwned) return false;
      const unfinished: Row | undefined = await table(trx)
        .where({ root_id: fanout.rootId })
        .whereNotNull('due_at')
        .first('id');
      if (!unfinished) await table(trx).where({ root_id: fanout.rootId }).delete();
      return true;
    },
  };
}

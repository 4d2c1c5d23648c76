/** Takes recorded changes in batches, under a lease where planning takes long, and forgets them once they are planned. */
import { randomUUID } from 'node:crypto';

import { type Knex } from 'knex';

import { type EntryKey } from '../capture/touched';
import { type Database } from '../database/database';
import { TABLES } from '../database/tables';

/** A planner that takes longer than this has died, or is treated as if it had. */
const LEASE_MS = 60_000;

export interface ClaimedChange extends EntryKey {
  id: number;
  wasLive: boolean;
  /** The entry was not live before the write, or before one of several. */
  wasAbsent: boolean;
  /** Only this view schema; null for all. */
  type: string | null;
  /** How often that schema has thrown. */
  tries: number;
}

export interface ChangeBatch {
  /** Of its lease; null when it is planned in the transaction that read it. */
  token: string | null;
  changes: ClaimedChange[];
}

export class LostLeaseError extends Error {
  override readonly name = 'LostLeaseError';
}

export interface ChangeQueue {
  /** Those that are due longest, and nobody's: for a transaction that has the database to itself. */
  due(limit: number, trx: Knex.Transaction): Promise<ChangeBatch>;
  /** Those that are due longest, for a minute; none when nothing is due. */
  claim(limit: number): Promise<ChangeBatch>;
  /** @throws LostLeaseError when another planner has taken them over */
  complete(batch: ChangeBatch, trx: Knex.Transaction): Promise<void>;
  /** Back for anybody, after a delay. */
  release(batch: ChangeBatch, delayMs: number): Promise<void>;
  /** Milliseconds until the next change is due, 0 when one is; null when there is none. */
  nextDueIn(): Promise<number | null>;
}

export function createChangeQueue(database: Database): ChangeQueue {
  async function readDue(limit: number, trx: Knex.Transaction): Promise<ClaimedChange[]> {
    const rows: Record<string, string | number | boolean | null>[] =
      await database.lockSkippingLocked(
        database
          .from(TABLES.changes, trx)
          .where('due_at', '<=', database.now())
          .orderBy(['due_at', 'id'])
          .limit(limit)
      );
    return rows.map(fromRow);
  }

  return {
    due: async (limit, trx) => ({ token: null, changes: await readDue(limit, trx) }),

    async claim(limit) {
      const token = randomUUID();
      const changes = await database.transaction(async (trx) => {
        const due = await readDue(limit, trx);
        if (due.length > 0) {
          await database
            .byIds(TABLES.changes, due.map(toId), trx)
            .update({ lease_token: token, due_at: database.now(LEASE_MS) });
        }
        return due;
      });
      return { token, changes };
    },

    async complete({ token, changes }, trx) {
      const taken = database.byIds(TABLES.changes, changes.map(toId), trx);
      if (token !== null) void taken.where('lease_token', token);
      const deleted: number = await taken.delete();
      if (deleted !== changes.length) throw new LostLeaseError();
    },

    async release({ token, changes }, delayMs) {
      await database
        .byIds(TABLES.changes, changes.map(toId))
        .where('lease_token', token)
        .update({ lease_token: null, due_at: database.now(delayMs) });
    },

    async nextDueIn() {
      const row: { due: string | number } | undefined = await database
        .from(TABLES.changes)
        .select(database.raw(`due_at - ${database.capabilities.nowSql} as due`))
        .orderBy('due_at')
        .first();
      return row ? Math.max(0, Number(row.due)) : null;
    },
  };
}

function toId({ id }: ClaimedChange): number {
  return id;
}

function fromRow(row: Record<string, string | number | boolean | null>): ClaimedChange {
  return {
    id: Number(row.id),
    uid: String(row.uid),
    documentId: String(row.document_id),
    locale: String(row.locale),
    wasLive: Boolean(row.was_live),
    // What is only tried again says nothing about how the entry was.
    wasAbsent: row.type === null && !row.was_live,
    type: row.type === null ? null : String(row.type),
    tries: Number(row.tries),
  };
}

/** The outbox: one small row per touched entry. Inserts only what capture hands over, and decides nothing. */
import { type Knex } from 'knex';

import { type Database } from '../database/database';
import { TABLES } from '../database/tables';
import { type Touched } from './touched';

export interface ChangeLog {
  /** In the transaction of the write itself. */
  record(touched: readonly Touched[], trx: Knex.Transaction): Promise<void>;
  /** One view schema is to look at the entry again, later. */
  retry(
    touched: Touched,
    options: { type: string; tries: number; delayMs: number },
    trx: Knex.Transaction
  ): Promise<void>;
  /** For a write outside a transaction: due only after `delayMs`, in case nobody comes to confirm. */
  hint(touched: readonly Touched[], token: string, delayMs: number): Promise<void>;
  /** The write is done: its hints are due now. */
  confirm(token: string): Promise<void>;
}

export function createChangeLog(database: Database): ChangeLog {
  const toRow = (
    entry: Touched,
    { delayMs, token }: { delayMs: number; token: string | null }
  ): object => ({
    uid: entry.uid,
    document_id: entry.documentId,
    locale: entry.locale,
    was_live: entry.wasLive,
    due_at: database.now(delayMs),
    lease_token: token,
    created_at: database.now(),
  });

  return {
    async retry(touched, { type, tries, delayMs }, trx) {
      const row = { ...toRow(touched, { delayMs, token: null }), type, tries };
      await database.insertAll(TABLES.changes, [row], trx);
    },

    async record(touched, trx) {
      const rows = touched.map((entry) => toRow(entry, { delayMs: 0, token: null }));
      await database.insertAll(TABLES.changes, rows, trx);
    },

    async hint(touched, token, delayMs) {
      const rows = touched.map((entry) => toRow(entry, { delayMs, token }));
      await database.insertAll(TABLES.changes, rows);
    },

    async confirm(token) {
      // Only hints and leased changes lie in the future, so this stays a short range of the index.
      await database
        .from(TABLES.changes)
        .where('due_at', '>', database.now())
        .where('lease_token', token)
        .update({ due_at: database.now(), lease_token: null });
    },
  };
}

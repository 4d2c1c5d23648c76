/** Small values that belong to this database, such as its environment id. */
import { randomUUID } from 'node:crypto';

import { type Knex } from 'knex';

import { type Database } from './database';
import { TABLES } from './tables';

const REVISION = 'revision';

export interface Settings {
  /** The stored value; on the first call it is made and stored, also when two instances ask at the same time. */
  ensure(key: string, make: () => string): Promise<string>;
  get(key: string, trx?: Knex.Transaction): Promise<string | null>;
  set(key: string, value: string, trx?: Knex.Transaction): Promise<void>;
  delete(key: string, trx?: Knex.Transaction): Promise<void>;
  /** Keys that begin with this, without it. */
  keysAfter(prefix: string): Promise<string[]>;
  /** Changes whenever the configuration of destinations does. */
  revision(): Promise<string>;
  /** The same in a transaction; null when there is none yet. */
  revisionIn(trx: Knex.Transaction): Promise<string | null>;
  /** Who else holds this key waits until the transaction has ended. */
  hold(key: string, trx: Knex.Transaction): Promise<void>;
  raiseRevision(trx: Knex.Transaction): Promise<void>;
}

export function createSettings(database: Database): Settings {
  async function read(key: string, trx?: Knex.Transaction): Promise<string | null> {
    const row: { value: string } | undefined = await database
      .from(TABLES.settings, trx)
      .select('value')
      .where({ key })
      .first();
    return row?.value ?? null;
  }

  async function ensure(key: string, make: () => string): Promise<string> {
    const stored = await read(key);
    if (stored !== null) return stored;
    const made = make();
    await database.from(TABLES.settings).insert({ key, value: made }).onConflict('key').ignore();
    return (await read(key)) ?? made;
  }

  return {
    ensure,
    get: read,
    async set(key, value, trx) {
      await database
        .from(TABLES.settings, trx)
        .insert({ key, value })
        .onConflict('key')
        .merge(['value']);
    },
    async delete(key, trx) {
      await database.from(TABLES.settings, trx).where({ key }).delete();
    },
    async keysAfter(prefix) {
      const rows: { key: string }[] = await database.from(TABLES.settings).select('key');
      const keys = rows.map(({ key }) => key).filter((key) => key.startsWith(prefix));
      return keys.map((key) => key.slice(prefix.length));
    },
    async hold(key, trx) {
      // A write, because SQLite has no other lock.
      await database
        .from(TABLES.settings, trx)
        .insert({ key, value: '' })
        .onConflict('key')
        .merge(['key']);
    },
    revision: () => ensure(REVISION, randomUUID),
    revisionIn: (trx) => read(REVISION, trx),
    async raiseRevision(trx) {
      await database
        .from(TABLES.settings, trx)
        .insert({ key: REVISION, value: randomUUID() })
        .onConflict('key')
        .merge(['value']);
    },
  };
}

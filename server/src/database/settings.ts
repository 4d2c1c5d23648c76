/** Small values that belong to this database, such as its environment id. */
import { randomUUID } from 'node:crypto';

import { type Knex } from 'knex';

import { type Database } from './database';
import { TABLES } from './tables';

const REVISION = 'revision';

export interface Settings {
  /** The stored value; on the first call it is made and stored, also when two instances ask at the same time. */
  ensure(key: string, make: () => string): Promise<string>;
  /** Changes whenever the configuration of destinations does. */
  revision(): Promise<string>;
  raiseRevision(trx: Knex.Transaction): Promise<void>;
}

export function createSettings(database: Database): Settings {
  async function read(key: string): Promise<string | null> {
    const row: { value: string } | undefined = await database
      .from(TABLES.settings)
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
    revision: () => ensure(REVISION, randomUUID),
    async raiseRevision(trx) {
      await database
        .from(TABLES.settings, trx)
        .insert({ key: REVISION, value: randomUUID() })
        .onConflict('key')
        .merge(['value']);
    },
  };
}

/**
 * Makes and changes the plugin's own tables, through the migration runner of Strapi's core.
 * They are not content types: Strapi drops those when a plugin is disabled and wipes them on import.
 */
import { type Database as StrapiDatabase } from '@strapi/database';
import { type Knex } from 'knex';

import { capabilitiesOf } from '../capabilities';
import * as spine from './0001-spine';
import * as lists from './0002-lists';
import * as cheaperWrites from './0003-cheaper-writes';
import * as leases from './0004-leases';
import * as shortUuids from './0005-short-uuids';
import * as lighterAttempts from './0006-lighter-attempts';
import * as fewerIndexes from './0007-fewer-indexes';
import * as rowsInPlace from './0008-rows-in-place';
import { createMigrationTools } from './tools';

const MIGRATIONS = [
  spine,
  lists,
  cheaperWrites,
  leases,
  shortUuids,
  lighterAttempts,
  fewerIndexes,
  rowsInPlace,
];
const PREFIX = 'destinations::';
const STORAGE = 'strapi_migrations_internal';

/** To be called in `register`, before Strapi runs its migrations. */
export function registerMigrations(db: StrapiDatabase): void {
  for (const migration of MIGRATIONS) {
    db.migrations.providers.internal.register({
      name: migration.name,
      async up(trx) {
        const capabilities = capabilitiesOf(db.dialect.client);
        const lock = capabilities.migrationLock;
        if (lock) await trx.raw(lock.take);
        const schema = (): Knex.SchemaBuilder => db.getSchemaConnection(trx);
        const schemaName = db.getSchemaName();
        await migration.up(createMigrationTools({ trx, schema, schemaName, capabilities }));
        if (lock?.giveBack) await trx.raw(lock.giveBack);
      },
      async down() {
        throw new Error(`${migration.name} cannot be undone; restore a backup instead.`);
      },
    });
  }
}

/**
 * To be called in `bootstrap`.
 * @throws when a newer version of the plugin has already changed the tables
 */
export async function refuseNewerDatabase(db: StrapiDatabase, version: string): Promise<void> {
  const applied: { name: string }[] = await db
    .getConnection(STORAGE)
    .select('name')
    .where('name', 'like', `${PREFIX}%`);
  const known = new Set<string>(MIGRATIONS.map((migration) => migration.name));
  const unknown = applied.filter(({ name }) => !known.has(name));

  if (unknown.length > 0) {
    const names = unknown.map(({ name }) => name).join(', ');
    throw new Error(
      `The database was used by a newer strapi-plugin-destinations: it holds ${names}, ` +
        `which version ${version} does not know. Install the newer version again, or restore a backup made before it.`
    );
  }
}

/** What is left of the plugin in a database that is started without it, and that Strapi starts all the same. */
import { type Knex } from 'knex';

import { TABLES } from '../../server/src/database/tables';
import { createTestDatabase } from '../support/databases';
import { startPlayground } from '../support/playground';

const MIGRATIONS = 'strapi_migrations_internal';
const ACTIONS = 'plugin::destinations.%';

it('leaves its tables and the record of its migrations, and nothing else', async () => {
  const database = await createTestDatabase();
  await (await startPlayground({ database, env: { DESTINATIONS_ENABLED: 'true' } })).stop();
  const { knex, documents, stop } = await startPlayground({
    database,
    env: { DESTINATIONS_ENABLED: 'false' },
  });
  const { documentId } = await documents('api::tag.tag').create({ data: { name: 'Without' } });
  const left = {
    migrations: await namesIn(knex, MIGRATIONS, 'name', 'destinations::%'),
    adminPermissions: await namesIn(knex, 'admin_permissions', 'action', ACTIONS),
    tokenPermissions: await namesIn(knex, 'strapi_api_token_permissions', 'action', ACTIONS),
    rolePermissions: await namesIn(knex, 'up_permissions', 'action', ACTIONS),
    settings: await namesIn(knex, 'strapi_core_store_settings', 'key', '%destinations%'),
  };
  const tables = Object.values(TABLES);
  const found = await Promise.all(tables.map((table) => knex.schema.hasTable(table)));
  const described = await schemaOf(knex);
  await stop();
  await database.drop();

  expect(documentId).not.toBe('');
  expect(tables.filter((_, index) => found[index])).toEqual(tables);
  expect(left).toEqual({
    migrations: [
      'destinations::0001-spine',
      'destinations::0002-lists',
      'destinations::0003-cheaper-writes',
      'destinations::0004-leases',
      'destinations::0005-short-uuids',
      'destinations::0006-lighter-attempts',
      'destinations::0007-fewer-indexes',
      'destinations::0008-rows-in-place',
    ],
    adminPermissions: [],
    tokenPermissions: [],
    rolePermissions: [],
    settings: [],
  });
  // Strapi drops what stands in its own description of the database.
  expect(described).not.toContain('destinations_');
});

async function namesIn(knex: Knex, table: string, column: string, like: string): Promise<string[]> {
  const rows: Record<string, string>[] = await knex(table).where(column, 'like', like);
  return rows.map((row) => row[column]).sort();
}

async function schemaOf(knex: Knex): Promise<string> {
  const rows: { schema: unknown }[] = await knex('strapi_database_schema').select('schema');
  return JSON.stringify(rows);
}

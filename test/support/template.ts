/**
 * A database as Strapi and the plugin leave it at their first start, without a row of the plugin, for a run of many
 * tests to copy: making its tables takes longer than most of them.
 */
import { TABLES } from '../../server/src/database/tables';
import { createEmptyDatabase, type TestDatabase } from './databases';
import { startStrapiChild } from './strapi-child';

export async function makeTemplate(): Promise<TestDatabase> {
  const database = await createEmptyDatabase();
  try {
    const strapi = await startStrapiChild(database);
    strapi.kill('SIGTERM');
    await strapi.exited;
    const knex = database.connect();
    for (const table of Object.values(TABLES)) await knex(table).delete();
    await knex.destroy();
    return database;
  } catch (error) {
    await database.drop();
    throw error;
  }
}

/**
 * What an attempt costs. The headers that all requests to a destination have in common are most of what it would have to
 * keep: they stand in a table of their own. Attempts of before have all of theirs.
 */
import { TABLES } from '../tables';
import { type MigrationTools } from './tools';

export const name = 'destinations::0006-lighter-attempts';

export async function up(tools: MigrationTools): Promise<void> {
  await tools.createTable(TABLES.headers, (table, column) => {
    table.bigIncrements('id');
    column.key('destination_id', 36).notNullable();
    // Too long for a key.
    column.key('hash', 64).notNullable();
    table.text('common', 'mediumtext').notNullable();
    table.unique(['destination_id', 'hash'], { indexName: 'destinations_headers_text' });
  });
  await tools.compareByBytes(TABLES.headers, []);
  await tools.shortenUuids(TABLES.headers);
  // Nobody asks for an attempt by its id.
  await tools.keyByIndex(TABLES.attempts, {
    name: 'destinations_attempts_delivery',
    columns: ['delivery_id', 'id'],
  });
  // Null when no request could be made.
  await tools.addColumn(TABLES.attempts, 'headers_id', (table) => table.bigInteger('headers_id'));
  await tools.addColumn(TABLES.attempts, 'signature', (table) => table.text('signature'));
}

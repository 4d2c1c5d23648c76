/**
 * What the headers of all requests to a destination have in common is most of what an attempt would have to keep: it
 * stands in a table of its own. Attempts of before have all of theirs.
 */
import { TABLES } from '../tables';
import { type MigrationTools } from './tools';

export const name = 'destinations::0006-common-headers';

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
  // Null when no request could be made.
  await tools.addColumn(TABLES.attempts, 'headers_id', (table) => table.bigInteger('headers_id'));
  await tools.addColumn(TABLES.attempts, 'signature', (table) => table.text('signature'));
}

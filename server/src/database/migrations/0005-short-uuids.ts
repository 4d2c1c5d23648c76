/**
 * What ids cost on PostgreSQL. A delivery stands in seven indexes, most of which begin and end with an id: as text they
 * are more than twice as long, to compare and to write into the log. Elsewhere the gain was not measurable, or there is
 * no such type.
 */
import { TABLES } from '../tables';
import { type MigrationTools } from './tools';

export const name = 'destinations::0005-short-uuids';

export async function up(tools: MigrationTools): Promise<void> {
  for (const table of Object.values(TABLES)) {
    // Made later.
    if (table !== TABLES.headers) await tools.shortenUuids(table);
  }
}

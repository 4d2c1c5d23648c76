/**
 * What writing costs on PostgreSQL. Keys are compared byte by byte there too: by the order of a language, which a
 * database usually has, each comparison is a call of the system's library, and a write makes hundreds. The rows that
 * are written anew with every deploy leave room beside them for their next version, so that no index has to change.
 */
import { TABLES } from '../tables';
import { type MigrationTools } from './tools';

export const name = 'destinations::0003-cheaper-writes';

const MADE_LATER: string[] = [TABLES.leases, TABLES.headers];
/** What people read in order, and not only the machine. */
const READ_BY_PEOPLE = ['name', 'access_key_hint'];
/** Room for one more of each. */
const FILLED_PERCENT = 50;

export async function up(tools: MigrationTools): Promise<void> {
  for (const table of Object.values(TABLES)) {
    if (MADE_LATER.includes(table)) continue;
    const except = table === TABLES.destinations ? READ_BY_PEOPLE : [];
    await tools.compareByBytes(table, except);
  }
  await tools.leaveRoom(TABLES.views, FILLED_PERCENT);
  await tools.leaveRoom(TABLES.receipts, FILLED_PERCENT);
}

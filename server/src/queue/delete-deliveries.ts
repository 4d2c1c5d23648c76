/** Forgets deliveries with their attempts. Receipts stay: they say what a destination has. */
import { type Knex } from 'knex';

import { type Database } from '../database/database';
import { TABLES } from '../database/tables';

export async function deleteDeliveries(
  database: Database,
  ids: readonly string[],
  trx: Knex.Transaction
): Promise<void> {
  if (ids.length === 0) return;
  await database.among(database.from(TABLES.attempts, trx), 'delivery_id', ids).delete();
  await database.byIds(TABLES.deliveries, ids, trx).delete();
}

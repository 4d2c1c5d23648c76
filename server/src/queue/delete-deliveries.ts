/** Forgets deliveries with their attempts and what is left of their leases. Receipts stay: they say what a destination has. */
import { type Knex } from 'knex';

import { type Database } from '../database/database';
import { TABLES } from '../database/tables';
import { endLeases } from './leases';

export async function deleteDeliveries(
  database: Database,
  ids: readonly string[],
  trx: Knex.Transaction
): Promise<void> {
  if (ids.length === 0) return;
  await database.amongUuids(database.from(TABLES.attempts, trx), 'delivery_id', ids).delete();
  await database.byIds(TABLES.deliveries, ids, trx).delete();
  await endLeases(database, ids, trx);
}

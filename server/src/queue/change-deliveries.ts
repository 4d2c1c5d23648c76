/** Gives the same values to any number of deliveries, in one statement. */
import { type Knex } from 'knex';

import { type Database } from '../database/database';
import { TABLES } from '../database/tables';

export async function changeDeliveries(
  database: Database,
  ids: readonly string[],
  values: Record<string, unknown>,
  trx: Knex.Transaction
): Promise<void> {
  if (ids.length === 0) return;
  await database.byIds(TABLES.deliveries, ids, trx).update(values);
}

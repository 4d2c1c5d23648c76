/** Gives the same values to any number of deliveries, in one statement. */
import { type Knex } from 'knex';

import { type Database } from '../database/database';
import { TABLES } from '../database/tables';

export async function changeDeliveries(
  database: Database,
  deliveries: readonly { id: string }[],
  values: Record<string, unknown>,
  trx: Knex.Transaction
): Promise<void> {
  if (deliveries.length === 0) return;
  const ids = deliveries.map(({ id }) => id);
  await database.byIds(TABLES.deliveries, ids, trx).update(values);
}

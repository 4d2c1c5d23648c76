/** Whether destinations may be sent to at this moment, read in the transaction that decides by it. */
import { type Knex } from 'knex';

import { type Database } from '../database/database';
import { TABLES } from '../database/tables';
import { type Row } from './delivery-row';

/** Of the Active ones: id → why it is suspended, null when it is not. */
export async function standingOf(
  database: Database,
  destinationIds: readonly string[],
  trx: Knex.Transaction
): Promise<Map<string, string | null>> {
  const rows: Row[] = await database
    .from(TABLES.destinations, trx)
    .select('id', 'suspended_reason')
    .whereIn('id', [...destinationIds])
    .where('state', 'Active');
  return new Map(
    rows.map((row) => [
      String(row.id),
      row.suspended_reason === null ? null : String(row.suspended_reason),
    ])
  );
}

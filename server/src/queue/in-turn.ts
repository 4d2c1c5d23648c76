/** What waits for one destination, in the order in which it is due. */
import { type Knex } from 'knex';

import { type Database } from '../database/database';
import { TABLES } from '../database/tables';

const INDEX = 'destinations_deliveries_next';

/** What people wait for, or what was made in the background: each waits in a line of its own. */
export interface DueLine {
  destinationId: string;
  bulk: boolean;
}

/** The caller says which due times; what has none is parked or finished, and may be very much. */
export function inTurn(
  database: Database,
  { destinationId, bulk }: DueLine,
  trx?: Knex.Transaction
): Knex.QueryBuilder {
  return database
    .fromAlong(INDEX, TABLES.deliveries, trx)
    .where({ destination_id: destinationId, bulk })
    .orderBy('due_at');
}

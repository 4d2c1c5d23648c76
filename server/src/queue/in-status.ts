/** The deliveries of one destination that have one status, in the order in which they were made. */
import { type Knex } from 'knex';

import { type DeliveryStatus } from '../../../contracts/delivery';
import { type Database } from '../database/database';
import { TABLES } from '../database/tables';

const INDEX = 'destinations_deliveries_status';

/** As they are stored: what is on the way is `pending`. */
export interface InStatus {
  destinationId: string;
  status: DeliveryStatus;
}

export function inStatus(
  database: Database,
  { destinationId, status }: InStatus,
  trx?: Knex.Transaction
): Knex.QueryBuilder {
  return database
    .fromAlong(INDEX, TABLES.deliveries, trx)
    .where({ destination_id: destinationId, status })
    .orderBy('id');
}

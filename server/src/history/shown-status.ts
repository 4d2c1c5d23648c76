/** The status of a delivery as people see it: what is stored does not say which of those that wait are on the way. */
import { type Knex } from 'knex';

import { type DeliveryStatus } from '../../../contracts/delivery';
import { type Database } from '../database/database';
import { TABLES } from '../database/tables';
import { leaseOfRow, whereOnTheWay } from '../queue/leases';
import { type Row } from './delivery-row';

const { deliveries, leases } = TABLES;

/** All columns of the deliveries of a query, and what `shownStatus` needs beyond them. */
export function selectShown(query: Knex.QueryBuilder): Knex.QueryBuilder {
  return query
    .leftJoin(leases, `${leases}.delivery_id`, `${deliveries}.id`)
    .select(`${deliveries}.*`, `${leases}.token`);
}

/** @param row of `selectShown` */
export function shownStatus({ status, token }: Row): DeliveryStatus {
  return status === 'pending' && token !== null ? 'delivering' : (String(status) as DeliveryStatus);
}

/** Only deliveries with this status, along an index that begins with what is stored. */
export function whereShown(
  database: Database,
  query: Knex.QueryBuilder,
  status: DeliveryStatus
): Knex.QueryBuilder {
  if (status === 'pending') return query.where({ status }).whereNotExists(leaseOfRow(database));
  if (status === 'delivering') return whereOnTheWay(database, query.where({ status: 'pending' }));
  return query.where({ status });
}

/** Only deliveries with one of these, where another condition of the query is narrower. */
export function whereShownAmong(
  database: Database,
  query: Knex.QueryBuilder,
  statuses: readonly DeliveryStatus[]
): Knex.QueryBuilder {
  const marks = statuses.map(() => '?').join(', ');
  return query.whereRaw(
    `CASE WHEN ?? = 'pending' AND EXISTS ? THEN 'delivering' ELSE ?? END IN (${marks})`,
    ['status', leaseOfRow(database), 'status', ...statuses]
  );
}

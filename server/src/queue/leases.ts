/**
 * Which deliveries are on the way, and whose they are: a row for each in a small table of its own. What a claim and its
 * end write are the cheapest of all writes, and the delivery with its many indexes is left alone until something has
 * become of it. Whoever writes a lease, or decides by one, holds the lock of the delivery's row.
 */
import { type Knex } from 'knex';

import { type Database } from '../database/database';
import { TABLES } from '../database/tables';
import { type Row } from './delivery-row';

export interface Lease {
  token: string;
  /** Its worker never came back; anybody may take the delivery. */
  isOver: boolean;
  /** Claims in a row that never had an outcome, this one included. */
  claims: number;
}

/** Delivery id → its lease; without an entry it is not on the way. */
export type Leases = ReadonlyMap<string, Lease>;

/** In a statement of its own, so that it sees what was committed before the rows of the deliveries were locked. */
export async function leasesOf(
  database: Database,
  deliveryIds: readonly string[],
  trx?: Knex.Transaction
): Promise<Leases> {
  if (deliveryIds.length === 0) return new Map();
  const leases = database
    .from(TABLES.leases, trx)
    .select('delivery_id', 'token', 'claims')
    .select(database.raw('ends_at <= ? as is_over', [database.now()]));
  const rows: Row[] = await database.among(leases, 'delivery_id', deliveryIds);
  return new Map(
    rows.map((row) => [
      String(row.delivery_id),
      { token: String(row.token), isOver: Boolean(row.is_over), claims: Number(row.claims) },
    ])
  );
}

/**
 * Only deliveries that nobody works on. The rows of `query` are deliveries. One value each: a condition that asks whether
 * there is such a lease MariaDB may answer by reading all of them first, with the remains of those that have ended.
 */
export function whereFree(database: Database, query: Knex.QueryBuilder): Knex.QueryBuilder {
  const endsAt = leaseOfRow(database, 'ends_at');
  return query.whereRaw('COALESCE(?, 0) <= ?', [endsAt, database.now()]);
}

/** Only deliveries that are on the way, also those whose worker never came back. */
export function whereOnTheWay(database: Database, query: Knex.QueryBuilder): Knex.QueryBuilder {
  return query.whereExists(leaseOfRow(database));
}

/** Finds the lease of the delivery that the query around it looks at. */
export function leaseOfRow(database: Database, column = 'token'): Knex.QueryBuilder {
  return database
    .from(TABLES.leases)
    .select(column)
    .whereRaw('?? = ??', [`${TABLES.leases}.delivery_id`, `${TABLES.deliveries}.id`]);
}

/** @param known what `leasesOf` said of them; none of these is somebody else's */
export async function takeLeases(
  database: Database,
  deliveryIds: readonly string[],
  { known, token, ms }: { known: Leases; token: string; ms: number },
  trx: Knex.Transaction
): Promise<void> {
  const lease = { token, ends_at: database.now(ms) };
  const lost = deliveryIds.filter((id) => known.has(id));
  if (lost.length > 0) {
    await ofDeliveries(database, lost, trx).update({
      ...lease,
      claims: database.raw('claims + 1'),
    });
  }
  const rows = deliveryIds
    .filter((id) => !known.has(id))
    .map((id) => ({ delivery_id: id, ...lease, claims: 1 }));
  if (rows.length > 0) await database.insertAll(TABLES.leases, rows, trx);
}

export async function endLeases(
  database: Database,
  deliveryIds: readonly string[],
  trx: Knex.Transaction
): Promise<void> {
  if (deliveryIds.length > 0) await ofDeliveries(database, deliveryIds, trx).delete();
}

function ofDeliveries(
  database: Database,
  deliveryIds: readonly string[],
  trx: Knex.Transaction
): Knex.QueryBuilder {
  return database.among(database.from(TABLES.leases, trx), 'delivery_id', deliveryIds);
}

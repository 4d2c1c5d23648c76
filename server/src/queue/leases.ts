/**
 * Which deliveries are on the way, and whose they are: a row for each in a small table of its own. What a claim and its
 * end write are the cheapest of all writes, and the delivery with its many indexes is left alone until something has
 * become of it. Whoever writes a lease, or decides by one, holds the lock of the delivery's row.
 */
import { type Knex } from 'knex';

import { type Database } from '../database/database';
import { TABLES } from '../database/tables';
import { type ClaimedDelivery } from './claim';
import { idsOf, type Row } from './delivery-row';

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
  const rows: Row[] = await database.amongUuids(leases, 'delivery_id', deliveryIds);
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

/** What a worker takes. */
export interface NewLease {
  token: string;
  ms: number;
}

/**
 * Takes those that have no lease: nearly always all, and then nothing has to be read.
 * @returns what the others have, as `leasesOf` does
 */
export async function takeUnleased(
  database: Database,
  deliveryIds: readonly string[],
  lease: NewLease,
  trx: Knex.Transaction
): Promise<Leases> {
  if (deliveryIds.length === 0) return new Map();
  const rows = rowsOf(database, deliveryIds, lease);
  const taken = await database.insertNew(TABLES.leases, rows, trx);
  if (taken === rows.length) return new Map();
  const all = await leasesOf(database, deliveryIds, trx);
  return new Map([...all].filter(([, { token }]) => token !== lease.token));
}

/** Of deliveries that cannot have one yet. */
export async function insertLeases(
  database: Database,
  deliveryIds: readonly string[],
  lease: NewLease,
  trx: Knex.Transaction
): Promise<void> {
  if (deliveryIds.length === 0) return;
  await database.insertAll(TABLES.leases, rowsOf(database, deliveryIds, lease), trx);
}

/** Takes over those whose worker never came back. */
export async function takeOverLeases(
  database: Database,
  deliveryIds: readonly string[],
  { token, ms }: NewLease,
  trx: Knex.Transaction
): Promise<void> {
  if (deliveryIds.length === 0) return;
  await ofDeliveries(database, deliveryIds, trx).update({
    token,
    ends_at: database.now(ms),
    claims: database.raw('claims + 1'),
  });
}

export async function endLeases(
  database: Database,
  deliveryIds: readonly string[],
  trx: Knex.Transaction
): Promise<void> {
  if (deliveryIds.length > 0) await ofDeliveries(database, deliveryIds, trx).delete();
}

/** @returns how many of them were still the worker's own; only those ended */
export async function endOwnLeases(
  database: Database,
  deliveries: readonly ClaimedDelivery[],
  trx: Knex.Transaction
): Promise<number> {
  let ended = 0;
  for (const token of new Set(deliveries.map(({ leaseToken }) => leaseToken))) {
    const held = deliveries.filter(({ leaseToken }) => leaseToken === token);
    ended += await ofDeliveries(database, idsOf(held), trx).where({ token }).delete();
  }
  return ended;
}

function rowsOf(
  database: Database,
  deliveryIds: readonly string[],
  { token, ms }: NewLease
): object[] {
  const endsAt = database.now(ms);
  return deliveryIds.map((id) => ({ delivery_id: id, token, ends_at: endsAt, claims: 1 }));
}

function ofDeliveries(
  database: Database,
  deliveryIds: readonly string[],
  trx: Knex.Transaction
): Knex.QueryBuilder {
  return database.amongUuids(database.from(TABLES.leases, trx), 'delivery_id', deliveryIds);
}

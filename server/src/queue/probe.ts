/** The one delivery that may go out to a suspended destination now and then, to see whether it is back. */
import { type Knex } from 'knex';

import { type Database } from '../database/database';
import { TABLES } from '../database/tables';
import { fromRow, type QueuedDelivery, type Row } from './delivery-row';
import { type DueTimes, type FindDue } from './due';
import { inTurn } from './in-turn';
import { whereFree } from './leases';

/**
 * Takes the delivery that has waited longest, whenever its own next attempt would be. The time of the next probe is
 * moved on in the same transaction, so only one instance probes.
 */
export async function takeProbe(
  database: Database,
  destinationId: string,
  probeSeconds: number,
  trx: Knex.Transaction
): Promise<QueuedDelivery[]> {
  const row = await longestWaiting(database, destinationId, trx);
  if (!row) return [];

  const moved: number = await database
    .from(TABLES.destinations, trx)
    .where({ id: destinationId, suspended_reason: 'failures' })
    .where('next_probe_at', '<=', database.now())
    .update({ next_probe_at: database.now(probeSeconds * 1_000) });
  return moved > 0 ? [fromRow(row)] : [];
}

/** What is due comes first, and of that what was not made in the background; not what is under way since before. */
async function longestWaiting(
  database: Database,
  destinationId: string,
  trx: Knex.Transaction
): Promise<Row | null> {
  for (const isDue of [true, false]) {
    for (const bulk of [false, true]) {
      const waiting = inTurn(database, { destinationId, bulk }, trx)
        .where('due_at', isDue ? '<=' : '>', database.now())
        .limit(1);
      const [row]: Row[] = await database.lockSkippingLocked(whereFree(database, waiting));
      if (row) return row;
    }
  }
  return null;
}

/** Suspended destination → milliseconds until its next probe; without an entry when it has nothing to probe with. */
export type FindProbes = (destinationIds: readonly string[]) => Promise<DueTimes>;

export function createFindProbes(database: Database, findDue: FindDue): FindProbes {
  return async (destinationIds) => {
    if (destinationIds.length === 0) return new Map();
    const waiting = await findDue(destinationIds);
    const rows: { id: string; due_in: string | number }[] = await database
      .from(TABLES.destinations)
      .select('id', database.raw(`next_probe_at - ${database.capabilities.nowSql} as due_in`))
      .whereIn('id', [...waiting.keys()])
      .where('suspended_reason', 'failures')
      .whereNotNull('next_probe_at');
    return new Map(rows.map(({ id, due_in }) => [id, Number(due_in)]));
  };
}

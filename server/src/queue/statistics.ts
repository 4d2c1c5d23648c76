/** Counts what attempts led to, by destination and hour, in the transaction that settles them. */
import { type Knex } from 'knex';

import { type Database } from '../database/database';
import { TABLES } from '../database/tables';
import { type Attempted } from './settlement';

export const HOUR_MS = 3_600_000;

interface StatisticsRow {
  destination_id: string;
  hour: number;
  delivered: number;
  failed: number;
  attempts: number;
  failed_attempts: number;
  duration_ms: number;
  last_delivery_id: string | null;
}

/** Pure. Test messages count nowhere. */
export function statisticsOf(attempted: readonly Attempted[]): StatisticsRow[] {
  const rows = new Map<string, StatisticsRow>();
  for (const { delivery, attempt, verdict } of attempted) {
    if (delivery.test) continue;
    const hour = Math.floor(attempt.startedAt / HOUR_MS) * HOUR_MS;
    const key = `${delivery.destinationId} ${hour}`;
    const row = rows.get(key) ?? empty(delivery.destinationId, hour);
    row.attempts += 1;
    row.duration_ms += Math.round(attempt.durationMs);
    if (verdict.kind === 'delivered') row.delivered += 1;
    else row.failed_attempts += 1;
    if (verdict.kind === 'failed') row.failed += 1;
    if (verdict.kind !== 'retry') row.last_delivery_id = delivery.id;
    rows.set(key, row);
  }
  // In the same order everywhere, so that two instances wait for each other and never in a circle.
  return [...rows.keys()].sort().flatMap((key) => rows.get(key) ?? []);
}

export async function writeStatistics(
  database: Database,
  attempted: readonly Attempted[],
  trx: Knex.Transaction
): Promise<void> {
  const rows = statisticsOf(attempted);
  // What only waits again leaves the last one as it is.
  const [ended, waiting] = [
    rows.filter((row) => row.last_delivery_id !== null),
    rows.filter((row) => row.last_delivery_id === null),
  ];
  const key = ['destination_id', 'hour'];
  const add = ['delivered', 'failed', 'attempts', 'failed_attempts', 'duration_ms'];
  await database.upsertAll(TABLES.statistics, ended, {
    key,
    add,
    merge: ['last_delivery_id'],
    trx,
  });
  await database.upsertAll(TABLES.statistics, waiting, { key, add, merge: [], trx });
}

function empty(destinationId: string, hour: number): StatisticsRow {
  return {
    destination_id: destinationId,
    hour,
    delivered: 0,
    failed: 0,
    attempts: 0,
    failed_attempts: 0,
    duration_ms: 0,
    last_delivery_id: null,
  };
}

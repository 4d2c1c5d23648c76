/** Which destinations have something due, by one index look-up each and never by a scan of the backlog. */
import { type Knex } from 'knex';

import { type Database } from '../database/database';
import { TABLES } from '../database/tables';

/** Look-ups per statement. */
const PER_STATEMENT = 100;

/** Destination id → milliseconds until its next delivery is due, 0 or less when one is due now. */
export type DueTimes = Map<string, number>;

export type FindDue = (destinationIds: readonly string[]) => Promise<DueTimes>;

export function createFindDue(database: Database): FindDue {
  const nextOf = (destinationId: string, bulk: boolean): Knex.QueryBuilder =>
    database
      .from(TABLES.deliveries)
      .select(
        database.raw('? as destination_id', [destinationId]),
        database.raw(`MIN(due_at) - ${database.capabilities.nowSql} as due_in`)
      )
      .where({ destination_id: destinationId, bulk })
      .whereNotNull('due_at');

  return async (destinationIds) => {
    const due: DueTimes = new Map();
    for (let start = 0; start < destinationIds.length; start += PER_STATEMENT) {
      const [first, ...others] = destinationIds
        .slice(start, start + PER_STATEMENT)
        .flatMap((id) => [nextOf(id, false), nextOf(id, true)]);
      const rows: { destination_id: string; due_in: string | number | null }[] =
        await first.unionAll(others);
      for (const { destination_id, due_in } of rows) {
        if (due_in === null) continue;
        due.set(destination_id, Math.min(Number(due_in), due.get(destination_id) ?? Infinity));
      }
    }
    return due;
  };
}

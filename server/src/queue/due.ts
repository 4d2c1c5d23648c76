/** Which destinations have something due, by one index look-up each and never by a scan of the backlog. */
import { type Knex } from 'knex';

import { type Database } from '../database/database';
import { inTurn } from './in-turn';
import { whereFree } from './leases';

/** Look-ups per statement. */
const PER_STATEMENT = 100;

/** Destination id → milliseconds until its next delivery is due, 0 or less when one is due now. */
export type DueTimes = Map<string, number>;

export type FindDue = (destinationIds: readonly string[]) => Promise<DueTimes>;

export function createFindDue(database: Database): FindDue {
  const headOf = (destinationId: string, bulk: boolean): Knex.QueryBuilder =>
    whereFree(database, inTurn(database, { destinationId, bulk }))
      .select('due_at')
      .whereNotNull('due_at')
      .limit(1);

  // The heads of the index and not an aggregate, which would walk through all that waits.
  const LOOK_UP = `select ? as destination_id, (?) - ${database.capabilities.nowSql} as due_in`;

  return async (destinationIds) => {
    const due: DueTimes = new Map();
    for (let start = 0; start < destinationIds.length; start += PER_STATEMENT) {
      const heads = destinationIds.slice(start, start + PER_STATEMENT).flatMap((id) => [
        { id, head: headOf(id, false) },
        { id, head: headOf(id, true) },
      ]);
      const rows: { destination_id: string; due_in: string | number | null }[] =
        await database.selectFrom(
          heads.map(() => LOOK_UP).join(' union all '),
          heads.flatMap(({ id, head }) => [id, head])
        );
      for (const { destination_id, due_in } of rows) {
        if (due_in === null) continue;
        due.set(destination_id, Math.min(Number(due_in), due.get(destination_id) ?? Infinity));
      }
    }
    return due;
  };
}

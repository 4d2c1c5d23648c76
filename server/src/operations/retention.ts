/**
 * Forgets finished deliveries that are too old, or too many, oldest first and a page at a time, and finished jobs that
 * are too old. What waits, what is diverted and every receipt stay, so nothing that is still to be done or known
 * depends on the history.
 */
import { type Knex } from 'knex';

import { type Database } from '../database/database';
import { TABLES } from '../database/tables';
import { deleteDeliveries } from '../queue/delete-deliveries';
import { type Clock } from '../support/clock';
import { immediate } from '../support/immediate';
import { firstUuidOf } from '../support/uuid';

const FINISHED = ['delivered', 'superseded', 'skipped', 'canceled', 'failed'];
/** Rows counted at once; longer would hold up the editors on SQLite. */
const COUNTED_AT_ONCE = 10_000;
const COUNT_EVERY_MS = 600_000;
/** The longest time that statistics can be asked for is 30 days. */
const MIN_STATISTICS_MS = 31 * 86_400_000;

export interface RetentionDeps {
  database: Database;
  clock: Pick<Clock, 'now'>;
  /** How long a finished delivery or job is kept. */
  keepMs: number;
  /** Finished deliveries that are kept at most. */
  maxRows: number;
}

/** @returns a turn, for a loop: 0 when there is more to do at once */
export function createRetentionTurn(deps: RetentionDeps): () => Promise<0 | null> {
  const { database, clock, keepMs, maxRows } = deps;
  const page = database.capabilities.batchSize;
  let surplus = 0;
  let countedAt = -Infinity;

  /** All of the index in the order, or PostgreSQL may walk through another one. */
  const finished = (status: string, trx?: Knex.Transaction): Knex.QueryBuilder =>
    database
      .from(TABLES.deliveries, trx)
      .where({ status, diverted: false })
      .whereNull('due_at')
      .orderBy(['status', 'due_at', 'id']);

  async function deleteExpired(status: string): Promise<number> {
    return database.transaction(async (trx) => {
      const ids: string[] = await finished(status, trx)
        .where('id', '<', firstUuidOf(clock.now() - keepMs))
        .where('settled_at', '<', clock.now() - keepMs)
        .limit(page)
        .pluck('id');
      await deleteDeliveries(database, ids, trx);
      return ids.length;
    });
  }

  async function countOf(status: string): Promise<number> {
    let counted = 0;
    let rest = finished(status);
    for (;;) {
      const last: { id: string } | undefined = await rest
        .clone()
        .offset(COUNTED_AT_ONCE - 1)
        .first('id');
      if (!last) break;
      counted += COUNTED_AT_ONCE;
      rest = finished(status).where('id', '>', last.id);
      await immediate();
    }
    const [{ total }]: { total: string | number }[] = await rest.clearOrder().count({ total: '*' });
    return counted + Number(total);
  }

  async function findSurplus(): Promise<void> {
    if (clock.now() - countedAt < COUNT_EVERY_MS) return;
    let counted = 0;
    for (const status of FINISHED) counted += await countOf(status);
    surplus = Math.max(0, counted - maxRows);
    countedAt = clock.now();
  }

  async function deleteSurplus(): Promise<void> {
    const limit = Math.min(page, surplus);
    await database.transaction(async (trx) => {
      const oldest: string[] = [];
      for (const status of FINISHED) {
        oldest.push(...(await finished(status, trx).limit(limit).pluck('id')));
      }
      const ids = oldest.sort().slice(0, limit);
      await deleteDeliveries(database, ids, trx);
      surplus = ids.length === 0 ? 0 : surplus - ids.length;
    });
  }

  async function deleteJobs(): Promise<number> {
    const ids: string[] = await database
      .from(TABLES.jobs)
      .where('finished_at', '<', clock.now() - keepMs)
      .limit(page)
      .pluck('id');
    if (ids.length > 0) await database.byIds(TABLES.jobs, ids).delete();
    return ids.length;
  }

  async function deleteStatistics(): Promise<number> {
    const oldest: { hour: string | number } | undefined = await database
      .from(TABLES.statistics)
      .orderBy('hour')
      .first('hour');
    const until = clock.now() - Math.max(keepMs, MIN_STATISTICS_MS);
    if (!oldest || Number(oldest.hour) >= until) return 0;
    return database.from(TABLES.statistics).where('hour', Number(oldest.hour)).delete();
  }

  return async () => {
    let deleted = (await deleteStatistics()) + (await deleteJobs());
    for (const status of FINISHED) deleted += await deleteExpired(status);
    if (deleted > 0) return 0;
    await findSurplus();
    if (surplus > 0) await deleteSurplus();
    return surplus > 0 ? 0 : null;
  };
}

/**
 * Forgets finished deliveries that are too old, or too many, oldest first and a page at a time, and finished jobs that
 * are too old. What waits, what is diverted and every receipt stay, so nothing that is still to be done or known
 * depends on the history.
 */
import { type Knex } from 'knex';

import { type Database } from '../database/database';
import { TABLES } from '../database/tables';
import { deleteDeliveries } from '../queue/delete-deliveries';
import { inStatus, type InStatus } from '../queue/in-status';
import { type Clock } from '../support/clock';
import { immediate } from '../support/immediate';
import { createOldestFinished, FINISHED, type Stretch } from './oldest-finished';

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
  const oldExpired = createOldestFinished(database);
  let oldSurplus = createOldestFinished(database);
  let surplus = 0;
  let countedAt = -Infinity;

  const deleteExpired = (): Promise<Stretch> =>
    database.transaction(async (trx) => {
      const stretch = await oldExpired({ limit: page, before: clock.now() - keepMs }, trx);
      await deleteDeliveries(database, stretch.ids, trx);
      return stretch;
    });

  async function countOf(which: InStatus): Promise<number> {
    const all = (): Knex.QueryBuilder => {
      const rows = inStatus(database, which);
      return which.status === 'failed' ? rows.where('diverted', false) : rows;
    };
    let counted = 0;
    let rest = all();
    for (;;) {
      const last: { id: string } | undefined = await rest
        .clone()
        .offset(COUNTED_AT_ONCE - 1)
        .first('id');
      if (!last) break;
      counted += COUNTED_AT_ONCE;
      rest = all().where('id', '>', last.id);
      await immediate();
    }
    const [{ total }]: { total: string | number }[] = await rest.clearOrder().count({ total: '*' });
    return counted + Number(total);
  }

  async function findSurplus(): Promise<void> {
    if (clock.now() - countedAt < COUNT_EVERY_MS) return;
    const destinationIds: string[] = await database.from(TABLES.destinations).pluck('id');
    let counted = 0;
    for (const destinationId of destinationIds) {
      for (const status of FINISHED) counted += await countOf({ destinationId, status });
    }
    surplus = Math.max(0, counted - maxRows);
    oldSurplus = createOldestFinished(database);
    countedAt = clock.now();
  }

  const deleteSurplus = (): Promise<void> =>
    database.transaction(async (trx) => {
      const limit = Math.min(page, surplus);
      const { ids, isLast } = await oldSurplus({ limit, before: Infinity }, trx);
      await deleteDeliveries(database, ids, trx);
      surplus = isLast ? 0 : surplus - ids.length;
    });

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
    const others = (await deleteStatistics()) + (await deleteJobs());
    const { ids, isLast } = await deleteExpired();
    if (others + ids.length > 0 || !isLast) return 0;
    await findSurplus();
    if (surplus > 0) await deleteSurplus();
    return surplus > 0 ? 0 : null;
  };
}

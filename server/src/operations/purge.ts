/**
 * Forgets deleted destinations, a page at a time: first their history, then, when `purge_at` has come, the row that is
 * left. What is being sent at this moment stays until its lease is over.
 */
import { type Database } from '../database/database';
import { TABLES } from '../database/tables';
import { deleteDeliveries } from '../queue/delete-deliveries';
import { createForgetReceipts } from '../queue/forget-receipts';
import { leaseOfRow } from '../queue/leases';
import { type Clock } from '../support/clock';

const PAGE = 500;
/** A worker that was frozen may still come back with an outcome. */
const AFTER_LEASE_MS = 60_000;
/** Another instance may plan with what it read before the deletion. */
const AFTER_DELETION_MS = 60_000;

export interface PurgeDeps {
  database: Database;
  clock: Pick<Clock, 'now'>;
}

/** @returns a turn, for a loop: 0 when there is more to do at once */
export function createPurgeTurn({ database, clock }: PurgeDeps): () => Promise<0 | null> {
  const forgetReceipts = createForgetReceipts(database);

  /** @returns whether there may be more */
  async function deleteHistory(destinationId: string): Promise<boolean> {
    return database.transaction(async (trx) => {
      const rows: { id: string }[] = await database
        .from(TABLES.deliveries, trx)
        .select('id')
        .where('destination_id', destinationId)
        .whereNotExists(leaseOfRow(database).where('ends_at', '>=', database.now(-AFTER_LEASE_MS)))
        .orderBy('id')
        .limit(PAGE);
      const ids = rows.map(({ id }) => id);
      if (ids.length === 0) return false;
      await deleteDeliveries(database, ids, trx);
      return ids.length === PAGE;
    });
  }

  async function deleteRest(destinationId: string): Promise<void> {
    await database.from(TABLES.streaks).where('destination_id', destinationId).delete();
    await database.from(TABLES.alerts).where('destination_id', destinationId).delete();
    await database.from(TABLES.headers).where('destination_id', destinationId).delete();
    await database.from(TABLES.statistics).where('destination_id', destinationId).delete();
    await database.from(TABLES.jobs).where('subject', destinationId).delete();
  }

  const hasDeliveries = async (destinationId: string): Promise<boolean> =>
    (await database
      .from(TABLES.deliveries)
      .select('id')
      .where('destination_id', destinationId)
      .first()) !== undefined;

  /** @returns whether there may be more */
  async function forget(destinationId: string): Promise<boolean> {
    const hasMoreDeliveries = await deleteHistory(destinationId);
    const hasMoreReceipts = await forgetReceipts(destinationId);
    if (hasMoreDeliveries || hasMoreReceipts) return true;
    await deleteRest(destinationId);
    return false;
  }

  const idsOf = async (state: string, column: string, until: number): Promise<string[]> => {
    const rows: { id: string }[] = await database
      .from(TABLES.destinations)
      .select('id')
      .where({ state })
      .where(column, '<=', until);
    return rows.map(({ id }) => id);
  };

  return async () => {
    const now = clock.now();
    let hasMore = false;
    for (const id of await idsOf('Deleting', 'updated_at', now)) {
      if (await forget(id)) hasMore = true;
    }
    for (const id of await idsOf('Deleting', 'updated_at', now - AFTER_DELETION_MS)) {
      if (await hasDeliveries(id)) continue;
      await database
        .from(TABLES.destinations)
        .where({ id, state: 'Deleting' })
        .update({ state: 'Deleted' });
    }
    for (const id of await idsOf('Deleted', 'purge_at', now)) {
      await database.from(TABLES.destinations).where({ id, state: 'Deleted' }).delete();
    }
    return hasMore ? 0 : null;
  };
}

/**
 * What a copy of a database does not take over for a destination: what waits, what somebody was sending, long work,
 * and the receipts, which are about view ids of the original. The history stays.
 */
import { type Database } from '../database/database';
import { TABLES } from '../database/tables';
import { type CancelWaiting } from '../queue/cancel';
import { changeDeliveries } from '../queue/change-deliveries';
import { type ForgetReceipts } from '../queue/forget-receipts';
import { endLeases, whereOnTheWay } from '../queue/leases';

export interface LeaveBehindDeps {
  database: Database;
  cancelWaiting: CancelWaiting;
  forgetReceipts: ForgetReceipts;
}

/** To be called while nothing is sent. @returns how many deliveries were canceled */
export type LeaveBehind = (destinationId: string) => Promise<number>;

export function createLeaveBehind(deps: LeaveBehindDeps): LeaveBehind {
  const { database } = deps;

  async function cancelJobs(subject: string): Promise<void> {
    await database
      .from(TABLES.jobs)
      .where({ subject })
      .whereIn('status', ['running', 'paused'])
      .whereIn('kind', ['redeploy', 'reconcile'])
      .update({ status: 'canceled', due_at: null, finished_at: database.now() });
  }

  /** Their leases belong to workers of the original; what these report does not arrive here. */
  const cancelClaimed = (destinationId: string): Promise<number> =>
    database.transaction(async (trx) => {
      const claimed = database
        .from(TABLES.deliveries, trx)
        .where({ destination_id: destinationId, status: 'pending' });
      const ids: string[] = await database
        .lock(whereOnTheWay(database, claimed).orderBy('id'))
        .pluck('id');
      const values = { status: 'canceled', due_at: null, settled_at: database.now() };
      await changeDeliveries(database, ids, values, trx);
      await endLeases(database, ids, trx);
      return ids.length;
    });

  return async (destinationId) => {
    await cancelJobs(destinationId);
    const waiting = await deps.cancelWaiting(destinationId);
    const claimed = await cancelClaimed(destinationId);
    for (let hasMore = true; hasMore; ) hasMore = await deps.forgetReceipts(destinationId);
    return waiting + claimed;
  };
}

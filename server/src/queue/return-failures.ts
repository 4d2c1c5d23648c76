/**
 * Returns to waiting what failed because the receiver was down, once that has suspended the destination. Attempts
 * are counted anew: the next failure must not end them at once again. In pages, and resumed after a crash: what is
 * still to be done stands in the streak.
 */
import { type Knex } from 'knex';

import { type DeliveryStatus } from '../../../contracts/delivery';
import { type Database } from '../database/database';
import { TABLES } from '../database/tables';
import { whereUnindexed } from '../database/unindexed';
import { immediate } from '../support/immediate';
import { lockViews } from './attempted-versions';
import { changeDeliveries } from './change-deliveries';
import { type Row } from './delivery-row';
import { decideReturns, type FailedDelivery, type NewerDelivery } from './return-decision';
import { withStatus } from './siblings';

const PAGE = 200;
const OUTAGE = { fault: 'outage' };

/** @returns how many deliveries wait again */
export type ReturnFailures = (destinationId: string) => Promise<number>;

export function createReturnFailures(database: Database): ReturnFailures {
  const deliveries = (trx: Knex.Transaction) => database.from(TABLES.deliveries, trx);

  async function failedOf(
    destinationId: string,
    ids: readonly string[],
    trx: Knex.Transaction
  ): Promise<FailedDelivery[]> {
    const failed = () =>
      database
        .byIds(TABLES.deliveries, ids, trx)
        .select('id', 'view_id', 'version')
        .where({ destination_id: destinationId, status: 'failed' })
        .whereNotNull('view_id')
        .orderBy('id');
    const viewIds = (await failed()).map((row: Row) => Number(row.view_id));
    await lockViews(database, viewIds, trx);
    const rows: Row[] = await database.lock(failed());
    return rows.map(toFailed);
  }

  async function newerThan(
    destinationId: string,
    failed: readonly FailedDelivery[],
    trx: Knex.Transaction
  ): Promise<NewerDelivery[]> {
    if (failed.length === 0) return [];
    const rows: Row[] = await database.lock(
      whereUnindexed(deliveries(trx), 'destination_id', destinationId)
        .select('id', 'view_id', 'version', 'status', 'attempt_count')
        .whereIn(
          'view_id',
          failed.map(({ viewId }) => viewId)
        )
        .where('version', '>', Math.min(...failed.map(({ version }) => version)))
        .whereNotIn('status', ['superseded', 'canceled', 'skipped'])
        .orderBy('id')
    );
    const newer = rows.map((row) => ({
      ...toFailed(row),
      status: String(row.status) as DeliveryStatus,
      attemptCount: Number(row.attempt_count),
    }));
    return withStatus(database, newer, trx);
  }

  const returnPage = (destinationId: string): Promise<{ returned: number; isLast: boolean }> =>
    database.transaction(async (trx) => {
      const streak = database
        .from(TABLES.streaks, trx)
        .where({ destination_id: destinationId, ...OUTAGE });
      const page: Row[] = await database.lock(
        streak.clone().select('key', 'delivery_id').orderBy('key').limit(PAGE)
      );
      const destination: Row | undefined = await database
        .from(TABLES.destinations, trx)
        .select('coalesce')
        .where({ id: destinationId, state: 'Active', suspended_reason: 'failures' })
        .first();
      if (page.length === 0 || !destination) return { returned: 0, isLast: true };

      const ids = page.map((row) => String(row.delivery_id));
      const failed = await failedOf(destinationId, ids, trx);
      const newer = await newerThan(destinationId, failed, trx);
      const decision = decideReturns(failed, newer, Boolean(destination.coalesce));

      const waitAgain = {
        status: 'pending',
        reason: null,
        diverted: false,
        attempts_used: 0,
        due_at: database.now(),
        settled_at: null,
      };
      await changeDeliveries(database, decision.returned, waitAgain, trx);
      const superseded = { status: 'superseded', reason: 'newer_version', diverted: false };
      await changeDeliveries(database, decision.superseded, superseded, trx);
      await changeDeliveries(database, decision.parked, { due_at: null }, trx);
      await streak
        .clone()
        .whereIn(
          'key',
          page.map((row) => String(row.key))
        )
        .delete();
      return { returned: decision.returned.length, isLast: page.length < PAGE };
    });

  return async (destinationId) => {
    let returned = 0;
    for (;;) {
      const page = await returnPage(destinationId);
      returned += page.returned;
      if (page.isLast) return returned;
      await immediate();
    }
  };
}

function toFailed(row: Row): FailedDelivery {
  return { id: String(row.id), viewId: Number(row.view_id), version: Number(row.version) };
}

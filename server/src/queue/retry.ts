/**
 * Puts deliveries back into the queue because a person asks for it: failed ones, and those that wait for their next
 * attempt. Attempts are counted on. Whether it may be is decided in retry-decision.
 */
import { type Knex } from 'knex';

import { type Database } from '../database/database';
import { TABLES } from '../database/tables';
import { attemptedVersions, lockViews } from './attempted-versions';
import { changeDeliveries } from './change-deliveries';
import { fromRow, type QueuedDelivery, type Row } from './delivery-row';
import { decideRetry, type LineState, type RetryDecision } from './retry-decision';
import {
  allowedIn,
  type Candidate,
  createRetryMany,
  type RetryFilter,
  toCandidate,
} from './retry-many';
import { lineOf, unfinishedOf, withStatus } from './siblings';

export interface Retry {
  /** Null when the destination has no such delivery. */
  one(destinationId: string, deliveryId: string): Promise<RetryDecision | null>;
  /**
   * Of each view only the newest delivery goes. In short transactions, between which others have their turn.
   * @returns how many were queued
   */
  many(destinationId: string, filter: RetryFilter): Promise<number>;
}

export function createRetry(database: Database): Retry {
  /** Reads and decides under the locks of the views; newest first, so that an older version finds the newer one waiting. */
  async function decide(
    destinationId: string,
    found: readonly Candidate[],
    trx: Knex.Transaction
  ): Promise<Map<string, RetryDecision>> {
    const viewIds = [...new Set(found.flatMap(({ viewId }) => viewId ?? []))];
    await lockViews(database, viewIds, trx);
    const rows: Row[] = await database.lock(
      database
        .byIds(
          TABLES.deliveries,
          found.map(({ id }) => id),
          trx
        )
        .orderBy('id')
    );
    const deliveries = await withStatus(database, rows.map(fromRow), trx);
    const unfinished = await unfinishedOf(database, viewIds, trx);
    const attempted = await attemptedVersions(database, { destinationId, viewIds }, trx);

    const decisions = new Map<string, RetryDecision>();
    const queued = new Map<string, QueuedDelivery[]>();
    for (const delivery of deliveries.sort((a, b) => b.version - a.version)) {
      const key = lineOf(delivery);
      const line: LineState = {
        attemptedVersion: attempted.get(delivery.viewId ?? 0) ?? 0,
        unfinished: [...(unfinished.get(key) ?? []), ...(queued.get(key) ?? [])],
      };
      const decision = decideRetry(delivery, line);
      if (decision.kind === 'allowed') queued.set(key, [...(queued.get(key) ?? []), delivery]);
      decisions.set(delivery.id, decision);
    }
    return decisions;
  }

  async function queue(ids: readonly string[], trx: Knex.Transaction): Promise<void> {
    const values = {
      status: 'pending',
      reason: null,
      diverted: false,
      manual: true,
      // A person is waiting for it.
      bulk: false,
      lease_token: null,
      due_at: database.now(),
      settled_at: null,
    };
    await changeDeliveries(database, ids, values, trx);
  }

  async function queueAllowed(
    destinationId: string,
    found: readonly Candidate[],
    trx: Knex.Transaction
  ): Promise<Map<string, RetryDecision>> {
    const decisions = await decide(destinationId, found, trx);
    await queue(allowedIn(decisions), trx);
    return decisions;
  }

  return {
    one: (destinationId, deliveryId) =>
      database.transaction(async (trx) => {
        const row: Row | undefined = await database
          .from(TABLES.deliveries, trx)
          .select('id', 'view_id')
          .where({ id: deliveryId, destination_id: destinationId })
          .first();
        if (!row) return null;
        const decisions = await queueAllowed(destinationId, [toCandidate(row)], trx);
        return decisions.get(deliveryId) ?? null;
      }),

    many: createRetryMany(database, queueAllowed),
  };
}

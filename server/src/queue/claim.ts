/**
 * Takes due deliveries under a lease. A delivery is due when its next attempt is, or when the lease of a worker
 * that never came back has ended; both are one column, so a crash needs no repair job.
 */
import { randomUUID } from 'node:crypto';

import { type Knex } from 'knex';

import { type Database } from '../database/database';
import { TABLES } from '../database/tables';
import { fromRow, type QueuedDelivery, type Row } from './delivery-row';
import { lineOf, promote, unfinishedOf } from './siblings';

/** Claims in a row without an outcome after which a delivery is given up: it may be what kills the workers. */
const MAX_LOST_CLAIMS = 10;

export interface ClaimRequest {
  destinationId: string;
  room: number;
}

export interface ClaimedDelivery extends QueuedDelivery {
  leaseToken: string;
}

export type Claim = (
  requests: readonly ClaimRequest[],
  leaseMs: number
) => Promise<ClaimedDelivery[]>;

export function createClaim(database: Database): Claim {
  async function dueOf(request: ClaimRequest, trx: Knex.Transaction): Promise<QueuedDelivery[]> {
    const rows: Row[] = await database.lockSkippingLocked(
      database
        .from(TABLES.deliveries, trx)
        .where('destination_id', request.destinationId)
        .where('due_at', '<=', database.now())
        .orderBy('due_at')
        .limit(request.room)
    );
    return rows.map(fromRow);
  }

  /** Failed for good, and what waits behind them may go. */
  async function giveUp(lost: readonly QueuedDelivery[], trx: Knex.Transaction): Promise<void> {
    if (lost.length === 0) return;
    const ids = new Set(lost.map(({ id }) => id));
    const viewIds = lost.flatMap(({ viewId }) => (viewId === null ? [] : [viewId]));
    const lines = await unfinishedOf(database, viewIds, trx);
    await database
      .from(TABLES.deliveries, trx)
      .whereIn('id', [...ids])
      .update({
        status: 'failed',
        reason: 'unsettled',
        diverted: true,
        lease_token: null,
        due_at: null,
        settled_at: database.now(),
      });
    const next = lost.flatMap((delivery) => {
      const behind = (lines.get(lineOf(delivery)) ?? []).filter(({ id }) => !ids.has(id));
      return behind.length > 0 ? [behind[0].id] : [];
    });
    await promote(database, next, trx);
  }

  return async (requests, leaseMs) => {
    const leaseToken = randomUUID();
    return database.transaction(async (trx) => {
      const due: QueuedDelivery[] = [];
      for (const request of requests) due.push(...(await dueOf(request, trx)));

      const isLost = ({ lostClaims }: QueuedDelivery) => lostClaims >= MAX_LOST_CLAIMS;
      await giveUp(due.filter(isLost), trx);

      const claimed = due.filter((delivery) => !isLost(delivery));
      if (claimed.length > 0) {
        await database
          .from(TABLES.deliveries, trx)
          .whereIn(
            'id',
            claimed.map(({ id }) => id)
          )
          .update({
            status: 'delivering',
            lease_token: leaseToken,
            due_at: database.now(leaseMs),
            // Undone by the settlement; what stays counts the claims that never had one.
            lost_claims: database.raw('lost_claims + 1'),
          });
      }
      return claimed.map((delivery) => ({ ...delivery, leaseToken }));
    });
  };
}

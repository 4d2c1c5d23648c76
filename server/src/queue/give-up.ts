/**
 * Ends deliveries whose worker never came back and that must not be sent again: a newer version of the view is
 * waiting, or they were claimed in vain too often. What waits behind them may go.
 */
import { type Knex } from 'knex';

import { type Database } from '../database/database';
import { type FailedDelivery } from '../planning/failed-delivery';
import { changeDeliveries } from './change-deliveries';
import { idsOf, type QueuedDelivery } from './delivery-row';
import { endLeases, type Leases } from './leases';
import { doubtReceipts } from './receipt-writes';
import { behind, nextInLine, promote, parkedOf } from './siblings';

/** Claims in a row without an outcome after which a delivery is given up: it may be what kills the workers. */
const MAX_LOST_CLAIMS = 10;

const UNSETTLED = 'unsettled';

export interface Due {
  due: readonly QueuedDelivery[];
  /** What earlier claims of them have left behind. */
  leases: Leases;
  /** Destinations that want only the latest version. */
  coalescing: ReadonlySet<string>;
}

/** @returns those that were ended, and which of them failed */
export type GiveUp = (due: Due, trx: Knex.Transaction) => Promise<GivenUp>;

export interface GivenUp {
  /** Ids. */
  ended: ReadonlySet<string>;
  failed: FailedDelivery[];
}

const NOBODY: GivenUp = { ended: new Set(), failed: [] };

export function createGiveUp(database: Database): GiveUp {
  async function end(
    deliveries: readonly QueuedDelivery[],
    change: { status: string; reason: string; diverted?: boolean },
    trx: Knex.Transaction
  ): Promise<void> {
    const ending = { lease_token: null, due_at: null, settled_at: database.now() };
    await changeDeliveries(database, idsOf(deliveries), { ...change, ...ending }, trx);
    await endLeases(database, idsOf(deliveries), trx);
  }

  return async ({ due, leases, coalescing }, trx) => {
    const lost = due.filter(({ id }) => leases.has(id));
    if (lost.length === 0) return NOBODY;

    const viewIds = lost.flatMap(({ viewId }) => viewId ?? []);
    const lines = await parkedOf(database, viewIds, trx);
    const overtaken = lost.filter(
      (delivery) => coalescing.has(delivery.destinationId) && behind(delivery, lines).length > 0
    );
    const unsettled = lost.filter(
      (delivery) =>
        (leases.get(delivery.id)?.claims ?? 0) >= MAX_LOST_CLAIMS && !overtaken.includes(delivery)
    );
    const ended = [...overtaken, ...unsettled];
    if (ended.length === 0) return NOBODY;

    await end(overtaken, { status: 'superseded', reason: 'newer_version' }, trx);
    await end(unsettled, { status: 'failed', reason: UNSETTLED, diverted: true }, trx);
    // Nobody knows whether their requests arrived.
    await doubtReceipts(database, ended, trx);
    await promote(database, nextInLine(ended, lines), trx);
    return { ended: new Set(ended.map(({ id }) => id)), failed: unsettled.map(toFailed) };
  };
}

function toFailed(delivery: QueuedDelivery): FailedDelivery {
  const { id, destinationId, type, action, originId, version, attemptCount } = delivery;
  return {
    ...{ id, destinationId, type, action, originId, version },
    reason: UNSETTLED,
    attempts: attemptCount,
    httpStatus: null,
    durationMs: null,
    error: `It was begun ${MAX_LOST_CLAIMS} times in a row, and Strapi ended each time before the outcome was known.`,
  };
}

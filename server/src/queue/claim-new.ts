/**
 * Claims deliveries in the transaction that makes them. Nobody else can know of them yet, so there is nothing to look
 * for, to lock or to lose.
 */
import { randomUUID } from 'node:crypto';

import { type Knex } from 'knex';

import { type Database } from '../database/database';
import { type NewDelivery } from '../planning/planned-delivery';
import { type ClaimedDelivery } from './claim';
import { idsOf } from './delivery-row';
import { insertLeases } from './leases';
import { standingOf } from './standing';

/** @returns those whose destination may be sent to at this moment */
export type TakeNew = (
  made: readonly NewDelivery[],
  leaseMs: number,
  trx: Knex.Transaction
) => Promise<ClaimedDelivery[]>;

export function createTakeNew(database: Database): TakeNew {
  return async (made, leaseMs, trx) => {
    const destinationIds = new Set(made.map(({ planned }) => planned.destination.id));
    const standing = await standingOf(database, [...destinationIds], trx);
    const wanted = made.filter(({ planned }) => standing.get(planned.destination.id) === null);
    const token = randomUUID();
    await insertLeases(database, idsOf(wanted), { token, ms: leaseMs }, trx);
    return wanted.map((delivery) => toClaimed(delivery, token));
  };
}

/** The same as the row says. */
function toClaimed({ id, planned }: NewDelivery, leaseToken: string): ClaimedDelivery {
  return {
    id,
    destinationId: planned.destination.id,
    viewId: planned.viewId,
    type: planned.type,
    originId: planned.originId,
    locale: planned.locale,
    action: planned.action,
    version: planned.version,
    status: 'pending',
    test: false,
    manual: false,
    attemptCount: 0,
    attemptsUsed: 0,
    reservation: null,
    // By the database's clock, which nobody asks about what is on the way.
    dueAt: null,
    leaseToken,
    isProbe: false,
  };
}

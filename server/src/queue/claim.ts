/**
 * Takes due deliveries under a lease. A delivery whose worker never came back is due as before when its lease has
 * ended, so a crash needs no repair job.
 */
import { randomUUID } from 'node:crypto';

import { type Knex } from 'knex';

import { type Database } from '../database/database';
import { type FailedDelivery } from '../planning/failed-delivery';
import { changeDeliveries } from './change-deliveries';
import { createClaimStart } from './claim-start';
import { fromRow, idsOf, QUEUED, type QueuedDelivery, type Row } from './delivery-row';
import { createGiveUp } from './give-up';
import { type DueLine, inTurn } from './in-turn';
import {
  type Leases,
  leasesOf,
  type NewLease,
  takeOverLeases,
  takeUnleased,
  whereFree,
} from './leases';
import { takeProbe } from './probe';
import { standingOf } from './standing';

export interface ClaimRequest {
  destinationId: string;
  room: number;
  /** A newer version of a view replaces one whose worker never came back. */
  coalesce: boolean;
  /** Set while the destination is suspended: one delivery goes out in this time, on all instances together. */
  probeSeconds: number | null;
}

export interface ClaimedDelivery extends QueuedDelivery {
  leaseToken: string;
  /** Tells whether a suspended destination is back; its failure uses no attempt. */
  isProbe: boolean;
}

export type Claim = (
  requests: readonly ClaimRequest[],
  leaseMs: number
) => Promise<ClaimedDelivery[]>;

/** Told of deliveries that are given up instead of being claimed; must not throw, and nobody waits for it. */
export type OnFailed = (failed: FailedDelivery[]) => void;

export function createClaim(database: Database, onFailed: OnFailed): Claim {
  return createTake(database, onFailed, {
    hold: (found, lease, trx) => takeUnleased(database, idsOf(found), lease, trx),
    takeOver: (lost, lease, trx) => takeOverLeases(database, idsOf(lost), lease, trx),
  });
}

/**
 * Takes what is due for others, who confirm it when they begin. Until then it can be canceled and superseded like
 * everything that waits, and nothing that was forgotten on the way counts as a lost claim.
 */
export function createReserve(database: Database, onFailed: OnFailed): Claim {
  const reserve: TakeOver = (deliveries, { token, ms }, trx) => {
    const reservation = { lease_token: token, due_at: database.now(ms) };
    return changeDeliveries(database, idsOf(deliveries), reservation, trx);
  };
  return createTake(database, onFailed, {
    async hold(found, lease, trx) {
      const known = await leasesOf(database, idsOf(found), trx);
      const unleased = found.filter(({ id }) => !known.has(id));
      await reserve(unleased, lease, trx);
      return known;
    },
    takeOver: reserve,
  });
}

interface DueQueue extends DueLine {
  room: number;
}

interface Taking {
  trx: Knex.Transaction;
  /** Of each queue that was looked at: the due time of the last that it gave, null when it gave all it has. */
  fronts: Map<string, number | null>;
}

type TakeOver = (
  deliveries: readonly QueuedDelivery[],
  lease: NewLease,
  trx: Knex.Transaction
) => Promise<void>;

/** How others are kept away from deliveries for a time. */
interface Hold {
  /** Takes those that have no lease. @returns what earlier claims have left behind of the others */
  hold(found: readonly QueuedDelivery[], lease: NewLease, trx: Knex.Transaction): Promise<Leases>;
  /** Takes those whose worker never came back. */
  takeOver: TakeOver;
}

function createTake(database: Database, onFailed: OnFailed, { hold, takeOver }: Hold): Claim {
  const giveUp = createGiveUp(database);
  const starts = createClaimStart();

  /** The caller's picture of the destinations may be a moment old; who was deleted or suspended gets nothing more. */
  async function stillWanted(
    requests: readonly ClaimRequest[],
    trx: Knex.Transaction
  ): Promise<ClaimRequest[]> {
    const ids = requests.map(({ destinationId }) => destinationId);
    const reasons = await standingOf(database, ids, trx);
    return requests.filter(
      ({ destinationId, probeSeconds }) =>
        reasons.get(destinationId) === (probeSeconds === null ? null : 'failures')
    );
  }

  async function dueFrom(
    start: number | null,
    { room, ...line }: DueQueue,
    trx: Knex.Transaction
  ): Promise<QueuedDelivery[]> {
    const due = inTurn(database, line, trx)
      .select(...QUEUED)
      .where('due_at', '<=', database.now())
      .limit(room);
    if (start !== null) due.where('due_at', '>=', start);
    const rows: Row[] = await database.lockSkippingLocked(whereFree(database, due));
    return rows.map(fromRow);
  }

  async function dueOf(queue: DueQueue, { trx, fronts }: Taking): Promise<QueuedDelivery[]> {
    const { destinationId, bulk, room } = queue;
    if (room === 0) return [];
    const key = `${destinationId} ${bulk}`;
    const start = starts.of(key);
    let found = await dueFrom(start, queue, trx);
    if (start !== null && found.length < room) found = await dueFrom(null, queue, trx);
    fronts.set(key, found.length < room ? null : found[room - 1].dueAt);
    return found;
  }

  /** What people are waiting for goes before what was made in the background. */
  async function take(request: ClaimRequest, taking: Taking): Promise<QueuedDelivery[]> {
    const { destinationId, room, probeSeconds } = request;
    if (probeSeconds !== null) return takeProbe(database, destinationId, probeSeconds, taking.trx);
    const first = await dueOf({ destinationId, bulk: false, room }, taking);
    const rest = room - first.length;
    return [...first, ...(await dueOf({ destinationId, bulk: true, room: rest }, taking))];
  }

  return async (requests, leaseMs) => {
    const leaseToken = randomUUID();
    const { claimed, failed, fronts } = await database.transaction(async (trx) => {
      const fronts = new Map<string, number | null>();
      const wanted = await stillWanted(requests, trx);
      const found: QueuedDelivery[] = [];
      for (const request of wanted) found.push(...(await take(request, { trx, fronts })));
      const lease = { token: leaseToken, ms: leaseMs };
      const known = await hold(found, lease, trx);
      // Another took some of them between our look and our lock.
      const due = found.filter(({ id }) => known.get(id)?.isOver ?? true);

      const coalescing = new Set(
        wanted.flatMap(({ destinationId, coalesce }) => (coalesce ? [destinationId] : []))
      );
      const givenUp = await giveUp({ due, leases: known, coalescing }, trx);
      const taken = due.filter(({ id }) => !givenUp.ended.has(id));
      await takeOver(
        taken.filter(({ id }) => known.has(id)),
        lease,
        trx
      );

      const probing = new Set(
        wanted.flatMap(({ destinationId, probeSeconds }) =>
          probeSeconds === null ? [] : [destinationId]
        )
      );
      const underLease = taken.map((delivery) =>
        Object.assign(delivery, { leaseToken, isProbe: probing.has(delivery.destinationId) })
      );
      return { claimed: underLease, failed: givenUp.failed, fronts };
    });
    for (const [queue, dueAt] of fronts) starts.found(queue, dueAt);
    if (failed.length > 0) onFailed(failed);
    return claimed;
  };
}

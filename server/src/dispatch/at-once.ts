/**
 * The short way of what was just published: claimed in the transaction that makes it and handed to its engine at the
 * commit, without a look at the queue. Only as much as the engine certainly has room for; whatever the short way does not
 * take is found by the dispatcher.
 */
import { AsyncResource } from 'node:async_hooks';

import { type ClaimedNew, type ClaimNew, type NewDelivery } from '../planning/planned-delivery';
import { type ClaimedDelivery } from '../queue/claim';
import { type TakeNew } from '../queue/claim-new';
import { type Clock } from '../support/clock';
import { toError } from '../support/errors';
import { type Logger } from '../support/logger';
import { type Lease, leaseMsFor, type LeaseTimes } from './lease';

export interface AtOnceDeps<T> {
  takeNew: TakeNew;
  /** To which new deliveries may be sent; undefined where the dispatcher has to look first. */
  targetOf(destinationId: string): T | undefined;
  /** Deliveries that the engine certainly has room for. */
  roomFor(target: T): number;
  handOver(claimed: readonly ClaimedDelivery[], lease: Lease): Promise<void>;
  leaseTimes: LeaseTimes;
  clock: Pick<Clock, 'elapsed'>;
  logger: Logger;
}

const NOTHING: ClaimedNew = { count: 0, send: () => undefined };

/** To be made in a clean async context: what it hands over is worked on in that, and not in one of a finished transaction. */
export function createClaimNew<T extends { timeoutSeconds: number }>(
  deps: AtOnceDeps<T>
): ClaimNew {
  const { clock, logger } = deps;
  const context = new AsyncResource('destinations.at-once');

  async function handOver(claimed: readonly ClaimedDelivery[], lease: Lease): Promise<void> {
    try {
      await deps.handOver(claimed, lease);
    } catch (error) {
      logger.error(
        `${claimed.length} new deliveries could not be handed over, their leases bring them back: ${toError(error).message}`
      );
    }
  }

  /** As many for each destination as there is room for. */
  function choose(made: readonly NewDelivery[]): { chosen: NewDelivery[]; timeouts: number[] } {
    const rooms = new Map<string, number>();
    const chosen: NewDelivery[] = [];
    const timeouts: number[] = [];
    for (const delivery of made) {
      const { id } = delivery.planned.destination;
      const target = deps.targetOf(id);
      if (!target) continue;
      const room = rooms.get(id) ?? deps.roomFor(target);
      rooms.set(id, room - 1);
      if (room <= 0) continue;
      chosen.push(delivery);
      timeouts.push(target.timeoutSeconds);
    }
    return { chosen, timeouts };
  }

  return async (made, trx) => {
    const { chosen, timeouts } = choose(made);
    if (chosen.length === 0) return NOTHING;
    const lease = { startedAt: clock.elapsed(), ms: leaseMsFor(timeouts, deps.leaseTimes) };
    const claimed = await deps.takeNew(chosen, lease.ms, trx);
    if (claimed.length === 0) return NOTHING;
    return {
      count: claimed.length,
      send: () => context.runInAsyncScope(() => void handOver(claimed, lease)),
    };
  };
}

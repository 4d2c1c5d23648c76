/**
 * The engine for several processes: what is due is reserved in the database and handed over to one BullMQ queue per
 * destination; the workers of all processes take it from there, confirm it with the database and send it. Redis
 * holds nothing that the database does not know: what it forgets is handed over again when its reservation ends.
 */
import { type ClaimedDelivery } from '../../../queue/claim';
import { type Confirm, type GiveBack, type Reservation } from '../../../queue/confirm';
import { type Clock } from '../../../support/clock';
import { toError } from '../../../support/errors';
import { type Logger } from '../../../support/logger';
import { createConfirmer } from '../../confirmer';
import { type DispatchTarget } from '../../dispatcher';
import { type Engine, type EngineHost, type Room } from '../../engine';
import { DEFAULT_LEASE, leaseMsFor } from '../../lease';
import { createDestinationQueue, type DestinationQueue } from './destination-queue';
import { type Libraries } from './load';
import { createRedisLink, type RedisConnection, type RedisLink } from './redis';

/** Longer than any request. */
const CLOSE_MS = 65_000;

export interface BullmqDeps {
  libraries: Libraries;
  connection: RedisConnection;
  prefix: string;
  confirm: Confirm;
  giveBack: GiveBack;
  batchSize: number;
  clock: Clock;
  logger: Logger;
}

export interface BullmqEngine<T extends DispatchTarget> extends Engine<T> {
  /** Why nothing can be handed over now, in a sentence; null when it can. */
  problem(): string | null;
}

export function createBullmqEngine<T extends DispatchTarget>(
  host: EngineHost<T>,
  deps: BullmqDeps
): BullmqEngine<T> {
  const { logger, giveBack, clock } = deps;
  const queues = new Map<string, DestinationQueue>();
  /** Of destinations to which nothing is sent any more, until their last request has ended. */
  const leaving = new Set<DestinationQueue>();
  let suspended = new Set<string>();
  let redis: RedisLink | null = null;
  let isStopping = false;

  const confirmer = createConfirmer({
    ...deps,
    elapsed: () => clock.elapsed(),
    leaseMs(destinationIds) {
      const timeouts = destinationIds.map((id) => host.targetOf(id)?.timeoutSeconds ?? 0);
      return leaseMsFor(timeouts, DEFAULT_LEASE);
    },
    mayBegin: () => host.mayBegin(),
    refresh: () => host.refresh(),
  });

  async function process(reservation: Reservation): Promise<void> {
    const { destinationId } = reservation;
    if (queues.get(destinationId)?.isWorthALook()) host.foundRoom(destinationId);
    const confirmed = await confirmer.confirm(reservation);
    if (!confirmed) return;
    const report = await host.run(confirmed.delivery, confirmed.lease);
    if (report) queues.get(destinationId)?.report(report.isSuccess);
  }

  /** Null until Redis has been reached. */
  function queueOf(target: T): DestinationQueue | null {
    const known = queues.get(target.id);
    if (known) return known;
    if (isStopping || !redis?.isReady()) return null;
    const queue = createDestinationQueue(target, {
      ...deps,
      redis,
      process,
      elapsed: () => clock.elapsed(),
      onEmpty: () => host.foundRoom(target.id),
      onError: (error) => logger.debug(`BullMQ: ${error.message}`),
    });
    queues.set(target.id, queue);
    return queue;
  }

  /** Redis holds back what is beyond the rate limit. */
  async function roomOf(target: T): Promise<Room> {
    try {
      return { free: (await queueOf(target)?.room()) ?? 0, heldBackMs: 0 };
    } catch (error) {
      // That Redis is away has been told already.
      if (redis?.isReady()) throw error;
      return { free: 0, heldBackMs: 0 };
    }
  }

  async function add(destinationId: string, reservations: readonly Reservation[]): Promise<void> {
    try {
      const queue = queues.get(destinationId);
      if (!queue) throw new Error('the destination has gone');
      await queue.add(reservations);
    } catch (error) {
      logger.warn(
        `${reservations.length} deliveries could not be handed over, they go back to the queue: ${toError(error).message}`
      );
      await giveBack(reservations);
    }
  }

  async function close(queue: DestinationQueue, timeoutMs: number): Promise<void> {
    await queue.close(timeoutMs).catch((error: unknown) => {
      logger.debug(`BullMQ: ${toError(error).message}`);
    });
  }

  return {
    problem: () => redis?.problem() ?? null,
    start() {
      redis = createRedisLink({
        Redis: deps.libraries.Redis,
        connection: deps.connection,
        logger,
        onReady: () => host.wake(),
      });
      confirmer.start();
    },
    follow(targets) {
      const wanted = new Set(targets.map(({ id }) => id));
      for (const target of targets) {
        const queue = queueOf(target);
        queue?.follow(target);
        if (suspended.has(target.id) && !target.isSuspended) queue?.startSlowly();
      }
      suspended = new Set(targets.flatMap(({ id, isSuspended }) => (isSuspended ? [id] : [])));
      for (const [id, queue] of queues) {
        if (wanted.has(id)) continue;
        queues.delete(id);
        leaving.add(queue);
        void close(queue, CLOSE_MS).then(() => leaving.delete(queue));
      }
    },
    async rooms(targets) {
      if (!redis?.isReady()) return new Map();
      return new Map(
        await Promise.all(targets.map(async (target) => [target.id, await roomOf(target)] as const))
      );
    },
    // Redis keeps the count.
    certainRoom: () => 0,
    async handOver(claimed) {
      const byDestination = new Map<string, Reservation[]>();
      for (const delivery of claimed) {
        const list = byDestination.get(delivery.destinationId) ?? [];
        byDestination.set(delivery.destinationId, [...list, reservationOf(delivery)]);
      }
      await Promise.all([...byDestination].map(([id, reservations]) => add(id, reservations)));
    },
    async stop(timeoutMs) {
      isStopping = true;
      await confirmer.stop();
      await Promise.all([...queues.values(), ...leaving].map((queue) => close(queue, timeoutMs)));
      redis?.close();
    },
  };
}

function reservationOf({ id, destinationId, leaseToken, isProbe }: ClaimedDelivery): Reservation {
  return { deliveryId: id, destinationId, leaseToken, isProbe };
}

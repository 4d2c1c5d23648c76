/**
 * One destination's queue in Redis and this process's worker on it. Concurrency and rate limit are those of the
 * queue, so they hold for all processes together.
 */
import type { Job, Queue, Worker } from 'bullmq';

import { type Reservation } from '../../../queue/confirm';
import { type Concurrency, createConcurrency } from '../../concurrency';
import { type LaneTarget } from '../../lanes';
import { within } from '../../within';
import { type Libraries } from './load';
import { type RedisLink } from './redis';

/** Handed over ahead of what is in flight: enough for a fast receiver, little enough to change one's mind. */
const AHEAD = 4;
const MIN_AHEAD = 20;
/** Part of what is handed over ahead that this process takes from the queue before it looks; others take from it too. */
const LOOK_EVERY = 1 / 4;
/** After this time the work of a process that died is given to another, which finds out whether it is still to be done. */
const LOCK_MS = 20_000;
const STALLED_CHECK_MS = 10_000;
const RETRY_MS = 1_000;
const DISCONNECT_MS = 1_000;

/** The destination that is back gets one request at once from this process. */
export interface DestinationQueue extends Pick<Concurrency, 'startSlowly' | 'report'> {
  follow(target: LaneTarget): void;
  room(): Promise<number>;
  /** So much has been taken from it since the last look that there should be room. */
  isWorthALook(): boolean;
  add(reservations: readonly Reservation[]): Promise<void>;
  /** Takes no more, and waits for what is in flight; a second call may wait for less long. */
  close(timeoutMs: number): Promise<void>;
}

interface Running {
  done: Promise<void>;
  /** Its worker waits for it no longer. */
  abandon(): void;
}

export interface DestinationQueueDeps {
  libraries: Libraries;
  redis: RedisLink;
  prefix: string;
  process(reservation: Reservation): Promise<void>;
  elapsed(): number;
  /** Nobody's work waits in the queue any more. */
  onEmpty(): void;
  onError(error: Error): void;
}

export function createDestinationQueue(
  first: LaneTarget,
  { libraries, redis, prefix, process, elapsed, onEmpty, onError }: DestinationQueueDeps
): DestinationQueue {
  let target = first;
  const running = new Set<Running>();
  /** By this process. */
  let takenSinceLook = 0;
  let closing: Promise<void> | null = null;

  function work({ data }: Job<Reservation>): Promise<void> {
    takenSinceLook += 1;
    return new Promise((resolve, reject) => {
      const one = { done: process(data), abandon: resolve };
      running.add(one);
      void one.done.then(resolve, reject).finally(() => running.delete(one));
    });
  }

  const queue: Queue<Reservation> = new libraries.Queue<Reservation>(target.id, {
    connection: redis.producer,
    prefix,
    defaultJobOptions: { attempts: 1, removeOnComplete: true, removeOnFail: true },
    // Nobody listens to them.
    streams: { events: { maxLen: 10 } },
  });
  const worker: Worker<Reservation> = new libraries.Worker<Reservation>(target.id, work, {
    connection: redis.consumer,
    prefix,
    concurrency: target.concurrency,
    lockDuration: LOCK_MS,
    stalledInterval: STALLED_CHECK_MS,
    runRetryDelay: RETRY_MS,
  });
  queue.on('error', onError);
  worker.on('error', onError);
  worker.on('drained', onEmpty);

  const concurrency = createConcurrency({ full: target.concurrency, elapsed, worker });

  /** With what is handed over, because Redis may have forgotten them. */
  async function setLimits({ concurrency, rateLimit }: LaneTarget): Promise<void> {
    await queue.setGlobalConcurrency(concurrency);
    if (rateLimit) await queue.setGlobalRateLimit(rateLimit.max, rateLimit.perSeconds * 1_000);
    else await queue.removeGlobalRateLimit();
  }

  function ahead(): number {
    const wanted = Math.max(MIN_AHEAD, worker.concurrency * AHEAD);
    // What stands in the queue longer than its rate limit lets it would only grow old there.
    return target.rateLimit ? Math.min(wanted, target.rateLimit.max) : wanted;
  }

  return {
    follow(next) {
      target = next;
      concurrency.setFull(next.concurrency);
    },
    startSlowly: concurrency.startSlowly,
    report: concurrency.report,
    async room() {
      takenSinceLook = 0;
      const { wait: waiting, active } = await queue.getJobCounts('wait', 'active');
      const bound = ahead();
      const room = Math.max(0, bound - waiting - active);
      const isShort = waiting < worker.concurrency;
      return isShort || room * 2 >= bound ? room : 0;
    },
    isWorthALook: () => takenSinceLook >= ahead() * LOOK_EVERY,
    async add(reservations) {
      await Promise.all([
        setLimits(target),
        queue.addBulk(reservations.map((data) => ({ name: 'delivery', data }))),
      ]);
    },
    async close(timeoutMs) {
      const isAway = !redis.isReady();
      closing ??= worker.close(isAway);
      // Then a worker cannot tell Redis what it finished, and would wait for it; the database knows.
      const inFlight = [...running];
      await within(timeoutMs, isAway ? Promise.all(inFlight.map(({ done }) => done)) : closing);
      // What takes longer goes on without its worker, which would renew its lock for ever.
      for (const { abandon } of inFlight) abandon();
      await within(DISCONNECT_MS, closing);
      // Not the worker's other connection, which all destinations share.
      await within(DISCONNECT_MS, worker.getBackend().disconnectBlocking(false));
      await within(DISCONNECT_MS, queue.close());
    },
  };
}

/**
 * The engine that needs nothing but the database: every process works on what it claimed, in a thread that does
 * nothing but send. The editors' thread only claims and settles, and a transaction of either keeps no receiver waiting.
 */
import { type ClaimedDelivery } from '../../../queue/claim';
import { type Settlement } from '../../../queue/settlement';
import { type Logger } from '../../../support/logger';
import { type Engine, type EngineHost, type Room } from '../../engine';
import { type Lease } from '../../lease';
import { within } from '../../within';
import { type FromThread, type Line, type News, type ToThread } from './messages';
import { packParcel, type PackedParcel } from './parcel';
import { type ThreadTarget } from './sending-thread';

/** Until a thread that ended is started again. */
const RESTART_MS = 1_000;
/** For what a stopping thread still has to say. */
const STOP_SLACK_MS = 1_000;

/** A thread as it is seen from outside. */
export interface Thread<T, C, R> extends Line<FromThread<R>, ToThread<T, C>> {
  /** Ends it at once. */
  terminate(): Promise<void>;
}

export interface ThreadedDeps<T, C, R> {
  /** @param onEnd called once, whyever it ended */
  startThread(onEnd: (error: Error | null) => void): Thread<T, C, R>;
  /** What all messages have in common now; the same object for as long as that stays the same. */
  common(): C;
  /** @returns of deliveries to one destination those that may not be sent, and how they end */
  admit(deliveries: readonly ClaimedDelivery[], target: T): Promise<Settlement[]>;
  /** @param shared texts that records have in common */
  conclude(
    delivery: ClaimedDelivery,
    target: T,
    told: { record: R; shared: readonly string[] }
  ): Settlement;
  /** After a fault of ours. */
  fail(delivery: ClaimedDelivery, target: T, message: string): Settlement;
  logger: Logger;
}

export interface ThreadedEngine<T extends ThreadTarget> extends Engine<T> {
  /** Why nothing is sent now, in a sentence; null when it is. */
  problem(): string | null;
}

interface Outstanding<T> {
  delivery: ClaimedDelivery;
  /** As it was when the delivery was handed over. */
  target: T;
}

export function createThreadedEngine<T extends ThreadTarget, C, R>(
  host: EngineHost<T>,
  deps: ThreadedDeps<T, C, R>
): ThreadedEngine<T> {
  const { logger } = deps;
  const outstanding = new Map<number, Outstanding<T>>();
  /** How many of them each destination has. */
  const counts = new Map<string, number>();
  const questions = new Map<number, (rooms: ReadonlyMap<string, Room>) => void>();
  let lastNumber = 0;
  let thread: Thread<T, C, R> | null = null;
  let followed: { targets: readonly T[]; common: C } | null = null;
  let isResting = false;
  /** Until a new one has said something. */
  let problem: string | null = null;
  let isStopping = false;
  let onStopped: () => void = () => undefined;

  function ended(error: Error | null): void {
    thread = null;
    followed = null;
    // Their leases bring them back, and count that nobody knows what became of them.
    host.expect(-outstanding.size);
    outstanding.clear();
    counts.clear();
    for (const answer of questions.values()) answer(new Map());
    questions.clear();
    onStopped();
    if (isStopping) return;
    problem = `The thread that sends ended and is started again: ${error?.message ?? 'nobody knows why'}`;
    logger.error(problem);
    isResting = true;
    setTimeout(() => {
      isResting = false;
      host.wake();
    }, RESTART_MS).unref();
  }

  function count(destinationId: string, change: number): void {
    const left = (counts.get(destinationId) ?? 0) + change;
    if (left > 0) counts.set(destinationId, left);
    else counts.delete(destinationId);
  }

  function take(number: number): Outstanding<T> | undefined {
    const found = outstanding.get(number);
    if (found && outstanding.delete(number)) count(found.target.id, -1);
    return found;
  }

  function hearOutcomes({ numbers, records, shared, faults, released }: News<R>): void {
    for (const [index, number] of numbers.entries()) {
      const found = take(number);
      if (!found) continue;
      const told = { record: records[index], shared };
      host.settle(deps.conclude(found.delivery, found.target, told));
    }
    for (const { number, error } of faults) {
      const found = take(number);
      if (found) host.settle(deps.fail(found.delivery, found.target, error));
    }
    for (const number of released) {
      const found = take(number);
      if (found) host.settle({ kind: 'released', delivery: found.delivery, delayMs: 0 });
    }
  }

  function hear(message: FromThread<R>): void {
    problem = null;
    switch (message.kind) {
      case 'news':
        hearOutcomes(message);
        message.roomy.forEach(host.foundRoom);
        break;
      case 'rooms':
        questions.get(message.question)?.(new Map(message.rooms));
        questions.delete(message.question);
        break;
      case 'stopped':
        onStopped();
        break;
    }
  }

  function parcelOf(delivery: ClaimedDelivery, target: T): PackedParcel {
    lastNumber += 1;
    outstanding.set(lastNumber, { delivery, target });
    return packParcel(delivery, lastNumber);
  }

  async function handOverTo(
    target: T,
    deliveries: readonly ClaimedDelivery[],
    lease: Lease
  ): Promise<void> {
    const refused = await deps.admit(deliveries, target);
    for (const settlement of refused) host.settle(settlement);
    const isRefused = new Set(refused.map(({ delivery }) => delivery));
    const admitted = deliveries.filter((delivery) => !isRefused.has(delivery));
    if (!thread) {
      // It ended meanwhile.
      host.expect(-admitted.length);
      return;
    }
    count(target.id, admitted.length);
    const parcels = admitted.map((delivery) => parcelOf(delivery, target));
    thread.post({ kind: 'add', destinationId: target.id, parcels, lease });
  }

  return {
    problem: () => problem,
    start: () => undefined,

    follow(targets) {
      if (isStopping || isResting) return;
      if (targets.length === 0 && !thread) {
        // Nobody needs one.
        problem = null;
        return;
      }
      const common = deps.common();
      if (followed?.targets === targets && followed.common === common) return;
      if (!thread) {
        thread = deps.startThread(ended);
        thread.listen(hear);
      }
      followed = { targets, common };
      thread.post({ kind: 'follow', targets, common });
    },

    rooms(targets) {
      if (!thread || targets.length === 0) return Promise.resolve(new Map());
      lastNumber += 1;
      const question = lastNumber;
      thread.post({ kind: 'rooms', question, destinationIds: targets.map(({ id }) => id) });
      return new Promise((resolve) => questions.set(question, resolve));
    },

    certainRoom({ id, concurrency, rateLimit }) {
      // What a rate limit leaves only the thread knows.
      if (!thread || isStopping || rateLimit) return 0;
      return concurrency - (counts.get(id) ?? 0);
    },

    async handOver(claimed, lease) {
      const groups = new Map<string, ClaimedDelivery[]>();
      for (const delivery of claimed) {
        const group = groups.get(delivery.destinationId);
        if (group) group.push(delivery);
        else groups.set(delivery.destinationId, [delivery]);
      }
      host.expect(claimed.length);
      for (const [destinationId, deliveries] of groups) {
        const target = host.targetOf(destinationId);
        if (target) await handOverTo(target, deliveries, lease);
        else
          for (const delivery of deliveries)
            host.settle({ kind: 'released', delivery, delayMs: 0 });
      }
    },

    async stop(timeoutMs) {
      isStopping = true;
      if (!thread) return;
      const ending = thread;
      const stopped = new Promise<void>((resolve) => {
        onStopped = resolve;
      });
      ending.post({ kind: 'stop', timeoutMs });
      await within(timeoutMs + STOP_SLACK_MS, stopped);
      await ending.terminate();
    },
  };
}

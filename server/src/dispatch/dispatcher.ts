/**
 * Claims due deliveries into one lane per destination and hands them to `deliver`. A destination that is slow or
 * dead fills only its own lane. Runs on every instance; leases keep them apart.
 */
import { type Claim, type ClaimedDelivery } from '../queue/claim';
import { type FindDue } from '../queue/due';
import { type Settlement } from '../queue/settle';
import { type Clock } from '../support/clock';
import { type Logger } from '../support/logger';
import { createLane, type Lane } from './lane';
import { createLoop } from './loop';
import { type Settler } from './settler';

/** A lease outlasts the timeout by this much. */
const LEASE_SLACK_MS = 25_000;
/** What must be left of the lease beyond the timeout when the request is written. */
const LEASE_NEEDED_MS = 15_000;
/** Outcomes that may wait for the database before claiming stops. */
const MAX_UNSETTLED = 1_000;
const STOP_SETTLING_MS = 2_000;

/** What the dispatcher must know of a destination. */
export interface LaneTarget {
  id: string;
  version: number;
  concurrency: number;
  rateLimit: { max: number; perSeconds: number } | null;
  timeoutSeconds: number;
}

/** Makes one attempt and says what became of it. Must not throw: whatever happens is an outcome. */
export type Deliver<T extends LaneTarget> = (
  delivery: ClaimedDelivery,
  target: T
) => Promise<Settlement>;

export interface DispatcherDeps<T extends LaneTarget> {
  /** Destinations to which messages may be sent now. */
  targets(): Promise<readonly T[]>;
  findDue: FindDue;
  claim: Claim;
  deliver: Deliver<T>;
  settler: Settler;
  clock: Clock;
  logger: Logger;
  pollMs: number;
}

export interface Dispatcher {
  start(): void;
  wake(): void;
  /** Claims nothing more, finishes what is in flight for up to `timeoutMs` and leaves the rest for the next start. */
  stop(timeoutMs: number): Promise<void>;
}

export function createDispatcher<T extends LaneTarget>(deps: DispatcherDeps<T>): Dispatcher {
  const { clock, settler } = deps;
  const lanes = new Map<string, Lane>();
  const unstarted = new Set<ClaimedDelivery>();
  let isStopping = false;

  function laneOf(target: T): Lane {
    const key = `${target.id} ${JSON.stringify(target.rateLimit)}`;
    let lane = lanes.get(key);
    if (!lane) {
      lane = createLane(target, () => clock.elapsed());
      lanes.set(key, lane);
    }
    lane.setConcurrency(target.concurrency);
    return lane;
  }

  function handOver(delivery: ClaimedDelivery, target: T, lease: Lease): void {
    const lane = laneOf(target);
    unstarted.add(delivery);
    lane.add(async () => {
      if (!unstarted.delete(delivery)) return;
      const remainingMs = lease.ms - (clock.elapsed() - lease.startedAt);
      const hasTime = remainingMs >= target.timeoutSeconds * 1_000 + LEASE_NEEDED_MS;
      settler.add(hasTime ? await deps.deliver(delivery, target) : release(delivery));
      if (lane.room() > 0) loop.wake();
    });
  }

  async function turn(): Promise<number | null> {
    if (isStopping || settler.isStuck() || settler.waiting() > MAX_UNSETTLED) return null;

    const targets = await deps.targets();
    const dueTimes = await deps.findDue(targets.map(({ id }) => id));
    const dueIn = (target: T): number | undefined => dueTimes.get(target.id);
    const due = targets.filter((target) => (dueIn(target) ?? 1) <= 0 && laneOf(target).room() > 0);
    const later = targets.flatMap((target) => {
      const ms = Math.max(dueIn(target) ?? 0, laneOf(target).heldBackFor());
      return ms > 0 ? [ms] : [];
    });

    if (due.length > 0) await claimFor(due);
    dropIdleLanes(targets);
    return later.length > 0 ? Math.min(...later) : null;
  }

  async function claimFor(due: readonly T[]): Promise<void> {
    const longestTimeout = Math.max(...due.map(({ timeoutSeconds }) => timeoutSeconds));
    const lease = { startedAt: clock.elapsed(), ms: longestTimeout * 1_000 + LEASE_SLACK_MS };
    const requests = due.map((target) => ({
      destinationId: target.id,
      room: laneOf(target).room(),
    }));
    const byId = new Map(due.map((target) => [target.id, target]));

    for (const delivery of await deps.claim(requests, lease.ms)) {
      const target = byId.get(delivery.destinationId);
      if (target) handOver(delivery, target, lease);
    }
  }

  function dropIdleLanes(targets: readonly T[]): void {
    const wanted = new Set(targets.map(laneOf));
    for (const [key, lane] of lanes) {
      if (!wanted.has(lane) && lane.isIdle()) lanes.delete(key);
    }
  }

  const loop = createLoop({ name: 'dispatcher', logger: deps.logger, pollMs: deps.pollMs, turn });

  return {
    start() {
      settler.start();
      loop.start();
    },
    wake: () => loop.wake(),
    async stop(timeoutMs) {
      isStopping = true;
      await loop.stop();
      for (const delivery of unstarted) settler.add(release(delivery));
      unstarted.clear();
      await within(timeoutMs, Promise.all([...lanes.values()].map((lane) => lane.whenIdle())));
      await settler.stop(STOP_SETTLING_MS);
    },
  };
}

function release(delivery: ClaimedDelivery): Settlement {
  return { kind: 'released', delivery, delayMs: 0 };
}

interface Lease {
  /** By the process's monotonic clock, read before the claim, so that it never seems longer than it is. */
  startedAt: number;
  ms: number;
}

async function within(timeoutMs: number, work: Promise<unknown>): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const timeout = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, timeoutMs);
  });
  await Promise.race([work, timeout]);
  clearTimeout(timer);
}

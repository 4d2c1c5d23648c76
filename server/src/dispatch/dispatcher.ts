/**
 * Claims due deliveries into one lane per destination and hands them to `deliver`. A destination that is slow or
 * dead fills only its own lane. Runs on every instance; leases keep them apart.
 */
import { type Claim, type ClaimedDelivery } from '../queue/claim';
import { type DueTimes, type FindDue } from '../queue/due';
import { type FindProbes } from '../queue/probe';
import { type Released, type Settlement } from '../queue/settlement';
import { type Clock } from '../support/clock';
import { type Logger } from '../support/logger';
import { createLanes, type LaneTarget } from './lanes';
import { DEFAULT_LEASE, hasTimeLeft, type Lease, type LeaseTimes } from './lease';
import { createLoop } from './loop';
import { type Pace } from './pace';
import { type Settler } from './settler';
import { within } from './within';

/** Outcomes that may wait for the database before claiming stops. */
const MAX_UNSETTLED = 1_000;
const STOP_SETTLING_MS = 2_000;

/** What the dispatcher must know of a destination. */
export interface DispatchTarget extends LaneTarget {
  timeoutSeconds: number;
  coalesce: boolean;
  /** Suspended because of failures: only probes go out. */
  isSuspended: boolean;
  failureHandling: { probeSeconds: number };
}

/**
 * Makes one attempt and says what became of it. Must not throw: whatever happens is an outcome.
 * @param mayBegin asked again just before the request: enough of the lease is left for all of it
 */
export type Deliver<T extends DispatchTarget> = (
  delivery: ClaimedDelivery,
  target: T,
  mayBegin: () => boolean
) => Promise<Settlement>;

export interface DispatcherDeps<T extends DispatchTarget> {
  /** Destinations to which messages may be sent now. */
  targets(): Promise<readonly T[]>;
  findDue: FindDue;
  findProbes: FindProbes;
  claim: Claim;
  deliver: Deliver<T>;
  settler: Settler;
  pace: Pick<Pace, 'batchOf' | 'turn'>;
  clock: Clock;
  logger: Logger;
  pollMs: number;
  lease?: LeaseTimes;
}

export interface Dispatcher {
  start(): void;
  wake(): void;
  /** Claims nothing more, finishes what is in flight for up to `timeoutMs` and leaves the rest for the next start. */
  stop(timeoutMs: number): Promise<void>;
}

export function createDispatcher<T extends DispatchTarget>(deps: DispatcherDeps<T>): Dispatcher {
  const { clock, settler, pace, lease: leaseTimes = DEFAULT_LEASE } = deps;
  const lanes = createLanes(() => clock.elapsed());
  const unstarted = new Set<ClaimedDelivery>();
  let targets = new Map<string, T>();
  let isStopping = false;

  /** By the newest picture of the destination: what was claimed for one that has gone since is not sent any more. */
  async function work(delivery: ClaimedDelivery, lease: Lease): Promise<Settlement> {
    const target = targets.get(delivery.destinationId);
    if (target === undefined || (target.isSuspended && !delivery.isProbe)) return release(delivery);
    const mayBegin = (): boolean =>
      hasTimeLeft(lease, clock.elapsed(), target.timeoutSeconds, leaseTimes);
    if (!mayBegin()) return release(delivery);
    const settlement = await deps.deliver(delivery, target, mayBegin);
    if (settlement.kind === 'attempted') {
      lanes.of(target).report(settlement.verdict.kind === 'delivered');
    }
    return settlement;
  }

  function handOver(delivery: ClaimedDelivery, target: T, lease: Lease): void {
    const lane = lanes.of(target);
    unstarted.add(delivery);
    lane.add(async () => {
      const turn = pace.turn();
      if (turn) await turn;
      if (!unstarted.delete(delivery)) return;
      await settler.follow(work(delivery, lease));
      if (lane.room() > 0) loop.wake();
    });
  }

  async function dueTimes(): Promise<DueTimes> {
    const all = [...targets.values()];
    const idsOf = (isSuspended: boolean) =>
      all.filter((target) => target.isSuspended === isSuspended).map(({ id }) => id);
    return new Map([
      ...(await deps.findDue(idsOf(false))),
      ...(await deps.findProbes(idsOf(true))),
    ]);
  }

  async function turn(): Promise<number | null> {
    if (isStopping || settler.isStuck() || settler.waiting() > MAX_UNSETTLED) return null;

    const all = await deps.targets();
    targets = new Map(all.map((target) => [target.id, target]));
    lanes.follow(all);
    const times = await dueTimes();
    const isDue = ({ id }: T): boolean => (times.get(id) ?? 1) <= 0;
    const due = all.filter((target) => isDue(target) && lanes.of(target).room() > 0);
    const later = all.flatMap((target) => {
      const ms = Math.max(times.get(target.id) ?? 0, lanes.of(target).heldBackFor());
      return ms > 0 ? [ms] : [];
    });

    if (due.length > 0) await claimFor(due);
    return later.length > 0 ? Math.min(...later) : null;
  }

  async function claimFor(due: readonly T[]): Promise<void> {
    const longestTimeout = Math.max(...due.map(({ timeoutSeconds }) => timeoutSeconds));
    const lease = {
      startedAt: clock.elapsed(),
      ms: longestTimeout * 1_000 + leaseTimes.slackMs,
    };
    const requests = due.map((target) => ({
      destinationId: target.id,
      room: pace.batchOf(lanes.of(target).room()),
      coalesce: target.coalesce,
      probeSeconds: target.isSuspended ? target.failureHandling.probeSeconds : null,
    }));
    for (const delivery of await deps.claim(requests, lease.ms)) {
      const target = targets.get(delivery.destinationId);
      if (target) handOver(delivery, target, lease);
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
      await within(timeoutMs, lanes.whenIdle());
      await settler.stop(STOP_SETTLING_MS);
    },
  };
}

function release(delivery: ClaimedDelivery): Released {
  return { kind: 'released', delivery, delayMs: 0 };
}

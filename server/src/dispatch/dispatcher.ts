/**
 * Claims due deliveries, as many per destination as its engine has room for, and has each delivered. A destination
 * that is slow or dead fills only its own room. Runs on every instance; leases keep them apart.
 */
import { type ClaimNew } from '../planning/planned-delivery';
import { type Claim, type ClaimedDelivery, type ClaimRequest } from '../queue/claim';
import { type TakeNew } from '../queue/claim-new';
import { type DueTimes, type FindDue } from '../queue/due';
import { type FindProbes } from '../queue/probe';
import { type Released, type Settlement } from '../queue/settlement';
import { type Clock } from '../support/clock';
import { type Logger } from '../support/logger';
import { createClaimNew } from './at-once';
import { type EngineHost, type MakeEngine, type Report, type Room } from './engine';
import { type LaneTarget } from './lanes';
import { DEFAULT_LEASE, type Lease, leaseMsFor, type LeaseTimes, mayBegin } from './lease';
import { createLoop } from './loop';
import { type Pace } from './pace';
import { type Settler } from './settler';

/** Outcomes that may wait for the database before claiming stops. */
const MAX_UNSETTLED = 3_000;
const STOP_SETTLING_MS = 2_000;
/** Until it looks whether outcomes can be stored again. */
const HELD_MS = 50;

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
  /** The same as somebody has last read them; null when they must be read anew. */
  targetsNow(): readonly T[] | null;
  findDue: FindDue;
  findProbes: FindProbes;
  claim: Claim;
  takeNew: TakeNew;
  deliver: Deliver<T>;
  makeEngine: MakeEngine<T>;
  settler: Settler;
  pace: Pick<Pace, 'batchOf' | 'rest' | 'turn'>;
  clock: Clock;
  logger: Logger;
  pollMs: number;
  lease?: LeaseTimes;
}

export interface Dispatcher {
  start(): void;
  wake(): void;
  claimNew: ClaimNew;
  /** Claims nothing more, finishes what is in flight for up to `timeoutMs` and leaves the rest for the next start. */
  stop(timeoutMs: number): Promise<void>;
}

export function createDispatcher<T extends DispatchTarget>(deps: DispatcherDeps<T>): Dispatcher {
  const { clock, settler, pace, lease: leaseTimes = DEFAULT_LEASE } = deps;
  let targets = new Map<string, T>();
  /** The destinations that the engine goes by. */
  let followed: readonly T[] | null = null;
  /** At the last look. */
  let due: readonly T[] = [];
  /** Had more due than the last claim had room for. */
  const abounding = new Set<string>();
  let isStopping = false;

  async function refresh(): Promise<readonly T[]> {
    const all = await deps.targets();
    targets = new Map(all.map((target) => [target.id, target]));
    return all;
  }

  /** By the newest picture of the destination: what was claimed for one that has gone since is not sent any more. */
  async function run(delivery: ClaimedDelivery, lease: Lease): Promise<Report<T> | null> {
    const turn = pace.turn();
    if (turn) await turn;
    const target = targets.get(delivery.destinationId);
    const isPermitted = (): boolean =>
      mayBegin(delivery, target, lease, { elapsed: clock.elapsed(), times: leaseTimes });
    if (isStopping || !target || !isPermitted()) {
      settler.add(release(delivery));
      return null;
    }
    settler.expect(1);
    const settlement = await deps.deliver(delivery, target, isPermitted);
    settler.settle(settlement);
    if (settlement.kind !== 'attempted') return null;
    return { target, isSuccess: settlement.verdict.kind === 'delivered' };
  }

  const host: EngineHost<T> = {
    targetOf: (destinationId) => targets.get(destinationId),
    async refresh() {
      await refresh();
    },
    run,
    release: (delivery) => settler.add(release(delivery)),
    expect: (count) => settler.expect(count),
    settle: (settlement) => settler.settle(settlement),
    mayBegin: () => !settler.isStuck() && settler.waiting() <= MAX_UNSETTLED,
    wake: () => loop.wake(),
    foundRoom(destinationId) {
      if (due.some(({ id }) => id === destinationId)) loop.wake();
    },
  };
  const engine = deps.makeEngine(host);

  async function dueTimes(): Promise<DueTimes> {
    const all = [...targets.values()];
    const idsOf = (isWanted: (target: T) => boolean) => all.filter(isWanted).map(({ id }) => id);
    const abounds = ({ id, isSuspended }: T): boolean => !isSuspended && abounding.has(id);
    return new Map([
      ...idsOf(abounds).map((id): [string, number] => [id, 0]),
      ...(await deps.findDue(idsOf((each) => !each.isSuspended && !abounds(each)))),
      ...(await deps.findProbes(idsOf(({ isSuspended }) => isSuspended))),
    ]);
  }

  async function turn(): Promise<number | null> {
    if (isStopping) return null;
    if (!host.mayBegin()) return HELD_MS;

    const all = await refresh();
    engine.follow(all);
    followed = all;
    const times = await dueTimes();
    due = all.filter(({ id }) => (times.get(id) ?? 1) <= 0);
    const rooms = await engine.rooms(due);
    const wanting = due.filter(({ id }) => (rooms.get(id)?.free ?? 0) > 0);
    const later = all.flatMap(({ id }) => {
      const ms = Math.max(times.get(id) ?? 0, rooms.get(id)?.heldBackMs ?? 0);
      return ms > 0 ? [ms] : [];
    });

    if (wanting.length > 0) {
      const rest = pace.rest();
      if (rest) await rest;
      await claimFor(wanting, rooms);
    }
    return later.length > 0 ? Math.min(...later) : null;
  }

  async function claimFor(wanting: readonly T[], rooms: ReadonlyMap<string, Room>): Promise<void> {
    const timeouts = wanting.map(({ timeoutSeconds }) => timeoutSeconds);
    const lease = { startedAt: clock.elapsed(), ms: leaseMsFor(timeouts, leaseTimes) };
    const requests = wanting.map((target) => ({
      destinationId: target.id,
      room: pace.batchOf(rooms.get(target.id)?.free ?? 0),
      coalesce: target.coalesce,
      probeSeconds: target.isSuspended ? target.failureHandling.probeSeconds : null,
    }));
    const claimed = await deps.claim(requests, lease.ms);
    const left = roomsLeft(requests, claimed);
    for (const { destinationId } of requests) {
      if (left.get(destinationId) === 0) abounding.add(destinationId);
      else abounding.delete(destinationId);
    }
    if (claimed.length > 0) await engine.handOver(claimed, lease);
  }

  const claimNew = createClaimNew<T>({
    takeNew: deps.takeNew,
    targetOf(destinationId) {
      // A change of the destinations goes through the engine first.
      const isCurrent = followed !== null && followed === deps.targetsNow();
      if (isStopping || !isCurrent || !host.mayBegin()) return undefined;
      const target = targets.get(destinationId);
      return target?.isSuspended ? undefined : target;
    },
    roomFor: (target) => engine.certainRoom(target),
    handOver: (claimed, lease) => engine.handOver(claimed, lease),
    leaseTimes,
    clock,
    logger: deps.logger,
  });

  const loop = createLoop({ name: 'dispatcher', logger: deps.logger, pollMs: deps.pollMs, turn });

  return {
    start() {
      settler.start();
      engine.start();
      loop.start();
    },
    wake: () => loop.wake(),
    claimNew,
    async stop(timeoutMs) {
      isStopping = true;
      await loop.stop();
      await engine.stop(timeoutMs);
      await settler.stop(STOP_SETTLING_MS);
    },
  };
}

/** Destination id → how much of its room the claim has not filled. */
function roomsLeft(
  requests: readonly ClaimRequest[],
  claimed: readonly ClaimedDelivery[]
): Map<string, number> {
  const left = new Map(requests.map(({ destinationId, room }) => [destinationId, room]));
  for (const { destinationId } of claimed) {
    left.set(destinationId, (left.get(destinationId) ?? 0) - 1);
  }
  return left;
}

function release(delivery: ClaimedDelivery): Released {
  return { kind: 'released', delivery, delayMs: 0 };
}

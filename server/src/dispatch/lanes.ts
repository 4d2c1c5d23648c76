/** The lanes of all destinations: made when they are needed, dropped when they are idle and no longer wanted. */
import { createLane, type Lane, type LaneLimits, type Work } from './lane';

export interface LaneTarget extends LaneLimits {
  id: string;
  /** Only probes go out. */
  isSuspended: boolean;
}

export interface Lanes<D> {
  of(target: LaneTarget): Lane<D>;
  /** What the destinations are like now. One that is no longer suspended gets its backlog slowly at first. */
  follow(targets: readonly LaneTarget[]): void;
  /** @returns all that has not begun, and now never will */
  takeBack(): D[];
  whenIdle(): Promise<unknown>;
}

export function createLanes<D>(elapsed: () => number, work: Work<D>): Lanes<D> {
  const lanes = new Map<string, Lane<D>>();
  let suspended = new Set<string>();

  /** Another rate limit needs another lane; what is in the old one finishes there. */
  function of(target: LaneTarget): Lane<D> {
    const { id, rateLimit } = target;
    const key = rateLimit ? `${id} ${rateLimit.max} ${rateLimit.perSeconds}` : id;
    let lane = lanes.get(key);
    if (!lane) {
      lane = createLane(target, elapsed, work);
      lanes.set(key, lane);
    }
    return lane;
  }

  return {
    of,
    follow(targets) {
      const wanted = new Set<Lane<D>>();
      for (const target of targets) {
        const lane = of(target);
        wanted.add(lane);
        lane.setConcurrency(target.concurrency);
        if (suspended.has(target.id) && !target.isSuspended) lane.startSlowly();
      }
      suspended = new Set(targets.flatMap(({ id, isSuspended }) => (isSuspended ? [id] : [])));
      for (const [key, lane] of lanes) {
        if (!wanted.has(lane) && lane.isIdle()) lanes.delete(key);
      }
    },
    takeBack: () => [...lanes.values()].flatMap((lane) => lane.takeBack()),
    whenIdle: () => Promise.all([...lanes.values()].map((lane) => lane.whenIdle())),
  };
}

/**
 * The lane of one destination: works on what was claimed for it, with the destination's own concurrency and rate.
 * Claims a little ahead of what is in flight, what it sends while a claim takes its time: so a fast receiver is never
 * kept waiting, a slow one never holds many claims, and other instances find something to do.
 */
import { type Concurrency, createConcurrency } from './concurrency';
import { createRateWindow, type RateWindow } from './rate-window';
import { createSlots } from './slots';

/** Claimed ahead at most: with half of it the fastest receivers wait for claims, which take 50 ms beside a settlement. */
const MAX_AHEAD = 3_000;
const AHEAD_MS = 300;
/** Weight of the newest duration in the running mean. */
const SMOOTHING = 0.2;

export interface LaneLimits {
  concurrency: number;
  rateLimit: { max: number; perSeconds: number } | null;
}

/** @typeParam D a claimed delivery, or what stands for it */
export interface Lane<D> extends Pick<Concurrency, 'startSlowly' | 'report'> {
  /** How many more deliveries it wants now. */
  room(): number;
  /** Milliseconds until its rate limit lets it want more; 0 when it does not hold it back. */
  heldBackFor(): number;
  add(delivery: D): void;
  /** @returns those that have not begun, and now never will */
  takeBack(): D[];
  /** Adjusts the concurrency; another rate limit needs another lane. */
  setConcurrency(concurrency: number): void;
  isIdle(): boolean;
  whenIdle(): Promise<void>;
}

/** One attempt, with all that follows from it. Must not throw and never reject. */
export type Work<D> = (delivery: D) => Promise<void>;

export function createLane<D>(
  { concurrency: full, rateLimit }: LaneLimits,
  elapsed: () => number,
  work: Work<D>
): Lane<D> {
  const slots = createSlots(full, begin);
  const concurrency = createConcurrency({ full, elapsed, worker: slots });
  const window = rateLimit ? createRateWindow(rateLimit, elapsed) : null;
  let meanMs: number | null = null;
  /** In the lane, and not counted by its rate limit yet. */
  let unstarted = 0;
  /** Begun but for their rate limit. */
  const held = new Set<D>();

  /** Starts that nobody in the lane waits for: what would wait for long in it would lose its lease. */
  function startsLeft({ left }: RateWindow): number {
    return Math.max(0, left() - unstarted);
  }

  function run(delivery: D, end: () => void): void {
    unstarted -= 1;
    const start = elapsed();
    void work(delivery).then(() => {
      const duration = elapsed() - start;
      meanMs = meanMs === null ? duration : meanMs + SMOOTHING * (duration - meanMs);
      end();
    });
  }

  function begin(delivery: D, end: () => void): void {
    if (!window) return run(delivery, end);
    held.add(delivery);
    void window.start().then(() => {
      if (held.delete(delivery)) run(delivery, end);
      else end();
    });
  }

  function ahead(): number {
    // During a ramp that may be far too much a moment later.
    if (meanMs === null || concurrency.isRising()) return slots.concurrency;
    const sentMeanwhile = (slots.concurrency * AHEAD_MS) / Math.max(meanMs, 1);
    return Math.max(slots.concurrency, Math.min(MAX_AHEAD, Math.floor(sentMeanwhile)));
  }

  return {
    room() {
      const wanted = ahead() - slots.waiting - slots.running;
      if (window) return Math.max(0, Math.min(wanted, startsLeft(window)));
      // A claim for a few costs more than it brings, unless somebody stands idle: the others may take long.
      const isShort = slots.waiting + slots.running < slots.concurrency;
      return isShort || wanted * 2 >= ahead() ? wanted : 0;
    },
    heldBackFor: () => (window && startsLeft(window) === 0 ? window.endsIn() : 0),
    add(delivery) {
      unstarted += 1;
      slots.add(delivery);
    },
    takeBack() {
      const taken = [...held, ...slots.takeBack()];
      held.clear();
      unstarted -= taken.length;
      return taken;
    },
    setConcurrency: concurrency.setFull,
    startSlowly: concurrency.startSlowly,
    report: concurrency.report,
    isIdle: () => slots.waiting === 0 && slots.running === 0,
    whenIdle: () => slots.whenIdle(),
  };
}

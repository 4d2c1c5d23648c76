/**
 * Runs work in the order in which it comes, so much at once and no more. A lane's own, because it is passed once per
 * delivery: a general queue with priorities, events and a promise per task costs more there than the signature does.
 */

/** Must not throw and never reject. */
export type Work = () => Promise<void>;

export interface Slots {
  /** Fewer are reached as work ends, more are filled at once. */
  concurrency: number;
  /** Work that has not begun. */
  readonly waiting: number;
  readonly running: number;
  add(work: Work): void;
  /** Resolves when nothing waits and nothing runs. */
  whenIdle(): Promise<void>;
}

export function createSlots(concurrency: number): Slots {
  let limit = concurrency;
  let running = 0;
  /** Hundreds at most, so that taking from its front is cheap; what has begun must not be kept. */
  const queue: Work[] = [];
  let onIdle: (() => void)[] = [];

  function end(): void {
    running -= 1;
    fill();
  }

  function fill(): void {
    while (running < limit) {
      const work = queue.shift();
      if (!work) break;
      running += 1;
      void work().then(end);
    }
    if (running > 0 || queue.length > 0) return;
    for (const resolve of onIdle) resolve();
    onIdle = [];
  }

  return {
    get concurrency() {
      return limit;
    },
    set concurrency(value) {
      limit = value;
      fill();
    },
    get waiting() {
      return queue.length;
    },
    get running() {
      return running;
    },
    add(work) {
      queue.push(work);
      fill();
    },
    async whenIdle() {
      if (running === 0 && queue.length === 0) return;
      await new Promise<void>((resolve) => onIdle.push(resolve));
    },
  };
}

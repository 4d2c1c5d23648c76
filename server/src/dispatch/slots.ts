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
  let queue: Work[] = [];
  /** What is before it in the queue has begun. */
  let next = 0;
  let onIdle: (() => void)[] = [];

  function end(): void {
    running -= 1;
    fill();
  }

  function fill(): void {
    while (running < limit && next < queue.length) {
      running += 1;
      next += 1;
      void queue[next - 1]().then(end);
    }
    if (next < queue.length) return;
    queue = [];
    next = 0;
    if (running > 0) return;
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
      return queue.length - next;
    },
    get running() {
      return running;
    },
    add(work) {
      queue.push(work);
      fill();
    },
    async whenIdle() {
      if (running === 0 && next === queue.length) return;
      await new Promise<void>((resolve) => onIdle.push(resolve));
    },
  };
}

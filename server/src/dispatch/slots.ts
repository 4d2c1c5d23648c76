/**
 * Works on items in the order in which they come, so many at once and no more. A lane's own, because it is passed once
 * per delivery: a general queue with priorities, events and a promise per task costs more there than the signature does.
 */

export interface Slots<D> {
  /** Fewer are reached as work ends, more are filled at once. */
  concurrency: number;
  /** Items that have not begun. */
  readonly waiting: number;
  readonly running: number;
  add(item: D): void;
  /** @returns those that have not begun, and now never will */
  takeBack(): D[];
  /** Resolves when nothing waits and nothing runs. */
  whenIdle(): Promise<void>;
}

/** @param begin must call `end` once, and not throw */
export function createSlots<D>(
  concurrency: number,
  begin: (item: D, end: () => void) => void
): Slots<D> {
  let limit = concurrency;
  let running = 0;
  /** Hundreds at most, so that taking from its front is cheap; what has begun must not be kept. */
  const queue: D[] = [];
  let onIdle: (() => void)[] = [];

  function end(): void {
    running -= 1;
    fill();
  }

  function fill(): void {
    while (running < limit) {
      const item = queue.shift();
      if (item === undefined) break;
      running += 1;
      begin(item, end);
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
    add(item) {
      queue.push(item);
      fill();
    },
    takeBack: () => queue.splice(0),
    async whenIdle() {
      if (running === 0 && queue.length === 0) return;
      await new Promise<void>((resolve) => onIdle.push(resolve));
    },
  };
}

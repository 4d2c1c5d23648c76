/**
 * Ends what takes too long. What has the same time ends in the order in which it began, so one timer serves all of it:
 * nearly every request is answered long before, and a timer of its own would be made for nothing.
 */

/** Linked with its neighbours: a Set that thousands pass a second is made anew all the time. */
export interface Expiring {
  /** By performance.now(). */
  readonly startedAt: number;
  older: Expiring | null;
  newer: Expiring | null;
  /** Removes it. */
  expire(): void;
}

export interface Deadlines {
  add(one: Expiring): void;
  /** One that was added, once. */
  remove(one: Expiring): void;
}

export function createDeadlines(timeoutMs: number): Deadlines {
  let oldest: Expiring | null = null;
  let newest: Expiring | null = null;
  let timer: NodeJS.Timeout | null = null;

  function remove(one: Expiring): void {
    const { older, newer } = one;
    if (older) older.newer = newer;
    else oldest = newer;
    if (newer) newer.older = older;
    else newest = older;
    one.older = null;
    one.newer = null;
  }

  function check(): void {
    timer = null;
    const now = performance.now();
    while (oldest) {
      const left = oldest.startedAt + timeoutMs - now;
      if (left > 0) return wait(left);
      oldest.expire();
    }
  }

  function wait(ms: number): void {
    // Sockets keep the process running for as long as there is something to wait for.
    timer ??= setTimeout(check, Math.ceil(ms)).unref();
  }

  return {
    add(one) {
      one.older = newest;
      if (newest) newest.newer = one;
      else oldest = one;
      newest = one;
      if (timer === null) wait(timeoutMs);
    },
    remove,
  };
}

/**
 * Editors first. While people's requests come in, the drain works in small batches with rests between them, and an
 * engine that sends in the editors' own thread starts only as many requests per turn of its event loop as keep the
 * turns short. When nobody has asked for anything for a moment it goes at full speed again.
 */

/** Nobody is being served any more. */
const QUIET_MS = 1_000;

/** A turn of the event loop that takes longer holds people up. */
const LONG_TURN_MS = 4;
const MAX_STARTS_PER_TURN = 16;

/** A rest is twice as long after each in which the event loop was late, up to so many times, and shorter after others. */
const MOST_TIMES = 8;
const SHORTER = 0.75;

export interface Pace {
  /** A request has come in. */
  arrived(): void;
  /** Rows that may be worked on at once, where there could be this many. */
  batchOf(full: number): number;
  /** Resolves when the next batch may be taken; null for at once. */
  rest(): Promise<void> | null;
  /** Resolves when one request may be started from this thread; null for at once. */
  turn(): Promise<void> | null;
}

export interface PaceDeps {
  /** Milliseconds that only ever grow. */
  elapsed(): number;
  /** Calls back in the next turn of the event loop. */
  nextTurn(callback: () => void): void;
  /** Resolves after so many milliseconds. */
  pause(ms: number): Promise<void>;
  /** Rows that one batch may have while people are served, and the time from one to the next at least. */
  whileServing: { rows: number; restMs: number };
}

export function createPace({ elapsed, nextTurn, pause, whileServing }: PaceDeps): Pace {
  const waiting: (() => void)[] = [];
  let arrivedAt = -Infinity;
  let startsPerTurn = 1;
  let isTurning = false;
  let takenAt = -Infinity;
  let restMs = whileServing.restMs;

  const isQuiet = (): boolean => elapsed() - arrivedAt > QUIET_MS;

  function afterTurn(beganAt: number): void {
    const isLong = elapsed() - beganAt > LONG_TURN_MS;
    startsPerTurn = isLong
      ? Math.max(1, Math.floor(startsPerTurn / 2))
      : Math.min(MAX_STARTS_PER_TURN, startsPerTurn + 1);
    for (const start of waiting.splice(0, isQuiet() ? waiting.length : startsPerTurn)) start();
    isTurning = false;
    if (waiting.length > 0) beginTurn();
  }

  function beginTurn(): void {
    if (isTurning) return;
    isTurning = true;
    const beganAt = elapsed();
    nextTurn(() => afterTurn(beganAt));
  }

  /** How late it ends is how long the event loop kept people waiting. */
  async function restFor(ms: number): Promise<void> {
    const due = elapsed() + ms;
    await pause(ms);
    takenAt = elapsed();
    restMs =
      takenAt - due > LONG_TURN_MS
        ? Math.min(whileServing.restMs * MOST_TIMES, restMs * 2)
        : Math.max(whileServing.restMs, restMs * SHORTER);
  }

  return {
    arrived() {
      arrivedAt = elapsed();
    },
    batchOf: (full) => (isQuiet() ? full : Math.min(full, whileServing.rows)),
    rest() {
      const left = takenAt + restMs - elapsed();
      if (!isQuiet() && left > 0) return restFor(left);
      takenAt = elapsed();
      return null;
    },
    turn() {
      if (isQuiet()) return null;
      return new Promise((resolve) => {
        waiting.push(resolve);
        beginTurn();
      });
    },
  };
}

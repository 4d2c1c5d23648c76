/**
 * Editors first. While people's requests come in, the drain starts only as many requests of its own per turn of the
 * event loop as keep the turns short, and works in small batches; when nobody has asked for anything for a moment
 * it goes at full speed again.
 */

/** Nobody is being served any more. */
const QUIET_MS = 1_000;

/** A turn of the event loop that takes longer holds people up. */
const LONG_TURN_MS = 4;
const MAX_STARTS_PER_TURN = 16;

/** Rows per batch meanwhile. */
const SMALL_BATCH = 25;

export interface Pace {
  /** A request has come in. */
  arrived(): void;
  /** Rows that may be worked on at once, where there could be this many. */
  batchOf(full: number): number;
  /** Resolves when one request may be started; null for at once. */
  turn(): Promise<void> | null;
}

export interface PaceDeps {
  /** Milliseconds that only ever grow. */
  elapsed(): number;
  /** Calls back in the next turn of the event loop. */
  nextTurn(callback: () => void): void;
}

export function createPace({ elapsed, nextTurn }: PaceDeps): Pace {
  const waiting: (() => void)[] = [];
  let arrivedAt = -Infinity;
  let startsPerTurn = 1;
  let isTurning = false;

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

  return {
    arrived() {
      arrivedAt = elapsed();
    },
    batchOf: (full) => (isQuiet() ? full : Math.min(full, SMALL_BATCH)),
    turn() {
      if (isQuiet()) return null;
      return new Promise((resolve) => {
        waiting.push(resolve);
        beginTurn();
      });
    },
  };
}

/**
 * How much of a rate limit is left, so that no more is claimed than may start soon: what waits for an hour in a
 * lane would lose its lease. The lane's queue spaces the starts themselves.
 */
export interface RateWindow {
  /** Starts left in the current window. */
  left(): number;
  /** Milliseconds until the next window. */
  endsIn(): number;
  take(): void;
}

export function createRateWindow(
  { max, perSeconds }: { max: number; perSeconds: number },
  elapsed: () => number
): RateWindow {
  const lengthMs = perSeconds * 1_000;
  let startedAt = elapsed();
  let taken = 0;

  function roll(): void {
    if (elapsed() - startedAt < lengthMs) return;
    startedAt = elapsed();
    taken = 0;
  }

  return {
    left() {
      roll();
      return Math.max(0, max - taken);
    },
    endsIn: () => Math.max(1, Math.ceil(startedAt + lengthMs - elapsed())),
    take() {
      roll();
      taken += 1;
    },
  };
}

/**
 * The rate limit of a destination: so many starts in a window of time. Goes by the clock that only ever grows; a
 * computer whose time is set back must not keep a lane waiting.
 */
export interface RateWindow {
  /** Starts left in the current window. */
  left(): number;
  /** Milliseconds until the next window. */
  endsIn(): number;
  /** Resolves when one may start, which it then has. */
  start(): Promise<void>;
}

export function createRateWindow(
  { max, perSeconds }: { max: number; perSeconds: number },
  elapsed: () => number
): RateWindow {
  const lengthMs = perSeconds * 1_000;
  let startedAt = elapsed();
  let taken = 0;

  function left(): number {
    if (elapsed() - startedAt >= lengthMs) {
      startedAt = elapsed();
      taken = 0;
    }
    return max - taken;
  }

  const endsIn = (): number => Math.max(1, Math.ceil(startedAt + lengthMs - elapsed()));

  return {
    left,
    endsIn,
    async start() {
      while (left() === 0) await new Promise((resolve) => setTimeout(resolve, endsIn()));
      taken += 1;
    },
  };
}

/**
 * How many requests at once a destination gets that has just come back: one, then twice as many after each second
 * of successes, until it has its own number again. A failure halves. Pure but for what it remembers.
 */
export interface Ramp {
  /** Requests at once for now. */
  limit(): number;
  report(isSuccess: boolean): void;
}

const STEP_MS = 1_000;

export function createRamp(elapsed: () => number): Ramp {
  let limit = 1;
  let stepStartedAt = elapsed();

  return {
    limit: () => limit,
    report(isSuccess) {
      if (!isSuccess) limit = Math.max(1, Math.floor(limit / 2));
      else if (elapsed() - stepStartedAt < STEP_MS) return;
      else limit *= 2;
      stepStartedAt = elapsed();
    },
  };
}

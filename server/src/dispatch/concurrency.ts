/** How many requests at once a destination gets now: its own number, or fewer while it comes back. */
import { createRamp, type Ramp } from './ramp';

export interface Concurrency {
  /** The destination's own number. */
  setFull(full: number): void;
  /** It is back: begins with one request at once and rises to its own number. */
  startSlowly(): void;
  /** How a request went. */
  report(isSuccess: boolean): void;
  isRising(): boolean;
}

export interface ConcurrencyOptions {
  full: number;
  /** Milliseconds that only ever grow. */
  elapsed(): number;
  /** Where the number is kept that counts. */
  worker: { concurrency: number };
}

export function createConcurrency({ full, elapsed, worker }: ConcurrencyOptions): Concurrency {
  let own = full;
  let ramp: Ramp | null = null;

  function adjust(): void {
    if (ramp && ramp.limit() >= own) ramp = null;
    const next = ramp ? ramp.limit() : own;
    if (worker.concurrency !== next) worker.concurrency = next;
  }

  return {
    setFull(next) {
      own = next;
      adjust();
    },
    startSlowly() {
      ramp = createRamp(elapsed);
      adjust();
    },
    report(isSuccess) {
      ramp?.report(isSuccess);
      adjust();
    },
    isRising: () => ramp !== null,
  };
}

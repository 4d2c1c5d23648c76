/** Tells whether a loop still turns. A turn that hangs, or never comes, is noticed; one that fails is not. */
import { type Clock } from '../support/clock';

export interface Heartbeat {
  /** Called at the beginning of each turn. */
  beat(): void;
  isAlive(): boolean;
}

/** @param maxSilenceMs longer than the longest turn and the longest wait between two */
export function createHeartbeat(clock: Pick<Clock, 'elapsed'>, maxSilenceMs: number): Heartbeat {
  let last: number | null = null;
  return {
    beat() {
      last = clock.elapsed();
    },
    isAlive: () => last !== null && clock.elapsed() - last <= maxSilenceMs,
  };
}

/** The same work, noticed. */
export function beating<Args extends unknown[], T>(
  heartbeat: Heartbeat,
  work: (...args: Args) => Promise<T>
): (...args: Args) => Promise<T> {
  return (...args) => {
    heartbeat.beat();
    return work(...args);
  };
}

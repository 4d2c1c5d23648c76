/** The only way this plugin learns what time it is in this process; leases use the database's clock. */
import { hrtime } from 'node:process';

export interface Clock {
  /** Milliseconds since the epoch. */
  now(): number;
  /**
   * Milliseconds that only ever grow, also while the process is stopped, and the same in all threads of the process.
   * For measuring durations.
   */
  elapsed(): number;
}

/** Each thread's performance.now() begins at the thread's own start. */
const START_OF_THREAD = Number(hrtime.bigint()) / 1e6 - performance.now();

export const systemClock: Clock = {
  now: () => Date.now(),
  elapsed: () => START_OF_THREAD + performance.now(),
};

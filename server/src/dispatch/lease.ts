/** How long a claim belongs to its worker, and whether enough of it is left to begin a request. Pure. */

export interface LeaseTimes {
  /** A lease outlasts the destination's timeout by this much. */
  slackMs: number;
  /** What must be left of it beyond the timeout when the request is written. */
  neededMs: number;
}

export const DEFAULT_LEASE: LeaseTimes = { slackMs: 25_000, neededMs: 15_000 };

export interface Lease {
  /** By the process's monotonic clock, read before the claim, so that it never seems longer than it is. */
  startedAt: number;
  ms: number;
}

export function hasTimeLeft(
  lease: Lease,
  elapsed: number,
  timeoutSeconds: number,
  { neededMs }: LeaseTimes
): boolean {
  return lease.ms - (elapsed - lease.startedAt) >= timeoutSeconds * 1_000 + neededMs;
}

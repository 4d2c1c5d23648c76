/** How long a claim belongs to its worker, and whether a request may be begun under it. Pure. */

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

/** How long a lease must be for requests with these timeouts. @param timeouts in seconds */
export function leaseMsFor(timeouts: readonly number[], { slackMs }: LeaseTimes): number {
  return Math.max(...timeouts) * 1_000 + slackMs;
}

function hasTimeLeft(
  lease: Lease,
  elapsed: number,
  timeoutSeconds: number,
  { neededMs }: LeaseTimes
): boolean {
  return lease.ms - (elapsed - lease.startedAt) >= timeoutSeconds * 1_000 + neededMs;
}

/** What a request goes by. */
export interface Begun {
  timeoutSeconds: number;
  /** Suspended because of failures: only probes go out. */
  isSuspended: boolean;
}

/** @param target undefined for a destination to which nothing may be sent any more */
export function mayBegin(
  { isProbe }: { isProbe: boolean },
  target: Begun | undefined,
  lease: Lease,
  { elapsed, times }: { elapsed: number; times: LeaseTimes }
): boolean {
  if (!target || (target.isSuspended && !isProbe)) return false;
  return hasTimeLeft(lease, elapsed, target.timeoutSeconds, times);
}

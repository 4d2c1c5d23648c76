/**
 * When failures in a row suspend a destination, and what ends a suspension. Pure; suspension-record does it.
 *
 * What counts: deliveries that ended as failed with no delivered one between them, not attempts. An answer that
 * blames the message (400, 413, 422) counts once per view, however often that view fails: one bad entry suspends
 * nobody, many different ones do. Faults of ours and test messages count for nothing.
 */
import { type SuspendedReason } from '../../../contracts/destination';
import { type FailureHandling } from '../../../contracts/failure-handling';

/**
 * What a failure blames. `outage`: the receiver (5xx, timeout, network). `entry`: the message (400, 413, 422).
 * `gone`: the receiver wants no more. `ours`: the way to the receiver, such as the egress proxy. `other`: the rest.
 */
export type Fault = 'outage' | 'entry' | 'gone' | 'ours' | 'other';

/** A delivery that ended. */
export interface Ending {
  destinationId: string;
  deliveryId: string;
  viewId: number | null;
  /** Null when it was delivered. */
  fault: Fault | null;
}

export interface CountedFailure {
  /** Failures with the same key count once. */
  key: string;
  deliveryId: string;
  fault: Fault;
}

/** What several endings, in the order in which they happened, mean for one destination. */
export interface StreakChange {
  hasSuccess: boolean;
  isGone: boolean;
  /** Since the last success. */
  failures: CountedFailure[];
}

export function streakChanges(endings: readonly Ending[]): Map<string, StreakChange> {
  const changes = new Map<string, StreakChange>();
  for (const { destinationId, deliveryId, viewId, fault } of endings) {
    if (fault === 'ours') continue;
    const { hasSuccess, isGone, failures } = changes.get(destinationId) ?? NOTHING;
    const key = fault === 'entry' && viewId !== null ? `view:${viewId}` : deliveryId;
    changes.set(
      destinationId,
      fault === null
        ? { hasSuccess: true, isGone, failures: [] }
        : {
            hasSuccess,
            isGone: isGone || fault === 'gone',
            failures: [
              ...failures.filter((known) => known.key !== key),
              { key, deliveryId, fault },
            ],
          }
    );
  }
  return changes;
}

const NOTHING: StreakChange = { hasSuccess: false, isGone: false, failures: [] };

export interface Standing {
  streak: number;
  suspendedReason: SuspendedReason | null;
}

export interface Ruling extends Standing {
  isRecovered: boolean;
  isSuspended: boolean;
}

/** @param streak failures in a row once this change is counted */
export function rule(
  before: Standing,
  change: Pick<StreakChange, 'hasSuccess' | 'isGone'>,
  streak: number,
  { suspend, suspendAfter }: Pick<FailureHandling, 'suspend' | 'suspendAfter'>
): Ruling {
  const isRecovered = change.hasSuccess && before.suspendedReason === 'failures';
  const standing = isRecovered ? null : before.suspendedReason;

  if (change.isGone && standing !== 'manual' && standing !== 'gone') {
    return { streak, suspendedReason: 'gone', isRecovered: false, isSuspended: true };
  }
  if (standing === null && suspend && streak >= suspendAfter) {
    return { streak, suspendedReason: 'failures', isRecovered, isSuspended: true };
  }
  return { streak, suspendedReason: standing, isRecovered, isSuspended: false };
}

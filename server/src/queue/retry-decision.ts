/** Whether a delivery may be tried again because a person asks for it. Pure. */
import { type DeliveryStatus } from '../../../contracts/delivery';
import { type QueuedDelivery } from './delivery-row';

/** What else there is of the same view for the same destination. */
export interface LineState {
  /** The newest version for which a request was made, or is being made; 0 for none. */
  attemptedVersion: number;
  /** Waiting or on the way. */
  unfinished: readonly Pick<QueuedDelivery, 'id' | 'version' | 'status'>[];
}

export type RetryDecision =
  | { kind: 'allowed' }
  /** Nothing of it is left to be done, or it is being done right now. */
  | { kind: 'wrong_status'; status: DeliveryStatus }
  | { kind: 'test' }
  /** It waits for an earlier version of its view. */
  | { kind: 'parked' }
  | { kind: 'newer_attempted'; version: number }
  | { kind: 'newer_waiting'; version: number }
  /** The same version is on the way in another delivery. */
  | { kind: 'in_progress' };

type Candidate = Pick<QueuedDelivery, 'id' | 'version' | 'status' | 'test' | 'dueAt'>;

export function decideRetry(candidate: Candidate, line: LineState): RetryDecision {
  const { id, version, status, test, dueAt } = candidate;
  if (test) return { kind: 'test' };
  if (status !== 'failed' && status !== 'pending') return { kind: 'wrong_status', status };
  if (line.attemptedVersion > version) {
    return { kind: 'newer_attempted', version: line.attemptedVersion };
  }
  // What waits is the head of its line, so whatever stands behind it may stay there.
  if (status === 'pending') return dueAt === null ? { kind: 'parked' } : { kind: 'allowed' };

  const others = line.unfinished.filter((other) => other.id !== id);
  if (others.length === 0) return { kind: 'allowed' };
  const newest = Math.max(...others.map((other) => other.version));
  return newest > version ? { kind: 'newer_waiting', version: newest } : { kind: 'in_progress' };
}

/** Which failures of a suspended destination return to waiting. Pure. */
import { type DeliveryStatus } from '../../../contracts/delivery';

export interface FailedDelivery {
  id: string;
  viewId: number;
  version: number;
}

/** Another delivery of the same view to the same destination. */
export interface NewerDelivery extends FailedDelivery {
  status: DeliveryStatus;
  attemptCount: number;
}

export interface ReturnDecision {
  /** Wait again, as if they had never been tried. */
  returned: string[];
  /** A newer version says more. */
  superseded: string[];
  /** Newer versions that wait behind a returned one again. */
  parked: string[];
}

/**
 * | newer versions of the view | latest wins | every version counts |
 * |---|---|---|
 * | none | returns | returns |
 * | one waits, none was attempted | superseded | returns, the newer ones park behind it |
 * | one was attempted | superseded | stays failed: nothing older may follow |
 */
export function decideReturns(
  failed: readonly FailedDelivery[],
  newer: readonly NewerDelivery[],
  coalesce: boolean
): ReturnDecision {
  const decision: ReturnDecision = { returned: [], superseded: [], parked: [] };
  for (const { id, viewId, version } of failed) {
    const later = newer.filter((other) => other.viewId === viewId && other.version > version);
    const isAttempted = later.some(wasAttempted);
    const waiting = later.filter(({ status }) => status === 'pending');
    if (coalesce && (isAttempted || waiting.length > 0)) decision.superseded.push(id);
    else if (!isAttempted) {
      decision.returned.push(id);
      decision.parked.push(...waiting.map((other) => other.id));
    }
  }
  return decision;
}

function wasAttempted({ status, attemptCount }: NewerDelivery): boolean {
  return attemptCount > 0 || status === 'delivering';
}

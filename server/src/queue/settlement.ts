/** What became of a claimed delivery, as it is handed to the settlement. */
import { type Fault } from '../destinations/suspension-streak';
import { type ClaimedDelivery } from './claim';

/** What an attempt was like, for the history. */
export interface AttemptToRecord {
  number: number;
  startedAt: number;
  durationMs: number;
  httpStatus: number | null;
  error: { code: string; message: string } | null;
  /** What they have in common with those of other attempts, and what is the attempt's own; null when none were sent. */
  requestHeaders: { common: string; signature: string } | null;
  /** In JSON, every name with its values. */
  responseHeaders: string;
  responseBody: string | null;
}

export type Verdict =
  | { kind: 'delivered' }
  /** `usesAttempt`: counts against the destination's limit; a probe does not. */
  | { kind: 'retry'; delayMs: number; usesAttempt: boolean }
  | { kind: 'failed'; reason: string; divert: boolean; fault: Fault };

export interface Attempted {
  kind: 'attempted';
  delivery: ClaimedDelivery;
  /** Later versions of the view replace this one when it is to be retried. */
  coalesce: boolean;
  attempt: AttemptToRecord;
  verdict: Verdict;
}

/** No request was made, or nothing is known about it; anybody may take the delivery again after the delay. */
export interface Released {
  kind: 'released';
  delivery: ClaimedDelivery;
  delayMs: number;
}

/** It is not to be sent, and ends without an attempt. */
export interface Declined {
  kind: 'declined';
  delivery: ClaimedDelivery;
  reason: string;
}

export type Settlement = Attempted | Released | Declined;

/** The same without what the receiver said: what is left can be stored whatever that was. */
export function withoutDetails(settlement: Settlement): Settlement {
  if (settlement.kind !== 'attempted') return settlement;
  const { attempt } = settlement;
  return {
    ...settlement,
    attempt: {
      ...attempt,
      error: attempt.error && {
        code: attempt.error.code,
        message: 'The details could not be stored.',
      },
      requestHeaders: null,
      responseHeaders: '{}',
      responseBody: null,
    },
  };
}

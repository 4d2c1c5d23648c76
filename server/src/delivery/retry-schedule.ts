/**
 * Decides what follows a failed attempt: another one, and when, or none. Pure; nothing here waits or counts streaks.
 * Attempts are counted from 1, the first try.
 */
import type { FailureHandling } from '../../../contracts/failure-handling';
import { plannedDelayMs } from '../../../contracts/retry-plan';

import type { Failure } from './outcome';
import { parseRetryAfter } from './retry-after';

/** `gone`: the destination answered 410 and wants no more; it is suspended without probes. */
export type Decision =
  | { kind: 'retry'; delayMs: number }
  | { kind: 'final'; reason: 'attempts_used_up' | 'not_retryable' }
  | { kind: 'gone' };

export interface FailedAttempt {
  failure: Failure;
  /** Of the attempt that failed. */
  attemptNumber: number;
  failureHandling: Pick<FailureHandling, 'triggers' | 'retry'>;
  /** The header as it was received. */
  retryAfter: string | null;
  /** Milliseconds since the epoch. */
  now: number;
  /** From 0 to 1, such as Math.random. */
  random: () => number;
}

export function decideAfterFailure(attempt: FailedAttempt): Decision {
  const { failure, attemptNumber, failureHandling, retryAfter, now, random } = attempt;
  const { retry, triggers } = failureHandling;

  if (failure.httpStatus === 410) return { kind: 'gone' };
  if (!isRetryable(failure, triggers)) return { kind: 'final', reason: 'not_retryable' };
  // For the same reason it uses up no attempts.
  const isUsedUp = failure.failureClass !== 'proxy' && attemptNumber >= retry.maxAttempts;
  if (isUsedUp) return { kind: 'final', reason: 'attempts_used_up' };

  const planned = plannedDelayMs(retry, attemptNumber);
  const delayMs = withJitter(planned, random);
  const asked = requestedDelayMs(failure, retryAfter, now);
  if (asked === null || asked <= delayMs) return { kind: 'retry', delayMs };

  const longest = Math.max(2 * planned, retry.maxIntervalSeconds * 1_000);
  return { kind: 'retry', delayMs: Math.max(delayMs, Math.min(asked, longest)) };
}

/** @param triggers classes such as `5xx`, or single status codes such as `429` */
export function isRetryable(
  { failureClass, httpStatus }: Pick<Failure, 'failureClass' | 'httpStatus'>,
  triggers: readonly string[]
): boolean {
  // A failing proxy says nothing about the destination, so the destination's settings do not apply.
  if (failureClass === 'proxy') return true;
  if (triggers.includes(failureClass)) return true;
  return httpStatus !== null && triggers.includes(String(httpStatus));
}

/** ±20 %, so that what failed together does not come back together. */
export function withJitter(delayMs: number, random: () => number): number {
  return Math.round(delayMs * (0.8 + 0.4 * random()));
}

function requestedDelayMs(failure: Failure, retryAfter: string | null, now: number): number | null {
  const mayAsk = failure.httpStatus === 429 || failure.httpStatus === 503;
  return mayAsk && retryAfter !== null ? parseRetryAfter(retryAfter, now) : null;
}

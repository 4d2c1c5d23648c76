/** What an attempt means for its delivery: done, another try, or the end. */
import { type Target } from '../destinations/targets';
import { type ClaimedDelivery } from '../queue/claim';
import { type Attempted, type Verdict } from '../queue/settlement';
import { type Clock } from '../support/clock';
import { type Logger } from '../support/logger';
import { unreachable } from '../support/never';
import { type AttemptRecord } from './attempt';
import { faultOf } from './fault';
import { logAttempt } from './log';
import { decideAfterFailure } from './retry-schedule';

const DELIVERED: Verdict = { kind: 'delivered' };

/** It stays in the queue; while the destination is suspended only a probe takes it from there. */
const WAIT_FOR_NEXT_PROBE: Verdict = { kind: 'retry', delayMs: 0, usesAttempt: false };

export interface ConcludeDeps {
  clock: Pick<Clock, 'now'>;
  logger: Logger;
  random(): number;
}

export type Conclude = (
  delivery: ClaimedDelivery,
  target: Target,
  record: AttemptRecord
) => Attempted;

export function createConclude({ clock, logger, random }: ConcludeDeps): Conclude {
  function judge(record: AttemptRecord, delivery: ClaimedDelivery, target: Target): Verdict {
    if (record.outcome.kind === 'success') return DELIVERED;
    const { failureHandling } = target;
    const fault = faultOf(record.outcome);
    if (delivery.isProbe && fault !== 'gone') return WAIT_FOR_NEXT_PROBE;
    const decision = decideAfterFailure({
      failure: record.outcome,
      attemptNumber: delivery.attemptsUsed + 1,
      failureHandling,
      retryAfter: record.retryAfter,
      now: clock.now(),
      random,
    });
    switch (decision.kind) {
      case 'retry':
        return { ...decision, usesAttempt: fault !== 'ours' };
      case 'final':
        return { kind: 'failed', reason: decision.reason, divert: failureHandling.divert, fault };
      case 'gone':
        return { kind: 'failed', reason: 'gone', divert: failureHandling.divert, fault };
      default:
        return unreachable(decision);
    }
  }

  return (delivery, target, record) => {
    const verdict = judge(record, delivery, target);
    logAttempt(logger, { delivery, target, record, verdict });
    return {
      kind: 'attempted',
      delivery,
      coalesce: target.coalesce,
      verdict,
      attempt: {
        number: record.number,
        startedAt: record.startedAt,
        durationMs: record.durationMs,
        httpStatus: record.httpStatus,
        error: record.outcome.kind === 'failure' ? record.outcome.error : null,
        requestHeaders: record.requestHeaders,
        responseHeaders: record.responseHeaders,
        responseBody: record.responseBody,
      },
    };
  };
}

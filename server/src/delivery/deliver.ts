/** Claimed delivery → attempt → settlement: prepares the message, has it sent and decides what follows. */
import { type Message } from '../../../contracts/message';
import { type Target } from '../destinations/targets';
import { type Deliver } from '../dispatch/dispatcher';
import { type ClaimedDelivery } from '../queue/claim';
import { type Settlement, type Verdict } from '../queue/settlement';
import { type Clock } from '../support/clock';
import { toError } from '../support/errors';
import { type Logger } from '../support/logger';
import { unreachable } from '../support/never';
import { type Attempt, type AttemptRecord } from './attempt';
import { faultOf } from './fault';
import { logAttempt, logReleased, logSkipped } from './log';
import { buildBody } from './message';
import { decideAfterFailure } from './retry-schedule';

/** After a fault of ours that is no outcome: nothing is known about the attempt, so it may be made again. */
const RETRY_AFTER_FAULT_MS = 5_000;

/** It stays in the queue; while the destination is suspended only a probe takes it from there. */
const WAIT_FOR_NEXT_PROBE: Verdict = { kind: 'retry', delayMs: 0, usesAttempt: false };

/** Who the view is to the outside world. */
export interface Addressing {
  gid(originId: string, type: string): string;
  /** Where the view can be fetched. */
  url(gid: string): string;
}

export interface DeliverDeps {
  /** The owner of the destination may not read what the message is about. */
  isForbidden(owner: Target['owner'], delivery: ClaimedDelivery): Promise<boolean>;
  attempt: Attempt;
  addressing: Addressing;
  clock: Clock;
  logger: Logger;
  random(): number;
}

export type MessageSource = Pick<ClaimedDelivery, 'originId' | 'type' | 'action' | 'test'>;

/** The body for a delivery, the same for every attempt. */
export function bodyOf(
  { originId, type, action, test }: MessageSource,
  addressing: Addressing,
  withState: boolean
): string {
  const viewId = addressing.gid(originId, type);
  const state: Message['state'] = action === 'Deploy' ? 'published' : 'unpublished';
  return buildBody({
    viewId,
    originId,
    type,
    action,
    url: addressing.url(viewId),
    ...(withState ? { state } : {}),
    ...(test ? { test } : {}),
  });
}

export function createDeliver(deps: DeliverDeps): Deliver<Target> {
  const { attempt, addressing, clock, logger } = deps;

  function judge(record: AttemptRecord, delivery: ClaimedDelivery, target: Target): Verdict {
    if (record.outcome.kind === 'success') return { kind: 'delivered' };
    const { failureHandling } = target;
    const fault = faultOf(record.outcome);
    if (delivery.isProbe && fault !== 'gone') return WAIT_FOR_NEXT_PROBE;
    const decision = decideAfterFailure({
      failure: record.outcome,
      attemptNumber: delivery.attemptsUsed + 1,
      failureHandling,
      retryAfter: record.retryAfter,
      now: clock.now(),
      random: deps.random,
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

  return async (delivery, target, mayBegin): Promise<Settlement> => {
    try {
      if (await deps.isForbidden(target.owner, delivery)) {
        const reason = 'forbidden';
        logSkipped(logger, { delivery, target, reason });
        return { kind: 'declined', delivery, reason };
      }
      // The answer may have taken long. From here on nothing is awaited until the request's own clock runs.
      if (!mayBegin()) return { kind: 'released', delivery, delayMs: 0 };
      const record = await attempt({
        id: delivery.id,
        attemptNumber: delivery.attemptCount + 1,
        viewVersion: delivery.version,
        body: bodyOf(delivery, addressing, target.payloadState),
        destination: target,
      });
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
    } catch (error) {
      logReleased(logger, { delivery, target, error: toError(error) });
      return { kind: 'released', delivery, delayMs: RETRY_AFTER_FAULT_MS };
    }
  };
}

/** One line per attempt, at debug: a delivery that fails for good has a line of its own once that is stored. */
import { eventOf } from '../../../contracts/event-name';
import { type Target } from '../destinations/targets';
import { type ClaimedDelivery } from '../queue/claim';
import { type Verdict } from '../queue/settlement';
import { type LogFields, logLine } from '../support/log-line';
import { type Logger } from '../support/logger';
import { type AttemptRecord } from './attempt';

interface Subject {
  delivery: ClaimedDelivery;
  target: Pick<Target, 'id' | 'alias'>;
}

export function logAttempt(
  logger: Logger,
  attempted: Subject & { record: AttemptRecord; verdict: Verdict }
): void {
  const { record, verdict } = attempted;
  const { outcome } = record;
  logLine(logger, 'debug', 'delivery.attempted', () => ({
    ...fieldsOf(attempted),
    attempt: record.number,
    outcome: verdict.kind,
    status: record.httpStatus,
    durationMs: record.durationMs,
    ...(verdict.kind === 'failed' ? { reason: verdict.reason } : {}),
    error: outcome.kind === 'failure' ? outcome.error.message : null,
  }));
}

/** It ends without an attempt. */
export function logSkipped(
  logger: Logger,
  { reason, ...subject }: Subject & { reason: string }
): void {
  logLine(logger, 'debug', 'delivery.skipped', () => ({ ...fieldsOf(subject), reason }));
}

/** Nothing is known about the attempt; it is made again. */
export function logReleased(
  logger: Logger,
  { error, ...subject }: Subject & { error: Error }
): void {
  logLine(logger, 'debug', 'delivery.released', () => ({
    ...fieldsOf(subject),
    error: error.message,
  }));
}

function fieldsOf({ delivery, target }: Subject): LogFields {
  return {
    delivery: delivery.id,
    destination: target.id,
    alias: target.alias,
    event: eventOf(delivery),
    origin: delivery.originId,
    version: delivery.version,
    ...(delivery.test ? { test: true } : {}),
  };
}

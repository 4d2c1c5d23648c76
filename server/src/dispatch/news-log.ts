/** One line per delivery that failed for good, and per destination that was suspended or is back. */
import { eventOf } from '../../../contracts/event-name';
import { type FailedDelivery } from '../planning/failed-delivery';
import { type News } from '../queue/settle';
import { logLine } from '../support/log-line';
import { type Logger } from '../support/logger';

/** Null when it is not known. */
export type AliasOf = (destinationId: string) => string | null;

export function logNews(logger: Logger, aliasOf: AliasOf, { changes, failed }: News): void {
  for (const failure of failed) logFailure(logger, aliasOf, failure);
  for (const change of changes) {
    const { destinationId: destination } = change;
    const alias = aliasOf(destination);
    if (change.kind === 'recovered') {
      logLine(logger, 'info', 'destination.recovered', () => ({ destination, alias }));
    } else {
      const { reason, failures } = change;
      logLine(logger, 'warn', 'destination.suspended', () => ({
        destination,
        alias,
        reason,
        failures,
      }));
    }
  }
}

function logFailure(logger: Logger, aliasOf: AliasOf, failure: FailedDelivery): void {
  logLine(logger, 'warn', 'delivery.failed', () => ({
    delivery: failure.id,
    destination: failure.destinationId,
    alias: aliasOf(failure.destinationId),
    event: eventOf(failure),
    origin: failure.originId,
    version: failure.version,
    attempt: failure.attempts,
    status: failure.httpStatus,
    durationMs: failure.durationMs,
    reason: failure.reason,
    error: failure.error,
  }));
}

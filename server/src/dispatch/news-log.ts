/** One line per delivery that failed for good, and per destination that was suspended or is back. */
import { eventOf } from '../../../contracts/event-name';
import { type Settled } from '../queue/settle';
import { type Attempted } from '../queue/settlement';
import { logLine } from '../support/log-line';
import { type Logger } from '../support/logger';

/** Null when it is not known. */
export type AliasOf = (destinationId: string) => string | null;

export function logSettled(
  logger: Logger,
  aliasOf: AliasOf,
  { changes, failed }: Pick<Settled, 'changes' | 'failed'>
): void {
  for (const failure of failed) logFailure(logger, aliasOf, failure);
  for (const change of changes) {
    const { destinationId: destination } = change;
    const alias = aliasOf(destination);
    if (change.kind === 'recovered') {
      logLine(logger, 'info', 'destination.recovered', { destination, alias });
    } else {
      const { reason, failures } = change;
      logLine(logger, 'warn', 'destination.suspended', { destination, alias, reason, failures });
    }
  }
}

function logFailure(
  logger: Logger,
  aliasOf: AliasOf,
  { delivery, attempt, verdict }: Attempted
): void {
  logLine(logger, 'warn', 'delivery.failed', {
    delivery: delivery.id,
    destination: delivery.destinationId,
    alias: aliasOf(delivery.destinationId),
    event: eventOf(delivery),
    origin: delivery.originId,
    version: delivery.version,
    attempt: attempt.number,
    status: attempt.httpStatus,
    durationMs: attempt.durationMs,
    ...(verdict.kind === 'failed' ? { reason: verdict.reason } : {}),
    error: attempt.error?.message ?? null,
  });
}

/** What follows once outcomes are committed: what waited may go, failures return to waiting, people are told. */
import { type ReturnFailures } from '../queue/return-failures';
import { type Settled } from '../queue/settle';
import { toError } from '../support/errors';
import { type Logger } from '../support/logger';

export interface FollowUpDeps {
  wake(): void;
  returnFailures: ReturnFailures;
  /** Must not throw, and nobody waits for it. */
  alert(settled: Settled): void;
  logger: Logger;
}

export function createFollowUp(deps: FollowUpDeps): (settled: Settled) => void {
  const { logger } = deps;

  async function returnAll(destinationIds: readonly string[]): Promise<void> {
    for (const id of destinationIds) {
      try {
        if ((await deps.returnFailures(id)) > 0) deps.wake();
      } catch (error) {
        logger.error(
          `Failures of destination ${id} could not return to waiting, housekeeping tries again: ${toError(error).message}`
        );
      }
    }
  }

  return (settled) => {
    deps.wake();
    for (const change of settled.changes) {
      if (change.kind === 'recovered') {
        logger.info(`destination.recovered destination=${change.destinationId}`);
      } else {
        logger.warn(
          `destination.suspended destination=${change.destinationId} reason=${change.reason} failures=${change.failures}`
        );
      }
    }
    deps.alert(settled);
    void returnAll(settled.awaitingProbe);
  };
}

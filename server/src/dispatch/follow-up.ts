/** What follows once outcomes are committed: what waited may go, failures return to waiting, people are told. */
import { type ReturnFailures } from '../queue/return-failures';
import { type Settled } from '../queue/settle';
import { toError } from '../support/errors';
import { type Logger } from '../support/logger';
import { type AliasOf, logSettled } from './settled-log';

export interface FollowUpDeps {
  wake(): void;
  returnFailures: ReturnFailures;
  aliasOf: AliasOf;
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
    logSettled(logger, deps.aliasOf, settled);
    deps.alert(settled);
    void returnAll(settled.awaitingProbe);
  };
}

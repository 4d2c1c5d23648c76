/** What follows once outcomes are committed: what waited may go, failures return to waiting, people are told. */
import { type ReturnFailures } from '../queue/return-failures';
import { type News, type Settled } from '../queue/settle';
import { toError } from '../support/errors';
import { type Logger } from '../support/logger';

export interface FollowUpDeps {
  wake(): void;
  returnFailures: ReturnFailures;
  /** Must not throw, and nobody waits for it. */
  tell(news: News): void;
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
    if (settled.hasMore || settled.changes.length > 0) deps.wake();
    deps.tell(settled);
    void returnAll(settled.awaitingProbe);
  };
}

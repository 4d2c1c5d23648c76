/** Claimed delivery → attempt → settlement, in this thread: prepares the message, has it sent and decides what follows. */
import { type Target } from '../destinations/targets';
import { type Deliver } from '../dispatch/dispatcher';
import { type Settlement } from '../queue/settlement';
import { toError } from '../support/errors';
import { type Logger } from '../support/logger';
import { type Admit } from './admit';
import { releaseAfterFault } from './after-fault';
import { type Attempt } from './attempt';
import { type Addressing, bodyOf } from './body';
import { type Conclude } from './conclude';

export interface DeliverDeps {
  admit: Admit;
  attempt: Attempt;
  conclude: Conclude;
  addressing: Addressing;
  logger: Logger;
}

export function createDeliver(deps: DeliverDeps): Deliver<Target> {
  const { admit, attempt, conclude, addressing, logger } = deps;

  return async (delivery, target, mayBegin): Promise<Settlement> => {
    try {
      const [refused] = await admit([delivery], target);
      if (refused) return refused;
      // The answer may have taken long. From here on nothing is awaited until the request's own clock runs.
      if (!mayBegin()) return { kind: 'released', delivery, delayMs: 0 };
      const record = await attempt({
        id: delivery.id,
        attemptNumber: delivery.attemptCount + 1,
        viewVersion: delivery.version,
        body: bodyOf(delivery, addressing, target.payloadState),
        destination: target,
      });
      return conclude(delivery, target, record);
    } catch (error) {
      return releaseAfterFault(logger, { delivery, target, error: toError(error) });
    }
  };
}

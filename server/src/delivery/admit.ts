/** Which claimed deliveries may be sent: the owner of their destination must be allowed to read what they are about. */
import { type Target } from '../destinations/targets';
import { type ClaimedDelivery } from '../queue/claim';
import { type Declined, type Released } from '../queue/settlement';
import { toError } from '../support/errors';
import { type Logger } from '../support/logger';
import { releaseAfterFault } from './after-fault';
import { logSkipped } from './log';

/** What an owner may not be told. */
export type ForbiddenTo = (
  owner: Target['owner']
) => Promise<(delivery: ClaimedDelivery) => boolean>;

export interface AdmitDeps {
  forbiddenTo: ForbiddenTo;
  logger: Logger;
}

/** @returns of deliveries to one destination those that may not be sent, and how they end; the others may */
export type Admit = (
  deliveries: readonly ClaimedDelivery[],
  target: Target
) => Promise<(Declined | Released)[]>;

export function createAdmit({ forbiddenTo, logger }: AdmitDeps): Admit {
  return async (deliveries, target) => {
    try {
      const isForbidden = await forbiddenTo(target.owner);
      const reason = 'forbidden';
      return deliveries.filter(isForbidden).map((delivery) => {
        logSkipped(logger, { delivery, target, reason });
        return { kind: 'declined', delivery, reason };
      });
    } catch (thrown) {
      const error = toError(thrown);
      return deliveries.map((delivery) => releaseAfterFault(logger, { delivery, target, error }));
    }
  };
}

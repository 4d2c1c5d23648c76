/** What an operator may ask to be done with deliveries: try again, cancel, take off the diverted list. */
import { errors } from '@strapi/utils';

import {
  type CancelDeliveriesInput,
  type RetryDeliveriesInput,
} from '../../../contracts/delivery-commands';
import { type Destination } from '../../../contracts/destination';
import { type CancelOne, type CancelWaiting } from '../queue/cancel';
import { type ForgetDiverted } from '../queue/diverted';
import { type Retry } from '../queue/retry';
import { type RetryDecision } from '../queue/retry-decision';
import { unreachable } from '../support/never';
import { isUuid } from '../support/uuid';
import { ConflictError } from '../support/validation';
import { refuseInactive } from './refuse-inactive';

type Target = Pick<Destination, 'id' | 'state' | 'name'>;

export interface DeliveryOperations {
  /** @throws NotFoundError, or ConflictError when it cannot be tried again */
  retry(destination: Target, deliveryId: string): Promise<void>;
  /** @returns how many were queued */
  retryMany(destination: Target, input: RetryDeliveriesInput): Promise<number>;
  /** @throws NotFoundError, or ConflictError when it does not wait */
  cancel(destination: Target, deliveryId: string): Promise<void>;
  /** @returns how many were canceled */
  cancelMany(destination: Target, input: CancelDeliveriesInput): Promise<number>;
  /** @throws NotFoundError when it is not diverted */
  forgetDiverted(destination: Target, deliveryId: string): Promise<void>;
}

export interface DeliveryOperationsDeps {
  retry: Retry;
  cancelWaiting: CancelWaiting;
  cancelOne: CancelOne;
  forgetDiverted: ForgetDiverted;
  /** Something is due. */
  onQueued(): void;
}

export function createDeliveryOperations(deps: DeliveryOperationsDeps): DeliveryOperations {
  return {
    async retry(destination, deliveryId) {
      refuseInactive(destination);
      const decision = isUuid(deliveryId) ? await deps.retry.one(destination.id, deliveryId) : null;
      if (decision === null) throw deliveryNotFound();
      const refusal = refusalOf(decision);
      if (refusal !== null) throw new ConflictError(refusal);
      deps.onQueued();
    },

    async retryMany(destination, { from, to, status }) {
      refuseInactive(destination);
      const queued = await deps.retry.many(destination.id, {
        from: from.getTime(),
        ...(to ? { to: to.getTime() } : {}),
        status,
      });
      if (queued > 0) deps.onQueued();
      return queued;
    },

    async cancel(destination, deliveryId) {
      const status = isUuid(deliveryId) ? await deps.cancelOne(destination.id, deliveryId) : null;
      if (status === null) throw deliveryNotFound();
      if (status !== 'pending') {
        throw new ConflictError(
          `Only a delivery that waits can be canceled; this one is ${status}.`
        );
      }
      deps.onQueued();
    },

    async cancelMany(destination, { type, action, before }) {
      const canceled = await deps.cancelWaiting(destination.id, {
        ...(type === undefined ? {} : { type }),
        ...(action === undefined ? {} : { action }),
        ...(before === undefined ? {} : { before: before.getTime() }),
      });
      if (canceled > 0) deps.onQueued();
      return canceled;
    },

    async forgetDiverted({ id }, deliveryId) {
      const isForgotten = isUuid(deliveryId) && (await deps.forgetDiverted(id, deliveryId));
      if (!isForgotten) throw deliveryNotFound();
    },
  };
}

export function deliveryNotFound(): errors.NotFoundError {
  return new errors.NotFoundError('Delivery not found');
}

/** For the person who asked; null when it is allowed. */
function refusalOf(decision: RetryDecision): string | null {
  switch (decision.kind) {
    case 'allowed':
      return null;
    case 'wrong_status':
      return `Only a failed or waiting delivery can be tried again; this one is ${decision.status}.`;
    case 'test':
      return 'A test message is not tried again: send another test instead.';
    case 'parked':
      return 'An earlier version of the view is on the way; this delivery follows as soon as that one has ended.';
    case 'newer_attempted':
      return `A newer version of the view was sent already: version ${decision.version}. The receiver would drop this one.`;
    case 'newer_waiting':
      return `A newer version of the view is waiting and will be sent instead: version ${decision.version}.`;
    case 'in_progress':
      return 'Another delivery of the same version of the view is on the way.';
    default:
      return unreachable(decision);
  }
}

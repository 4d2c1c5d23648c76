/** Which deliveries follow from a decision about a view. Pure. */
import { type Knex } from 'knex';

import { type Action } from '../../../contracts/message';
import { type DestinationRecord } from '../destinations/record';
import { receives } from '../destinations/subscription';
import { type WrittenView } from '../views/ledger';
import { type ViewSchema } from '../views/schemas';

/** A delivery to be queued. */
export interface PlannedDelivery {
  destination: Pick<DestinationRecord, 'id' | 'coalesce' | 'skipUnchanged' | 'notifyEveryChange'>;
  viewId: number;
  type: string;
  originId: string;
  locale: string;
  action: Action;
  version: number;
  /** The last version that differed from the one before it. */
  changedVersion: number;
  /** Made in the background; goes out after what people are waiting for. */
  bulk: boolean;
  /** To be sent whatever the destination has: somebody asked for it. */
  force: boolean;
}

/** A delivery that was queued in this transaction, and that nothing else has to go before. */
export interface NewDelivery {
  id: string;
  planned: PlannedDelivery;
}

/** @returns those that may go as soon as the transaction is committed */
export type Enqueue = (
  planned: readonly PlannedDelivery[],
  trx: Knex.Transaction
) => Promise<NewDelivery[]>;

/**
 * Claims, in the transaction that makes them, those of these deliveries that can be sent without waiting: nobody has
 * to look for them in the queue.
 */
export type ClaimNew = (made: readonly NewDelivery[], trx: Knex.Transaction) => Promise<ClaimedNew>;

export interface ClaimedNew {
  /** Deliveries. */
  count: number;
  /** To be called once that transaction is committed. Never throws. */
  send(): void;
}

export interface DecidedView {
  view: WrittenView;
  schema: Pick<ViewSchema, 'type' | 'destinations'>;
  action: Action;
  bulk?: boolean;
  force?: boolean;
}

/** To each of the destinations that subscribe to it. */
export function deliveriesOf(
  { schema, ...decided }: DecidedView,
  destinations: readonly DestinationRecord[]
): PlannedDelivery[] {
  const { view, action } = decided;
  const toMatch = {
    type: schema.type,
    locale: view.locale,
    space: view.space,
    destinations: schema.destinations,
  };
  return destinations
    .filter((destination) => receives(destination, toMatch, action))
    .map((destination) => deliveryTo(destination, decided));
}

/** Whether the destination subscribes to it or not. */
export function deliveryTo(
  destination: DestinationRecord,
  { view, action, bulk = false, force = false }: Omit<DecidedView, 'schema'>
): PlannedDelivery {
  return {
    destination,
    viewId: view.id,
    type: view.type,
    originId: view.originId,
    locale: view.locale,
    action,
    version: view.version,
    changedVersion: view.changedVersion,
    bulk,
    force,
  };
}

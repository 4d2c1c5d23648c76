/**
 * Tells everybody who shows an entry that it changed: page by page, every live view that references it gets a new
 * version and is deployed again. Renders nothing: what the view needs is known from the index.
 */
import { type Knex } from 'knex';

import { entryId, type EntryKey } from '../capture/touched';
import { type Database } from '../database/database';
import { TABLES } from '../database/tables';
import { type DestinationRecord } from '../destinations/record';
import { type Ledger, type LedgerRow } from '../views/ledger';
import { type ReferenceIndex } from '../views/reference-index';
import { type SchemaRegistry } from '../views/schemas';
import { type Fanout, type FanoutQueue } from './fanout-queue';
import { deliveriesOf, type Enqueue } from './planned-delivery';

export interface FanoutDeps {
  database: Database;
  schemas: SchemaRegistry;
  ledger: Ledger;
  references: ReferenceIndex;
  queue: FanoutQueue;
  destinations(): Promise<readonly DestinationRecord[]>;
  enqueue: Enqueue;
}

/** @returns how many deliveries one page queued; null when nothing is to be expanded */
export type ExpandPage = () => Promise<number | null>;

export function createExpandPage(deps: FanoutDeps): ExpandPage {
  const { database, ledger, references, queue } = deps;
  const pageSize = database.capabilities.fanoutPageSize;

  async function tell(
    views: readonly LedgerRow[],
    destinations: readonly DestinationRecord[],
    trx: Knex.Transaction
  ): Promise<number> {
    const following = destinations.filter(
      ({ followReferences, notifyEveryChange }) => followReferences && notifyEveryChange
    );
    const planned = views.flatMap((view) => {
      const schema = deps.schemas.byType(view.type);
      return schema ? deliveriesOf({ view, schema, action: 'Deploy', bulk: true }, following) : [];
    });
    await deps.enqueue(planned, trx);
    return planned.length;
  }

  /** Views of views: goes on with the entries that are needed elsewhere themselves. */
  async function follow(
    fanout: Fanout,
    views: readonly LedgerRow[],
    trx: Knex.Transaction
  ): Promise<void> {
    const needed = await references.referencedAmong(TABLES.views, views, trx);
    await queue.follow(fanout, uniqueEntries(views.filter(({ id }) => needed.has(id))), trx);
  }

  async function expand(fanout: Fanout): Promise<number> {
    const viewIds = await references.referrers(fanout, fanout.cursor, pageSize);
    const destinations = await deps.destinations();

    return database.transaction(async (trx) => {
      if (!(await queue.hold(fanout, trx))) return 0;
      const { live, stamped } = await ledger.stamp(viewIds, fanout.rootId, trx);
      const queued = await tell(stamped, destinations, trx);
      if (fanout.depth > 1) await follow(fanout, live, trx);
      if (viewIds.length < pageSize) await queue.finish(fanout, trx);
      else await queue.advance(fanout, viewIds[viewIds.length - 1], trx);
      return queued;
    });
  }

  return async () => {
    const fanout = await queue.next();
    if (!fanout) return null;
    try {
      return await expand(fanout);
    } catch (error) {
      await queue.postpone(fanout);
      throw error;
    }
  };
}

function uniqueEntries(views: readonly LedgerRow[]): EntryKey[] {
  const entries = views.map(({ uid, documentId, locale }) => ({ uid, documentId, locale }));
  return [...new Map(entries.map((entry) => [entryId(entry), entry])).values()];
}

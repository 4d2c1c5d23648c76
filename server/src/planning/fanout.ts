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
import { immediate } from '../support/immediate';
import { type Fanout, type FanoutQueue } from './fanout-queue';
import { deliveriesOf, type Enqueue } from './planned-delivery';

/** Referrers that are told in one transaction. */
interface Page {
  viewIds: readonly number[];
  destinations: readonly DestinationRecord[];
  /** No more will come. */
  isLast: boolean;
}

export interface FanoutDeps {
  database: Database;
  schemas: SchemaRegistry;
  ledger: Ledger;
  references: ReferenceIndex;
  queue: FanoutQueue;
  destinations(): Promise<readonly DestinationRecord[]>;
  enqueue: Enqueue;
}

/** Pages whose referrers are looked up together. */
const PAGES = 5;

/**
 * @param isWoken whether something more urgent may have come meanwhile: then it stops after the page that it is at
 * @returns how many deliveries were queued; null when nothing is to be expanded
 */
export type Expand = (isWoken: () => boolean) => Promise<number | null>;

export function createExpand(deps: FanoutDeps): Expand {
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
    await immediate();
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

  /** @returns how many deliveries it queued; null when another process has been faster */
  function tellPage(fanout: Fanout, page: Page): Promise<number | null> {
    const { viewIds, destinations, isLast } = page;
    return database.transaction(async (trx) => {
      const cursor = viewIds.at(-1) ?? fanout.cursor;
      if (!(await queue.advance(fanout, cursor, trx))) return null;
      const { live, stamped } = await ledger.stamp(viewIds, fanout.rootId, trx);
      // Only a part of a page at once: on SQLite every statement is done in this thread.
      await immediate();
      const queued = await tell(stamped, destinations, trx);
      if (fanout.depth > 1) await follow(fanout, live, trx);
      if (isLast) await queue.finish(fanout, trx);
      await immediate();
      return queued;
    });
  }

  async function tellReferrers(fanout: Fanout, isWoken: () => boolean): Promise<number> {
    const viewIds = await references.referrers(fanout, fanout.cursor, pageSize * PAGES);
    const destinations = await deps.destinations();
    const isAll = viewIds.length < pageSize * PAGES;
    let queued = 0;
    let { cursor } = fanout;
    for (let start = 0; start === 0 || start < viewIds.length; start += pageSize) {
      const ids = viewIds.slice(start, start + pageSize);
      const isLast = isAll && start + pageSize >= viewIds.length;
      const page = { viewIds: ids, destinations, isLast };
      const queuedByPage = await tellPage({ ...fanout, cursor }, page);
      if (queuedByPage === null) break;
      queued += queuedByPage;
      cursor = ids.at(-1) ?? cursor;
      await immediate();
      if (isWoken()) break;
    }
    return queued;
  }

  return async (isWoken) => {
    const fanout = await queue.next();
    if (!fanout) return null;
    try {
      return await tellReferrers(fanout, isWoken);
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

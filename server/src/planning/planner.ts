/**
 * Change → deliveries. Reads what is live now, compares it with the ledger and writes the outcome in one short
 * transaction. The ledger's versions guard it: of two planners that decide about the same view at the same time,
 * the later one decides again.
 */
import { type Knex } from 'knex';

import { type Action } from '../../../contracts/message';
import { type EntryKey } from '../capture/touched';
import { type Database } from '../database/database';
import { isDuplicate } from '../database/transient';
import { type DestinationRecord } from '../destinations/record';
import { receives } from '../destinations/subscription';
import { originIdOf } from '../views/identity';
import {
  type Ledger,
  type LedgerRow,
  StaleLedgerError,
  viewKey,
  type ViewIdentity,
  type ViewUpdate,
} from '../views/ledger';
import { entryId, type LiveEntries } from '../views/live-entries';
import { type SchemaRegistry, type ViewSchema } from '../views/schemas';
import { type ChangeBatch, type ChangeQueue, LostLeaseError } from './change-queue';
import { decideAction } from './decide';

const DEFAULT_SPACE = 'default';
const TRIES = 5;

/** A delivery to be queued. */
export interface PlannedDelivery {
  destinationId: string;
  coalesce: boolean;
  viewId: number;
  type: string;
  originId: string;
  locale: string;
  action: Action;
  version: number;
}

export type Enqueue = (planned: readonly PlannedDelivery[], trx: Knex.Transaction) => Promise<void>;

export interface PlannerDeps {
  database: Database;
  schemas: SchemaRegistry;
  ledger: Ledger;
  liveEntries: LiveEntries;
  changes: ChangeQueue;
  /** Destinations that are Active, suspended or not. */
  destinations(): Promise<readonly DestinationRecord[]>;
  enqueue: Enqueue;
}

export interface Planner {
  /** Plans one batch of due changes. @returns how many deliveries it queued, null when nothing was due */
  planBatch(): Promise<number | null>;
}

interface Decision {
  schema: ViewSchema;
  identity: ViewIdentity;
  action: Action;
  basedOn: number;
}

export function createPlanner(deps: PlannerDeps): Planner {
  const { database, schemas, ledger, liveEntries, changes } = deps;

  async function decide(batch: ChangeBatch): Promise<Decision[]> {
    const entries = mergeByEntry(batch);
    const candidates = entries.flatMap(({ entry, wasLive }) =>
      schemas.triggeredBy(entry.uid).map((schema) => ({
        schema,
        entry,
        wasLive,
        identity: {
          ...entry,
          type: schema.type,
          originId: originIdOf(entry.documentId, entry.locale),
        },
      }))
    );
    // The ledger is read before the content: whoever writes it later has seen the content at least as new.
    const known = await ledger.find(candidates.map(({ identity }) => identity));
    const live = await liveEntries.among(candidates.map(({ entry }) => entry));

    return candidates.flatMap(({ schema, entry, wasLive, identity }) => {
      const row = known.get(viewKey(identity));
      const action = decideAction({
        isLive: live.has(entryId(entry)),
        ledgerLive: row?.live ?? null,
        wasLive,
      });
      return action ? [{ schema, identity, action, basedOn: row?.version ?? 0 }] : [];
    });
  }

  async function write(batch: ChangeBatch, decisions: readonly Decision[]): Promise<number> {
    const destinations = decisions.length > 0 ? await deps.destinations() : [];

    return database.transaction(async (trx) => {
      const views = await ledger.write(decisions.map(toUpdate), trx);
      const planned = decisions.flatMap((decision) => {
        const view = views.get(viewKey(decision.identity));
        return view ? deliveriesOf(decision, view, destinations) : [];
      });
      await deps.enqueue(planned, trx);
      await changes.complete(batch, trx);
      return planned.length;
    });
  }

  return {
    async planBatch() {
      const batch = await changes.claim(database.capabilities.batchSize);
      if (batch.changes.length === 0) return null;

      for (let tries = 1; ; tries += 1) {
        try {
          return await write(batch, await decide(batch));
        } catch (error) {
          if (error instanceof LostLeaseError) return 0;
          const somebodyWasFaster = error instanceof StaleLedgerError || isDuplicate(error);
          if (!somebodyWasFaster || tries >= TRIES) throw error;
        }
      }
    },
  };
}

function toUpdate({ identity, basedOn, action }: Decision): ViewUpdate {
  return { identity, basedOn, live: action === 'Deploy' };
}

function deliveriesOf(
  { schema, action }: Decision,
  view: LedgerRow,
  destinations: readonly DestinationRecord[]
): PlannedDelivery[] {
  const toMatch = {
    type: schema.type,
    locale: view.locale,
    space: DEFAULT_SPACE,
    destinations: schema.destinations,
  };
  return destinations
    .filter((destination) => receives(destination, toMatch, action))
    .map((destination) => ({
      destinationId: destination.id,
      coalesce: destination.coalesce,
      viewId: view.id,
      type: view.type,
      originId: view.originId,
      locale: view.locale,
      action,
      version: view.version,
    }));
}

/** Several changes of one entry are one question. */
function mergeByEntry({ changes }: ChangeBatch): { entry: EntryKey; wasLive: boolean }[] {
  const merged = new Map<string, { entry: EntryKey; wasLive: boolean }>();
  for (const { uid, documentId, locale, wasLive } of changes) {
    const entry = { uid, documentId, locale };
    const known = merged.get(entryId(entry));
    merged.set(entryId(entry), { entry, wasLive: wasLive || (known?.wasLive ?? false) });
  }
  return [...merged.values()];
}

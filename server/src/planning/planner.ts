/**
 * Change → deliveries. Renders what is live now, compares it with the ledger and writes the outcome in one short
 * transaction. The ledger's versions guard it: of two planners that decide about the same view at the same time,
 * the later one decides again. Where a transaction has the database to itself, a little is planned within one.
 */
import { type Knex } from 'knex';

import { entryId } from '../capture/touched';
import { type Database } from '../database/database';
import { TABLES } from '../database/tables';
import { isDuplicate } from '../database/transient';
import { type DestinationRecord } from '../destinations/record';
import { toError } from '../support/errors';
import { type Logger } from '../support/logger';
import { type ReferencePair } from '../views/add-references';
import { originIdOf } from '../views/identity';
import {
  isChanged,
  type Ledger,
  StaleLedgerError,
  viewKey,
  type WrittenView,
} from '../views/ledger';
import { type ReferenceIndex, toIndexed } from '../views/reference-index';
import { type Renderer } from '../views/renderer';
import { type SchemaRegistry } from '../views/schemas';
import {
  type ChangeBatch,
  type ChangeQueue,
  type ClaimedChange,
  LostLeaseError,
} from './change-queue';
import { type Decision, decideView, type Failed, toUpdate } from './decide';
import { type FailedDelivery } from './failed-delivery';
import { type FanoutQueue } from './fanout-queue';
import { type ClaimedNew, type ClaimNew, deliveriesOf, type Enqueue } from './planned-delivery';
import { type SchemaFailures } from './schema-failures';

const TRIES = 5;
const PAUSE_AFTER_ERROR_MS = 5_000;
/** Changes that are planned while everybody else waits for the database. */
const FEW = 5;

export interface PlannerDeps {
  database: Database;
  schemas: SchemaRegistry;
  renderer: Renderer;
  ledger: Ledger;
  references: ReferenceIndex;
  changes: ChangeQueue;
  fanouts: FanoutQueue;
  schemaFailures: SchemaFailures;
  /** Deliveries that failed because a view schema did; must not throw, and nobody waits for it. */
  onFailed(failed: FailedDelivery[]): void;
  logger: Logger;
  /** Steps of references that are followed. */
  depth: number;
  /** Destinations that are Active, suspended or not. */
  destinations(): Promise<readonly DestinationRecord[]>;
  /** The same by one look in a transaction; null when there is more to be read. */
  destinationsIn(trx: Knex.Transaction): Promise<readonly DestinationRecord[] | null>;
  enqueue: Enqueue;
  claimNew: ClaimNew;
}

/** How many deliveries a batch has led to. */
export interface Planned {
  queued: number;
  /** Those of them that the dispatcher has to look for. */
  left: number;
}

export interface Planner {
  /** Plans one batch of due changes. @returns null when nothing was due */
  planBatch(): Promise<Planned | null>;
}

interface Written extends Planned {
  /** Null for none. */
  claimed: ClaimedNew | null;
  /** For good, to be told of once this is committed. */
  failed: FailedDelivery[];
}

const NOTHING: Written = { queued: 0, left: 0, claimed: null, failed: [] };

/** Everything that is known about a batch before anything is written. */
interface Plan {
  decisions: Decision[];
  failed: Failed[];
  /** Two-way relations that a view gained: the other side shows this entry now. */
  gained: ReferencePair[];
}

export function createPlanner(deps: PlannerDeps): Planner {
  const { database, schemas, renderer, ledger, references, changes } = deps;

  async function decide(batch: ChangeBatch, trx?: Knex.Transaction): Promise<Plan> {
    const candidates = mergeByEntry(batch).flatMap((change) =>
      schemas
        .triggeredBy(change.uid)
        .filter(({ type }) => change.type === null || change.type === type)
        .map((schema) => {
          const { uid, documentId, locale } = change;
          const originId = originIdOf(documentId, locale);
          return {
            schema,
            change,
            identity: { uid, documentId, locale, originId, type: schema.type },
          };
        })
    );
    // The ledger is read before the content: whoever writes it later has seen the content at least as new.
    const known = await ledger.find(
      candidates.map(({ identity }) => identity),
      trx
    );
    const rendered = await renderer.render(
      candidates.map(({ schema, identity }) => ({ schema, entry: identity }))
    );

    const decisions: Decision[] = [];
    const failed: Failed[] = [];
    for (const candidate of candidates) {
      const key = viewKey(candidate.identity);
      const decided = decideView({
        ...candidate,
        before: known.get(key) ?? null,
        result: rendered.get(key) ?? { kind: 'missing' },
      });
      if (decided.kind === 'decided') decisions.push(decided);
      if (decided.kind === 'failed') failed.push(decided);
    }
    return { decisions, failed, gained: await gainedBy(decisions, trx) };
  }

  async function gainedBy(
    decisions: readonly Decision[],
    trx?: Knex.Transaction
  ): Promise<ReferencePair[]> {
    const twoWay = decisions.flatMap(({ before, content, identity }) =>
      (content?.references ?? [])
        .filter((reference) => reference.twoWay)
        .map((reference) => ({ viewId: before?.id ?? 0, target: toIndexed(reference), identity }))
    );
    const viewIds = [...new Set(twoWay.map(({ viewId }) => viewId))].filter((id) => id > 0);
    const had = await references.of(viewIds, trx);
    return twoWay
      .filter(({ viewId, target }) => !had.get(viewId)?.has(entryId(target)))
      .map(({ target, identity }) => ({ target, entry: identity }));
  }

  /** Changes that the views showing their entry must be told of. */
  function worthTelling({ changes: all }: ChangeBatch, { decisions }: Plan): ClaimedChange[] {
    const decided = new Map<string, boolean>();
    for (const decision of decisions) {
      const key = entryId(decision.identity);
      decided.set(key, (decided.get(key) ?? false) || isChanged(decision));
    }
    return all.filter((change) => {
      // Without a view of its own nobody can say whether it changed.
      const hasView = schemas.triggeredBy(change.uid).length > 0;
      return hasView ? decided.get(entryId(change)) === true : true;
    });
  }

  async function startFanouts(
    batch: ChangeBatch,
    plan: Plan,
    views: ReadonlyMap<string, WrittenView>,
    trx: Knex.Transaction
  ): Promise<void> {
    if (deps.depth === 0) return;
    const ids = await references.referencedAmong(TABLES.changes, worthTelling(batch, plan), trx);
    const entries = batch.changes.filter(({ id }) => ids.has(id));
    const unique = new Map(entries.map((entry) => [entryId(entry), entry]));
    const youngest = await deps.fanouts.start([...unique.values()], deps.depth, trx);
    if (youngest === null) return;
    // Whoever fetches what is deployed here gets the changed entries with it: no need to deploy it once more.
    const deployed = plan.decisions.filter(isChanged).map(({ identity }) => viewKey(identity));
    const viewIds = deployed.flatMap((key) => views.get(key)?.id ?? []);
    await ledger.markReached(viewIds, youngest, trx);
  }

  async function write(
    batch: ChangeBatch,
    plan: Plan,
    destinations: readonly DestinationRecord[],
    trx: Knex.Transaction
  ): Promise<Written> {
    // Without a lease all of this is one transaction.
    const areLocked = batch.token === null;
    const views = await ledger.write(plan.decisions.map(toUpdate), trx, { areLocked });
    const planned = plan.decisions.flatMap((decision) => {
      const view = views.get(viewKey(decision.identity));
      return view ? deliveriesOf({ ...decision, view }, destinations) : [];
    });
    const made = await deps.enqueue(planned, trx);
    const claimed = await deps.claimNew(made, trx);
    await references.add(plan.gained, trx);
    await startFanouts(batch, plan, views, trx);
    const failed = await deps.schemaFailures.note(plan.failed, { destinations, trx });
    await changes.complete(batch, trx);
    return { queued: planned.length, left: made.length - claimed.count, claimed, failed };
  }

  /** Code of the app may wait for anything, so nobody must wait for it. */
  function isOursAlone({ uid, type }: ClaimedChange): boolean {
    return schemas
      .triggeredBy(uid)
      .every((schema) => schema.custom === null || (type !== null && schema.type !== type));
  }

  /** @returns null when nothing is due; undefined when what is due needs the long way */
  async function planWithin(trx: Knex.Transaction): Promise<Written | null | undefined> {
    const batch = await changes.due(FEW + 1, trx);
    if (batch.changes.length === 0) return null;
    if (batch.changes.length > FEW || !batch.changes.every(isOursAlone)) return undefined;
    const destinations = await deps.destinationsIn(trx);
    return destinations ? write(batch, await decide(batch, trx), destinations, trx) : undefined;
  }

  /** What went wrong goes wrong again under a lease, which puts it off. */
  async function planAtOnce(): Promise<Written | null | undefined> {
    if (database.capabilities.canLockRows) return undefined;
    try {
      return await database.joinedTransaction(planWithin, (written) => written?.claimed?.send());
    } catch (error) {
      deps.logger.debug(`Changes are planned under a lease after all: ${toError(error).message}`);
      return undefined;
    }
  }

  async function planUnderLease(batch: ChangeBatch): Promise<Written> {
    for (let tries = 1; ; tries += 1) {
      try {
        const [destinations, plan] = await Promise.all([deps.destinations(), decide(batch)]);
        const written = await database.transaction((trx) => write(batch, plan, destinations, trx));
        written.claimed?.send();
        return written;
      } catch (error) {
        if (error instanceof LostLeaseError) return NOTHING;
        const somebodyWasFaster = error instanceof StaleLedgerError || isDuplicate(error);
        if (!somebodyWasFaster || tries >= TRIES) throw error;
      }
    }
  }

  async function claimAndPlan(): Promise<Written | null> {
    const batch = await changes.claim(database.capabilities.batchSize);
    if (batch.changes.length === 0) return null;
    try {
      return await planUnderLease(batch);
    } catch (error) {
      await changes.release(batch, PAUSE_AFTER_ERROR_MS);
      throw error;
    }
  }

  return {
    async planBatch() {
      let written = await planAtOnce();
      if (written === undefined) written = await claimAndPlan();
      if (written === null) return null;
      if (written.failed.length > 0) deps.onFailed(written.failed);
      return written;
    },
  };
}

/** Several changes of one entry are one question; one that concerns all schemas covers one for a single schema. */
function mergeByEntry({ changes }: ChangeBatch): ClaimedChange[] {
  const merged = new Map<string, ClaimedChange>();
  for (const change of changes) {
    const key = entryId(change);
    const known = merged.get(key);
    merged.set(key, known ? merge(known, change) : change);
  }
  return [...merged.values()];
}

function merge(a: ClaimedChange, b: ClaimedChange): ClaimedChange {
  return {
    ...a,
    wasLive: a.wasLive || b.wasLive,
    wasAbsent: a.wasAbsent || b.wasAbsent,
    type: a.type === b.type ? a.type : null,
    tries: Math.max(a.tries, b.tries),
  };
}

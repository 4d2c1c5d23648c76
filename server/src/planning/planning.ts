/** Puts the planning stage together: changes first, then what follows from them, then long work in the background. */
import { type Knex } from 'knex';

import { type ChangeLog } from '../capture/change-log';
import { type Database } from '../database/database';
import { type DestinationRecord } from '../destinations/record';
import { type Logger } from '../support/logger';
import { type Ledger } from '../views/ledger';
import { type ReferenceIndex } from '../views/reference-index';
import { type Renderer } from '../views/renderer';
import { type SchemaRegistry } from '../views/schemas';
import { type BackgroundPage } from './background';
import { createChangeQueue } from './change-queue';
import { createExpand } from './fanout';
import { type FailedDelivery } from './failed-delivery';
import { createFanoutQueue } from './fanout-queue';
import { type ClaimNew, type Enqueue } from './planned-delivery';
import { createPlanner } from './planner';
import { createSchemaFailures } from './schema-failures';

/** What was just published is sent before anything else is looked for; another change does not wait for that. */
const HEAD_START_MS = 10;

export interface PlanningDeps {
  database: Database;
  schemas: SchemaRegistry;
  renderer: Renderer;
  ledger: Ledger;
  references: ReferenceIndex;
  changeLog: ChangeLog;
  /** Steps of references that are followed. */
  depth: number;
  /** Destinations that are Active, suspended or not. */
  destinations(): Promise<readonly DestinationRecord[]>;
  /** The same by one look in a transaction; null when there is more to be read. */
  destinationsIn(trx: Knex.Transaction): Promise<readonly DestinationRecord[] | null>;
  enqueue: Enqueue;
  claimNew: ClaimNew;
  /** Once, before the first turn. */
  prepare(): Promise<void>;
  /** One page of what is waiting in the background. */
  background: BackgroundPage;
  logger: Logger;
  /** Deliveries that failed because a view schema did; must not throw, and nobody waits for it. */
  onFailed(failed: FailedDelivery[]): void;
  /** There are new deliveries. */
  onQueued(): void;
}

/**
 * A little of the most urgent work.
 * @param isWoken whether something more urgent may have come meanwhile
 * @returns milliseconds until there is more, 0 for at once, null when nothing is known
 */
export type PlanningTurn = (isWoken: () => boolean) => Promise<number | null>;

export function createPlanningTurn(deps: PlanningDeps): PlanningTurn {
  const changes = createChangeQueue(deps.database);
  const fanouts = createFanoutQueue(deps.database);
  const planner = createPlanner({
    ...deps,
    changes,
    fanouts,
    schemaFailures: createSchemaFailures(deps.database, deps.changeLog, deps.logger),
  });
  const expand = createExpand({ ...deps, queue: fanouts });

  let isPrepared = false;

  return async (isWoken) => {
    if (!isPrepared) await deps.prepare();
    isPrepared = true;
    const planned = await planner.planBatch();
    if (planned !== null && planned.queued > 0) {
      if (planned.left > 0) deps.onQueued();
      return HEAD_START_MS;
    }
    const queued = planned?.queued ?? (await expand(isWoken)) ?? (await deps.background());
    if (queued === null) return changes.nextDueIn();
    if (queued > 0) deps.onQueued();
    return 0;
  };
}

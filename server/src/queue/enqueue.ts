/**
 * Puts planned deliveries into the queue, in the caller's transaction: the latest version replaces what still waits,
 * and what would change nothing at the receiver is only written down.
 */
import { type Knex } from 'knex';
import { v7 as uuidv7 } from 'uuid';

import { type Database } from '../database/database';
import { TABLES } from '../database/tables';
import { type Enqueue, type NewDelivery, type PlannedDelivery } from '../planning/planned-delivery';
import { type IsOverfull } from './backlog';
import { changeDeliveries } from './change-deliveries';
import { idsOf, type InLine } from './delivery-row';
import { type Receipt, type Receipts } from './receipts';
import { lineOf, unfinishedOf } from './siblings';
import { skipReason } from './skip';

export interface EnqueueDeps {
  database: Database;
  receipts: Receipts;
  /** So much waits that even a destination that wants every version gets only the latest. */
  isOverfull: IsOverfull;
}

/** The caller holds the locks of the views' rows: nobody else queues for these views at the same time. */
export function createEnqueue({ database, receipts, isOverfull }: EnqueueDeps): Enqueue {
  return async (planned, trx) => {
    if (planned.length === 0) return [];
    const viewIds = planned.map(({ viewId }) => viewId);
    const lines = await unfinishedOf(database, viewIds, trx);
    const known: Map<string, Receipt> = planned.some(mayBeSkipped)
      ? await receipts.of(viewIds, trx)
      : new Map();

    const now = database.now();
    const overtaken = { newer_version: new Array<string>(), backlog_full: new Array<string>() };
    const due: object[] = [];
    const made: NewDelivery[] = [];
    const parked: object[] = [];
    const skipped: object[] = [];
    for (const delivery of planned) {
      const line = lineOf({ destinationId: delivery.destination.id, viewId: delivery.viewId });
      const ahead = lines.get(line) ?? [];
      const reason = skipReason({ delivery, ahead, receipt: known.get(line) ?? null });
      const id = uuidv7();
      const row = toRow(id, delivery, now);
      if (reason) {
        skipped.push({ ...row, status: 'skipped', reason, settled_at: now });
        continue;
      }
      const { destination } = delivery;
      const { coalesce } = destination;
      const isFull = !coalesce && ahead.length > 0 && (await isOverfull(destination.id, trx));
      const waiting = coalesce || isFull ? ahead.filter(isWaiting) : [];
      overtaken[isFull ? 'backlog_full' : 'newer_version'].push(...idsOf(waiting));
      if (ahead.length > waiting.length) parked.push(row);
      else {
        due.push({ ...row, due_at: now });
        made.push({ id, planned: delivery });
      }
    }
    await supersede(database, overtaken.newer_version, 'newer_version', trx);
    await supersede(database, overtaken.backlog_full, 'backlog_full', trx);
    await database.insertAll(TABLES.deliveries, due, trx);
    await database.insertAll(TABLES.deliveries, parked, trx);
    await database.insertAll(TABLES.deliveries, skipped, trx);
    return made;
  };
}

/** Saves a query where nothing could be skipped anyway. */
function mayBeSkipped({ destination, bulk, action }: PlannedDelivery): boolean {
  return (
    action === 'Deploy' && (destination.skipUnchanged || !destination.notifyEveryChange) && !bulk
  );
}

function isWaiting({ status }: InLine): boolean {
  return status === 'pending';
}

async function supersede(
  database: Database,
  ids: readonly string[],
  reason: string,
  trx: Knex.Transaction
): Promise<void> {
  const values = { status: 'superseded', reason, due_at: null, settled_at: database.now() };
  await changeDeliveries(database, ids, values, trx);
}

/** What the table does not fill in by itself. */
function toRow(id: string, delivery: PlannedDelivery, now: Knex.Raw): object {
  return {
    id,
    destination_id: delivery.destination.id,
    view_id: delivery.viewId,
    type: delivery.type,
    origin_id: delivery.originId,
    locale: delivery.locale,
    action: delivery.action,
    version: delivery.version,
    bulk: delivery.bulk,
    created_at: now,
  };
}

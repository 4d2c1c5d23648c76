/** Puts planned deliveries into the queue: the latest version replaces what still waits, in the caller's transaction. */
import { type Knex } from 'knex';
import { v7 as uuidv7 } from 'uuid';

import { type Database } from '../database/database';
import { TABLES } from '../database/tables';
import { type Enqueue, type PlannedDelivery } from '../planning/planner';
import { type QueuedDelivery } from './delivery-row';
import { lineOf, unfinishedOf } from './siblings';

export function createEnqueue(database: Database): Enqueue {
  return async (planned, trx) => {
    if (planned.length === 0) return;
    const lines = await unfinishedOf(
      database,
      planned.map(({ viewId }) => viewId),
      trx
    );
    const overtaken: string[] = [];
    const rows = planned.map((delivery) => {
      const ahead = lines.get(lineOf(delivery)) ?? [];
      const waiting = delivery.coalesce ? ahead.filter(isWaiting) : [];
      overtaken.push(...waiting.map(({ id }) => id));
      return toRow(delivery, { parked: ahead.length > waiting.length, database });
    });
    await supersede(database, overtaken, trx);
    await database.insertAll(TABLES.deliveries, rows, trx);
  };
}

function isWaiting({ status }: QueuedDelivery): boolean {
  return status === 'pending';
}

async function supersede(
  database: Database,
  ids: readonly string[],
  trx: Knex.Transaction
): Promise<void> {
  if (ids.length === 0) return;
  await database
    .from(TABLES.deliveries, trx)
    .whereIn('id', [...ids])
    .update({
      status: 'superseded',
      reason: 'newer_version',
      due_at: null,
      settled_at: database.now(),
    });
}

function toRow(
  delivery: PlannedDelivery,
  { parked, database }: { parked: boolean; database: Database }
): object {
  return {
    id: uuidv7(),
    destination_id: delivery.destinationId,
    view_id: delivery.viewId,
    type: delivery.type,
    origin_id: delivery.originId,
    locale: delivery.locale,
    action: delivery.action,
    version: delivery.version,
    status: 'pending',
    diverted: false,
    test: false,
    manual: false,
    attempt_count: 0,
    lost_claims: 0,
    due_at: parked ? null : database.now(),
    created_at: database.now(),
  };
}

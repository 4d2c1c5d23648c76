/**
 * Cancels what waits for a destination, in short transactions however long its backlog is. What is being sent at
 * this moment goes on. A later version that waited behind a canceled one may go.
 */
import { type Knex } from 'knex';

import { type DeliveryStatus } from '../../../contracts/delivery';
import { type Action } from '../../../contracts/message';
import { type Database } from '../database/database';
import { TABLES } from '../database/tables';
import { immediate } from '../support/immediate';
import { NIL_UUID } from '../support/uuid';
import { changeDeliveries } from './change-deliveries';
import { type InLine, type Row } from './delivery-row';
import { inStatus } from './in-status';
import { leasesOf } from './leases';
import { promote, unfinishedOf } from './siblings';

export interface CancelFilter {
  type?: string;
  action?: Action;
  /** Milliseconds since the epoch; made before. */
  before?: number;
}

/** @returns how many deliveries were canceled */
export type CancelWaiting = (destinationId: string, filter?: CancelFilter) => Promise<number>;

/** @returns the status that it had: only `pending` was canceled; null when the destination has no such delivery */
export type CancelOne = (
  destinationId: string,
  deliveryId: string
) => Promise<DeliveryStatus | null>;

export function createCancelWaiting(database: Database): CancelWaiting {
  const { batchSize: pageSize } = database.capabilities;
  const cancelPage = (
    destinationId: string,
    { type, action, before }: CancelFilter,
    after: string
  ): Promise<{ canceled: number; lastId: string | null }> =>
    database.transaction(async (trx) => {
      const matching = (): Knex.QueryBuilder => {
        const query = inStatus(database, { destinationId, status: 'pending' }, trx);
        if (type !== undefined) query.where('type', type);
        if (action !== undefined) query.where('action', action);
        if (before !== undefined) query.where('created_at', '<', before);
        return query;
      };

      const rows: Row[] = await database.lock(
        matching().select('id', 'view_id').where('id', '>', after).limit(pageSize)
      );
      const waiting = await notBegun(database, rows, trx);
      await cancel(database, waiting, trx);
      const heads = await freedHeads(database, destinationId, waiting, trx);
      // A later page cancels these; they must not go out before it does.
      const doomed: Row[] =
        heads.length > 0 ? await matching().select('id').whereIn('id', heads) : [];
      const spared = heads.filter((id) => !doomed.some((row) => row.id === id));
      await promote(database, spared, trx);

      const isLast = rows.length < pageSize;
      return { canceled: waiting.length, lastId: isLast ? null : String(rows[rows.length - 1].id) };
    });

  return async (destinationId, filter = {}) => {
    let canceled = 0;
    let after: string | null = NIL_UUID;
    while (after !== null) {
      const page: { canceled: number; lastId: string | null } = await cancelPage(
        destinationId,
        filter,
        after
      );
      canceled += page.canceled;
      after = page.lastId;
      // With SQLite a page takes no turn of the event loop.
      await immediate();
    }
    return canceled;
  };
}

export function createCancelOne(database: Database): CancelOne {
  return (destinationId, deliveryId) =>
    database.transaction(async (trx) => {
      const row: Row | undefined = await database
        .lock(
          database
            .from(TABLES.deliveries, trx)
            .select('id', 'view_id', 'status')
            .where({ id: deliveryId, destination_id: destinationId })
        )
        .first();
      if (!row) return null;
      if (row.status !== 'pending') return String(row.status) as DeliveryStatus;
      const waiting = await notBegun(database, [row], trx);
      if (waiting.length === 0) return 'delivering';
      await cancel(database, waiting, trx);
      await promote(database, await freedHeads(database, destinationId, waiting, trx), trx);
      return 'pending';
    });
}

/** Of these, whose rows are locked, what nobody is sending at this moment. */
async function notBegun(
  database: Database,
  pending: readonly Row[],
  trx: Knex.Transaction
): Promise<Row[]> {
  const ids = pending.map(({ id }) => String(id));
  const leases = await leasesOf(database, ids, trx);
  return pending.filter(({ id }) => !leases.has(String(id)));
}

function cancel(database: Database, rows: readonly Row[], trx: Knex.Transaction): Promise<void> {
  const values = { status: 'canceled', due_at: null, settled_at: database.now() };
  const ids = rows.map(({ id }) => String(id));
  return changeDeliveries(database, ids, values, trx);
}

/** The first of each line in which nothing is due or on the way any more. */
async function freedHeads(
  database: Database,
  destinationId: string,
  canceled: readonly Row[],
  trx: Knex.Transaction
): Promise<string[]> {
  const viewIds = canceled.flatMap(({ view_id }) => (view_id === null ? [] : [Number(view_id)]));
  const lines = await unfinishedOf(database, viewIds, trx);
  return [...lines.values()].flatMap((line) =>
    line[0].destinationId === destinationId && line.every(isParked) ? [line[0].id] : []
  );
}

function isParked({ status, dueAt }: InLine): boolean {
  return status === 'pending' && dueAt === null;
}

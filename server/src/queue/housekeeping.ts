/**
 * Repairs what a crash or a race may have left behind, a little at a time: lets parked deliveries go that nothing
 * stands before any more, cancels what waits for a destination that is switched off, and finishes the return of
 * failures. Pure housekeeping: nothing in the normal course of things waits for it.
 */
import { type Knex } from 'knex';

import { type Database } from '../database/database';
import { TABLES } from '../database/tables';
import { NIL_UUID } from '../support/uuid';
import { type CancelWaiting } from './cancel';
import { fromRow, type QueuedDelivery, type Row } from './delivery-row';
import { inStatus } from './in-status';
import { type ReturnFailures } from './return-failures';
import { lineOf, promote, unfinishedOf } from './siblings';

/** Waiting deliveries looked at per turn; the next turn goes on behind them. */
const PAGE = 1_000;

const BEGINNING = { destinationId: NIL_UUID, after: NIL_UUID };

export interface HousekeepingDeps {
  database: Database;
  cancelWaiting: CancelWaiting;
  returnFailures: ReturnFailures;
  /** Something may be due now. */
  onMoved(): void;
}

/** @returns a turn, for a loop */
export function createHousekeepingTurn(deps: HousekeepingDeps): () => Promise<null> {
  const { database, cancelWaiting, returnFailures } = deps;
  let place = BEGINNING;

  /** Destination by destination, because what waits of each is found among all that is finished. */
  async function waitingPage(): Promise<QueuedDelivery[]> {
    const found: Row[] = [];
    const destinationIds: string[] = await database
      .from(TABLES.destinations)
      .where('id', '>=', place.destinationId)
      .orderBy('id')
      .pluck('id');
    for (const destinationId of destinationIds) {
      const after = destinationId === place.destinationId ? place.after : NIL_UUID;
      const rows: Row[] = await inStatus(database, { destinationId, status: 'pending' })
        .where('id', '>', after)
        .limit(PAGE - found.length);
      found.push(...rows);
      if (found.length === PAGE) {
        place = { destinationId, after: String(found[PAGE - 1].id) };
        return found.map(fromRow);
      }
    }
    place = BEGINNING;
    return found.map(fromRow);
  }

  /** Views of the page that have a line in which nothing is due. Without locks: looked at again before a change. */
  async function stuckViews(parked: readonly QueuedDelivery[]): Promise<number[]> {
    const viewIds = [...new Set(parked.flatMap(({ viewId }) => viewId ?? []))];
    if (viewIds.length === 0) return [];
    const rows: Row[] = await database
      .from(TABLES.deliveries)
      .distinct('destination_id', 'view_id')
      .whereIn('view_id', viewIds)
      .where('status', 'pending')
      .whereNotNull('due_at');
    const moving = new Set(
      rows.map((row) =>
        lineOf({ destinationId: String(row.destination_id), viewId: Number(row.view_id) })
      )
    );
    return parked.flatMap((delivery) =>
      delivery.viewId === null || moving.has(lineOf(delivery)) ? [] : [delivery.viewId]
    );
  }

  const freeHeads = (viewIds: readonly number[]): Promise<number> =>
    database.transaction(async (trx: Knex.Transaction) => {
      const lines = await unfinishedOf(database, viewIds, trx);
      const heads = [...lines.values()].flatMap((line) =>
        line.every(({ dueAt }) => dueAt === null) ? [line[0].id] : []
      );
      await promote(database, heads, trx);
      return heads.length;
    });

  async function destinationsWhere(
    restrict: (query: Knex.QueryBuilder) => Knex.QueryBuilder
  ): Promise<string[]> {
    const rows: { id: string }[] = await restrict(database.from(TABLES.destinations)).select('id');
    return rows.map(({ id }) => id);
  }

  async function cancelForSwitchedOff(): Promise<number> {
    let canceled = 0;
    for (const id of await destinationsWhere((query) =>
      query.whereIn('state', ['Inactive', 'Deleting'])
    )) {
      const waiting: Row | undefined = await database
        .from(TABLES.deliveries)
        .select('id')
        .where({ destination_id: id, status: 'pending' })
        .first();
      if (waiting) canceled += await cancelWaiting(id);
    }
    return canceled;
  }

  async function finishReturns(): Promise<number> {
    let returned = 0;
    for (const id of await destinationsWhere((query) =>
      query.where({ state: 'Active', suspended_reason: 'failures' })
    )) {
      returned += await returnFailures(id);
    }
    return returned;
  }

  return async () => {
    const parked = (await waitingPage()).filter(({ dueAt }) => dueAt === null);
    const stuck = await stuckViews(parked);
    const freed = stuck.length > 0 ? await freeHeads(stuck) : 0;
    const moved = freed + (await cancelForSwitchedOff()) + (await finishReturns());
    if (moved > 0) deps.onMoved();
    return null;
  };
}

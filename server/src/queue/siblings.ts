/**
 * Deliveries of the same view to the same destination, which must not overtake each other.
 * A delivery is *parked* (pending, never due) while an earlier version of its view is on the way.
 */
import { type Knex } from 'knex';

import { type Database } from '../database/database';
import { TABLES } from '../database/tables';
import { IN_LINE, type InLine, inLineFromRow, idsOf, type Row } from './delivery-row';
import { leasesOf } from './leases';

export interface LineKey {
  destinationId: string;
  viewId: number | null;
}

export function lineOf({ destinationId, viewId }: LineKey): string {
  return `${destinationId}\n${viewId}`;
}

/** Unfinished deliveries of these views, oldest version first, locked so that nobody else can move them. */
export async function unfinishedOf(
  database: Database,
  viewIds: readonly number[],
  trx: Knex.Transaction
): Promise<Map<string, InLine[]>> {
  const unfinished = await rowsOf(database, viewIds, trx, (query) =>
    query.where('status', 'pending')
  );
  return toLines(await withStatus(database, unfinished, trx));
}

/**
 * Of these views only what is parked: all that can stand behind a delivery that is on the way. Leaves the rows of
 * other destinations alone, which would be very many where many destinations want the same views.
 */
export async function parkedOf(
  database: Database,
  viewIds: readonly number[],
  trx: Knex.Transaction
): Promise<Map<string, InLine[]>> {
  const parked = await rowsOf(database, viewIds, trx, (query) =>
    query.where('status', 'pending').whereNull('due_at')
  );
  return toLines(parked);
}

/** The same as they are: those on the way are `delivering`. Their rows are locked. */
export async function withStatus<T extends Pick<InLine, 'id' | 'status'>>(
  database: Database,
  deliveries: readonly T[],
  trx: Knex.Transaction
): Promise<T[]> {
  const waiting = deliveries.filter(({ status }) => status === 'pending');
  const leases = await leasesOf(database, idsOf(waiting), trx);
  return deliveries.map((delivery) =>
    leases.has(delivery.id) ? { ...delivery, status: 'delivering' } : delivery
  );
}

async function rowsOf(
  database: Database,
  viewIds: readonly number[],
  trx: Knex.Transaction,
  restrict: (query: Knex.QueryBuilder) => Knex.QueryBuilder
): Promise<InLine[]> {
  if (viewIds.length === 0) return [];
  const deliveries = database.from(TABLES.deliveries, trx);
  const ofViews = database.among(deliveries, 'view_id', [...new Set(viewIds)]);
  const rows: Row[] = await database.lock(restrict(ofViews).select(IN_LINE).orderBy('id'));
  return rows.map(inLineFromRow);
}

function toLines(deliveries: readonly InLine[]): Map<string, InLine[]> {
  const lines = new Map<string, InLine[]>();
  for (const delivery of [...deliveries].sort((a, b) => a.version - b.version)) {
    const line = lines.get(lineOf(delivery));
    if (line) line.push(delivery);
    else lines.set(lineOf(delivery), [delivery]);
  }
  return lines;
}

type Lines = ReadonlyMap<string, readonly InLine[]>;

/** The rest of its line, oldest version first. */
export function behind(delivery: InLine, lines: Lines): InLine[] {
  return (lines.get(lineOf(delivery)) ?? []).filter(({ id }) => id !== delivery.id);
}

/** The ids of what may go now that these are finished. */
export function nextInLine(finished: readonly InLine[], lines: Lines): string[] {
  const ids = new Set(finished.map(({ id }) => id));
  return finished.flatMap((delivery) => {
    const next = behind(delivery, lines).find(({ id }) => !ids.has(id));
    return next ? [next.id] : [];
  });
}

/** Lets the head of each line go when nothing of its line is on the way. */
export async function promote(
  database: Database,
  ids: readonly string[],
  trx: Knex.Transaction
): Promise<void> {
  if (ids.length === 0) return;
  await database
    .byIds(TABLES.deliveries, ids, trx)
    .where('status', 'pending')
    .whereNull('due_at')
    .update({ due_at: database.now() });
}

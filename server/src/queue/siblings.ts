/**
 * Deliveries of the same view to the same destination, which must not overtake each other.
 * A delivery is *parked* (pending, never due) while an earlier version of its view is on the way.
 */
import { type Knex } from 'knex';

import { type Database } from '../database/database';
import { TABLES } from '../database/tables';
import { fromRow, type QueuedDelivery, type Row } from './delivery-row';

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
): Promise<Map<string, QueuedDelivery[]>> {
  const lines = new Map<string, QueuedDelivery[]>();
  if (viewIds.length === 0) return lines;

  const rows: Row[] = await database.lock(
    database
      .from(TABLES.deliveries, trx)
      .whereIn('view_id', [...new Set(viewIds)])
      .whereIn('status', ['pending', 'delivering'])
      .orderBy('id')
  );
  for (const delivery of rows.map(fromRow).sort((a, b) => a.version - b.version)) {
    const line = lineOf(delivery);
    lines.set(line, [...(lines.get(line) ?? []), delivery]);
  }
  return lines;
}

/** Lets the head of each line go when nothing of its line is on the way. */
export async function promote(
  database: Database,
  ids: readonly string[],
  trx: Knex.Transaction
): Promise<void> {
  if (ids.length === 0) return;
  await database
    .from(TABLES.deliveries, trx)
    .whereIn('id', [...ids])
    .where('status', 'pending')
    .whereNull('due_at')
    .update({ due_at: database.now() });
}

/** What was sent of a view already: an older version must not follow it. */
import { type Knex } from 'knex';

import { type Database } from '../database/database';
import { TABLES } from '../database/tables';
import { whereUnindexed } from '../database/unindexed';
import { type Row } from './delivery-row';
import { whereOnTheWay } from './leases';

/** Planning locks a view before it queues a delivery of it: while we hold it, no newer one appears. */
export async function lockViews(
  database: Database,
  viewIds: readonly number[],
  trx: Knex.Transaction
): Promise<void> {
  if (viewIds.length === 0) return;
  await database.lock(database.byIds(TABLES.views, viewIds, trx).select('id').orderBy('id'));
}

/** View id → the newest version for which a request to the destination was made, or is being made. */
export async function attemptedVersions(
  database: Database,
  { destinationId, viewIds }: { destinationId: string; viewIds: readonly number[] },
  trx: Knex.Transaction
): Promise<Map<number, number>> {
  const ofViews = database.among(database.from(TABLES.deliveries, trx), 'view_id', viewIds);
  const attempted: Row[] = await whereUnindexed(ofViews, 'destination_id', destinationId)
    .select('view_id')
    .max({ version: 'version' })
    .where((made) => {
      void made
        .where('attempt_count', '>', 0)
        .orWhere((begun) => void whereOnTheWay(database, begun));
    })
    .groupBy('view_id');
  // Receipts outlive the deliveries that they come from.
  const receipts = database.from(TABLES.receipts, trx).where('destination_id', destinationId);
  const acknowledged: Row[] = await database
    .among(receipts, 'view_id', viewIds)
    .select('view_id', 'version');

  const versions = new Map<number, number>();
  for (const row of [...attempted, ...acknowledged]) {
    const viewId = Number(row.view_id);
    versions.set(viewId, Math.max(versions.get(viewId) ?? 0, Number(row.version)));
  }
  return versions;
}

/** What a destination last acknowledged of each view, and whether a later attempt makes that doubtful. */
import { type Knex } from 'knex';

import { type Database } from '../database/database';
import { TABLES } from '../database/tables';
import { type QueuedDelivery } from './delivery-row';

type Sent = Pick<QueuedDelivery, 'destinationId' | 'viewId' | 'action' | 'version'>;

export async function writeReceipts(
  database: Database,
  delivered: readonly Sent[],
  trx: Knex.Transaction
): Promise<void> {
  const deliveredAt = database.now();
  const rows = delivered
    .filter(({ viewId }) => viewId !== null)
    .map(({ destinationId, viewId, action, version }) => ({
      destination_id: destinationId,
      view_id: viewId,
      action,
      version,
      uncertain: false,
      delivered_at: deliveredAt,
    }));
  await database.upsertAll(TABLES.receipts, rows, {
    key: ['destination_id', 'view_id'],
    merge: ['action', 'version', 'uncertain', 'delivered_at'],
    trx,
  });
}

/** An attempt without success may have arrived all the same, so the destination may know more than it said. */
export async function doubtReceipts(
  database: Database,
  attempted: readonly Sent[],
  trx: Knex.Transaction
): Promise<void> {
  const viewIds = new Map<string, Set<number>>();
  for (const { destinationId, viewId } of attempted) {
    if (viewId === null) continue;
    viewIds.set(destinationId, (viewIds.get(destinationId) ?? new Set()).add(viewId));
  }
  for (const [destinationId, ids] of viewIds) {
    const certain = database
      .from(TABLES.receipts, trx)
      .where({ destination_id: destinationId, uncertain: false });
    await database.among(certain, 'view_id', [...ids]).update({ uncertain: true });
  }
}

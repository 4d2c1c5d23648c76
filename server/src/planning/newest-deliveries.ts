/** The newest delivery of each view to each destination, however long the history of a view is. */
import { type DeliveryStatus } from '../../../contracts/delivery';
import { type Database } from '../database/database';
import { TABLES } from '../database/tables';
import { whereUnindexed } from '../database/unindexed';

export type DeliveryRow = Record<string, string | number | boolean | null>;

export interface NewestDeliveries {
  viewIds: readonly number[];
  /** Only deliveries with one of these count. */
  statuses: readonly DeliveryStatus[];
  /** Left out: to any. */
  destinationId?: string;
}

export async function newestDeliveries(
  database: Database,
  { viewIds, statuses, destinationId }: NewestDeliveries
): Promise<DeliveryRow[]> {
  if (viewIds.length === 0) return [];
  const query = database
    .among(database.from(TABLES.deliveries), 'view_id', viewIds)
    // Ids are made in the order of time.
    .max({ id: 'id' })
    .whereIn('status', [...statuses])
    .groupBy('view_id', 'destination_id');
  if (destinationId !== undefined) whereUnindexed(query, 'destination_id', destinationId);
  const newest: { id: string }[] = await query;
  return database.byIds(
    TABLES.deliveries,
    newest.map(({ id }) => id)
  );
}

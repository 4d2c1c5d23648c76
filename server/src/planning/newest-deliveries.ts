/** The newest delivery of each view to each destination, however long the history of a view is. */
import { type DeliveryStatus } from '../../../contracts/delivery';
import { type Database } from '../database/database';
import { TABLES } from '../database/tables';
import { whereUnindexed } from '../database/unindexed';

export interface NewestDeliveries {
  viewIds: readonly number[];
  /** Only deliveries with one of these count; what is on the way is stored as `pending`. */
  statuses: readonly Exclude<DeliveryStatus, 'delivering'>[];
  /** Left out: to any. */
  destinationId?: string;
}

/** @returns ids */
export async function newestDeliveries(
  database: Database,
  { viewIds, statuses, destinationId }: NewestDeliveries
): Promise<string[]> {
  if (viewIds.length === 0) return [];
  const query = database
    .among(database.from(TABLES.deliveries), 'view_id', viewIds)
    // Ids are made in the order of time.
    .select({ id: database.raw(database.capabilities.maxUuidSql, ['id']) })
    .whereIn('status', [...statuses])
    .groupBy('view_id', 'destination_id');
  if (destinationId !== undefined) whereUnindexed(query, 'destination_id', destinationId);
  const newest: { id: string }[] = await query;
  return newest.map(({ id }) => id);
}

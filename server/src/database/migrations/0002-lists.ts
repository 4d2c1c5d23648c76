/**
 * Indexes of the deliveries, so that lists of one type or one day cost the same with any history. What is due and what
 * is not stand in indexes of their own where the database can do that: a finished delivery leaves the one that claims
 * walk along, and a claim leaves the other one alone.
 */
import { TABLES } from '../tables';
import { type MigrationTools } from './tools';

export const name = 'destinations::0002-lists';

const TABLE = TABLES.deliveries;

export async function up(tools: MigrationTools): Promise<void> {
  // In both stands the time at which it was made, so that a range of time is counted without looking at the rows.
  await tools.createIndex(TABLE, {
    name: 'destinations_deliveries_time',
    columns: ['destination_id', 'id', 'created_at'],
  });
  await tools.createIndex(TABLE, {
    name: 'destinations_deliveries_type',
    columns: ['destination_id', 'type', 'action', 'id', 'created_at'],
  });
  await tools.dropIndex(TABLE, 'destinations_deliveries_list');

  await tools.createIndex(TABLE, {
    name: 'destinations_deliveries_next',
    columns: ['destination_id', 'bulk', 'due_at'],
    where: (rows) => rows.whereNotNull('due_at'),
  });
  await tools.dropIndex(TABLE, 'destinations_deliveries_due');
  // Retention counts those that are not diverted.
  await tools.createIndex(TABLE, {
    name: 'destinations_deliveries_resting',
    columns: ['status', 'due_at', 'id', 'diverted'],
    where: (rows) => rows.whereNull('due_at'),
  });
  await tools.dropIndex(TABLE, 'destinations_deliveries_parked');
}

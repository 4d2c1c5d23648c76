/**
 * What is on the way stands in a table of its own, so that a claim leaves the delivery and its indexes alone. What was
 * on the way when the process that did the upgrade began waits again: its due time is the end of its old lease.
 */
import { TABLES } from '../tables';
import { type MigrationTools } from './tools';

export const name = 'destinations::0004-leases';

export async function up(tools: MigrationTools): Promise<void> {
  await tools.createTable(TABLES.leases, (table, column) => {
    column.key('delivery_id', 36).primary();
    column.key('token', 36).notNullable();
    column.epoch('ends_at').notNullable();
    // Claims in a row that never had an outcome, this one included.
    table.integer('claims').notNullable();
  });
  await tools.compareByBytes(TABLES.leases, []);
  await tools.update(TABLES.deliveries, (rows) =>
    rows.where('status', 'delivering').update({ status: 'pending', lease_token: null })
  );
  await tools.dropColumn(TABLES.deliveries, 'lost_claims');
}

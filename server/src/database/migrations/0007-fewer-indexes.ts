/**
 * An index less to write with every delivery: the few statements that looked for what is finished or parked find it
 * destination by destination, or walk through the table from its oldest row on.
 */
import { TABLES } from '../tables';
import { type MigrationTools } from './tools';

export const name = 'destinations::0007-fewer-indexes';

export async function up(tools: MigrationTools): Promise<void> {
  await tools.dropIndex(TABLES.deliveries, 'destinations_deliveries_resting');
}

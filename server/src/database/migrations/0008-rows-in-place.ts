/**
 * What an outcome costs on MySQL and MariaDB. It makes three nulls of a delivery into values or the other way round, and
 * its status longer: where that changes the size of the row, InnoDB writes all of it anew, and five times as much into its
 * log. See "Storage characteristics of the REDUNDANT row format" in MySQL's manual.
 */
import { TABLES } from '../tables';
import { type MigrationTools } from './tools';

export const name = 'destinations::0008-rows-in-place';

export async function up(tools: MigrationTools): Promise<void> {
  await tools.keepRowsInPlace(TABLES.deliveries, [
    { name: 'status', length: 12, defaultTo: 'pending' },
  ]);
}

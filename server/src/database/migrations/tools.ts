/** What a migration needs so that the same lines make the same tables on every database. */
import { type Knex } from 'knex';

import { type Capabilities } from '../capabilities';
import { type TableName } from '../tables';

export interface Columns {
  /** Text that is compared byte by byte and can be part of a key. */
  key(name: string, length: number): Knex.ColumnBuilder;
  /** Milliseconds since the epoch. */
  epoch(name: string): Knex.ColumnBuilder;
}

export interface MigrationTools {
  /** Does nothing when the table is there: an instance that booted at the same moment made it. */
  createTable(
    table: TableName,
    define: (table: Knex.CreateTableBuilder, column: Columns) => void
  ): Promise<void>;
}

export function createMigrationTools(
  /** A new builder each time: one keeps what it was asked before. */
  schema: () => Knex.SchemaBuilder,
  { binaryCollation }: Capabilities
): MigrationTools {
  return {
    async createTable(name, define) {
      if (await schema().hasTable(name)) return;
      await schema().createTable(name, (table) => {
        define(table, {
          key(column, length) {
            const builder = table.string(column, length);
            return binaryCollation ? builder.collate(binaryCollation) : builder;
          },
          epoch: (column) => table.bigInteger(column),
        });
      });
    },
  };
}

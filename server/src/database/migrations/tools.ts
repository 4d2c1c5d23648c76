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

export interface Index {
  name: string;
  columns: string[];
  /** Only these rows, where the database can do that. */
  where?: (rows: Knex.QueryBuilder) => Knex.QueryBuilder;
}

/** Each does nothing when it is done already: by an instance that booted at the same moment. */
export interface MigrationTools {
  createTable(
    table: TableName,
    define: (table: Knex.CreateTableBuilder, column: Columns) => void
  ): Promise<void>;
  createIndex(table: TableName, index: Index): Promise<void>;
  dropIndex(table: TableName, name: string): Promise<void>;
}

export interface MigrationToolsDeps {
  trx: Knex.Transaction;
  /** A new builder each time: one keeps what it was asked before. */
  schema: () => Knex.SchemaBuilder;
  /** Of the tables, where Strapi uses one. */
  schemaName: string | undefined;
  capabilities: Capabilities;
}

export function createMigrationTools(deps: MigrationToolsDeps): MigrationTools {
  const { trx, schema, schemaName, capabilities } = deps;
  const { binaryCollation, canIndexSome, indexSql } = capabilities;

  async function hasIndex(table: TableName, name: string): Promise<boolean> {
    const path = schemaName ? `"${schemaName}".${table}` : table;
    const [found]: object[] = await trx
      .select(trx.raw('1'))
      .from(trx.raw(`(${indexSql}) as found`, [path, name]));
    return found !== undefined;
  }

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

    async createIndex(tableName, { name, columns, where }) {
      if (await hasIndex(tableName, name)) return;
      const predicate = canIndexSome ? where?.(trx.queryBuilder()) : undefined;
      await schema().alterTable(tableName, (table) => {
        table.index(columns, name, predicate && { predicate });
      });
    },

    async dropIndex(tableName, name) {
      if (!(await hasIndex(tableName, name))) return;
      await schema().alterTable(tableName, (table) => {
        table.dropIndex([], name);
      });
    },
  };
}

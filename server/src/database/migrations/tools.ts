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

/** A text of few ASCII characters that takes the room of the longest. */
export interface FixedText {
  name: string;
  length: number;
  defaultTo: string;
}

/** Each does nothing when it is done already: by an instance that booted at the same moment. */
export interface MigrationTools {
  createTable(
    table: TableName,
    define: (table: Knex.CreateTableBuilder, column: Columns) => void
  ): Promise<void>;
  createIndex(table: TableName, index: Index): Promise<void>;
  dropIndex(table: TableName, name: string): Promise<void>;
  addColumn(
    table: TableName,
    name: string,
    define: (table: Knex.CreateTableBuilder) => void
  ): Promise<void>;
  dropColumn(table: TableName, name: string): Promise<void>;
  /** Changes rows; must find nothing left to change when it runs again. */
  update(table: TableName, change: (rows: Knex.QueryBuilder) => Knex.QueryBuilder): Promise<void>;
  /** Compares short texts byte by byte in every column but these, where the database does not do so by itself. */
  compareByBytes(table: TableName, except: readonly string[]): Promise<void>;
  /** Stores UUIDs in 16 bytes instead of their text, where the database can do that. */
  shortenUuids(table: TableName): Promise<void>;
  /** Makes an index with the id behind it the primary key, where one that is the id alone is one more index to write. */
  keyByIndex(table: TableName, index: Index): Promise<void>;
  /**
   * A row keeps its size, and so its place, when a number or one of these texts replaces another or null, where the
   * database has such rows. None of the texts may be null.
   */
  keepRowsInPlace(table: TableName, texts: readonly FixedText[]): Promise<void>;
  /** New rows fill only so much of a page, where the database writes the next version of a row beside it. */
  leaveRoom(table: TableName, filledPercent: number): Promise<void>;
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
  const { binaryCollation, canIndexSome, indexSql, inPlaceSql, otherCollationsSql, textUuidsSql } =
    capabilities;
  const pathOf = (table: TableName): string => (schemaName ? `"${schemaName}".${table}` : table);

  async function finds(sql: string, bindings: readonly string[]): Promise<boolean> {
    const [found]: object[] = await trx
      .select(trx.raw('1'))
      .from(trx.raw(`(${sql}) as found`, [...bindings]));
    return found !== undefined;
  }

  const hasIndex = (table: TableName, name: string): Promise<boolean> =>
    finds(indexSql, [pathOf(table), name]);

  async function dropIndex(tableName: TableName, name: string): Promise<void> {
    if (!(await hasIndex(tableName, name))) return;
    await schema().alterTable(tableName, (table) => {
      table.dropIndex([], name);
    });
  }

  /** In one statement, so that every index of the table is made anew only once. */
  async function alterColumns(
    table: TableName,
    columns: readonly { name: string; typeSql: string }[]
  ): Promise<void> {
    if (columns.length === 0) return;
    const changes = columns.map(({ typeSql }) => `ALTER COLUMN ?? TYPE ${typeSql}`);
    await trx.raw(
      `ALTER TABLE ${pathOf(table)} ${changes.join(', ')}`,
      columns.map(({ name }) => name)
    );
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

    dropIndex,

    async addColumn(tableName, column, define) {
      if (await schema().hasColumn(tableName, column)) return;
      await schema().alterTable(tableName, define);
    },

    async dropColumn(table, column) {
      if (!(await schema().hasColumn(table, column))) return;
      // Knex would make the whole table anew on SQLite.
      await trx.raw(`ALTER TABLE ${pathOf(table)} DROP COLUMN ??`, [column]);
    },

    async update(table, change) {
      const rows: Knex.QueryBuilder = trx(table);
      await change(schemaName ? rows.withSchema(schemaName) : rows);
    },

    async keyByIndex(table, { name, columns }) {
      if (!capabilities.keyIsOneMoreIndex || !(await hasIndex(table, name))) return;
      await trx.raw(
        `ALTER TABLE ${pathOf(table)} DROP CONSTRAINT ??, ADD PRIMARY KEY (${columns.map(() => '??').join(', ')})`,
        [`${table}_pkey`, ...columns]
      );
      await dropIndex(table, name);
    },

    async keepRowsInPlace(table, texts) {
      if (inPlaceSql === null) return;
      const { rows, textType, isDone } = inPlaceSql;
      if (await finds(isDone, [table])) return;
      const changes = texts.map(({ length }) => `MODIFY ?? ${textType(length)} NOT NULL DEFAULT ?`);
      await trx.raw(
        `ALTER TABLE ${pathOf(table)} ${[...changes, rows].join(', ')}`,
        texts.flatMap(({ name, defaultTo }) => [name, defaultTo])
      );
    },

    async leaveRoom(table, filledPercent) {
      if (!capabilities.writesBeside) return;
      await trx.raw(`ALTER TABLE ${pathOf(table)} SET (fillfactor = ${filledPercent})`);
    },

    async compareByBytes(table, except) {
      if (otherCollationsSql === null) return;
      const columns: { name: string; type: string }[] = await trx
        .select('name', 'type')
        .from(trx.raw(`(${otherCollationsSql}) as columns`, [pathOf(table)]))
        .whereNotIn('name', [...except]);
      await alterColumns(
        table,
        columns.map(({ name, type }) => ({ name, typeSql: `${type} COLLATE "C"` }))
      );
    },

    async shortenUuids(table) {
      if (textUuidsSql === null) return;
      const columns: { name: string }[] = await trx
        .select('name')
        .from(trx.raw(`(${textUuidsSql}) as columns`, [pathOf(table)]));
      await alterColumns(
        table,
        columns.map(({ name }) => ({ name, typeSql: `uuid USING CAST("${name}" AS uuid)` }))
      );
    },
  };
}

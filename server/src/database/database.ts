/**
 * The plugin's door to its own tables. Knows schemas, transactions and the database's clock;
 * knows nothing of what the rows mean.
 */
import { type Database as StrapiDatabase } from '@strapi/database';
import { type Knex } from 'knex';

import { type Capabilities, capabilitiesOf } from './capabilities';
import { jsonRows, type JsonRowsSql } from './json-rows';
import { type TableName } from './tables';
import { isTransient } from './transient';

const TRANSACTION_TRIES = 5;

type InsertValues = readonly object[] | Knex.Raw;

export interface Database {
  capabilities: Capabilities;
  /** `<schema>.` where Strapi uses a schema, for names inside a statement. */
  prefix: string;
  /** A query on one of our tables, by itself or in a transaction. */
  from(table: TableName, trx?: Knex.Transaction): Knex.QueryBuilder;
  /** The rows of a statement in SQL. */
  selectFrom(sql: string, bindings: readonly Knex.RawBinding[]): Knex.QueryBuilder;
  /**
   * Any number of rows with the same columns, in as many statements as the database needs.
   * An expression of SQL in a column is the same in all rows.
   */
  insertAll(table: TableName, rows: readonly object[], trx?: Knex.Transaction): Promise<void>;
  /**
   * Like `insertAll`; where a row with the same key exists, the columns of `merge` are overwritten
   * and those of `add` are increased.
   */
  upsertAll(
    table: TableName,
    rows: readonly object[],
    options: { key: string[]; merge: string[]; add?: string[]; trx?: Knex.Transaction }
  ): Promise<void>;
  /** Only rows whose column has one of these values, of which there may be hundreds. */
  among(
    query: Knex.QueryBuilder,
    column: string,
    values: readonly (string | number)[]
  ): Knex.QueryBuilder;
  raw(sql: string, bindings?: Knex.RawBinding[]): Knex.Raw;
  /** SQL for the database's now, moved by some milliseconds. */
  now(plusMs?: number): Knex.Raw;
  /** The database's now as a number, for many rows of one statement. */
  readNow(trx: Knex.Transaction): Promise<number>;
  /**
   * Runs `work` in a transaction of its own, read committed, again when the database
   * resolved a deadlock at our expense. Never call it inside a transaction of the editors.
   */
  transaction<T>(work: (trx: Knex.Transaction) => Promise<T>): Promise<T>;
  /** Row locks where the database has them. */
  lock(query: Knex.QueryBuilder): Knex.QueryBuilder;
  /** Row locks that step over what others hold. */
  lockSkippingLocked(query: Knex.QueryBuilder): Knex.QueryBuilder;
}

export function createDatabase(strapiDb: StrapiDatabase): Database {
  const knex = strapiDb.connection;
  const capabilities = capabilitiesOf(strapiDb.dialect.client);
  const schema = strapiDb.getSchemaName();
  const prefix = schema ? `${schema}.` : '';
  const { canLockRows, canSkipLocked, incomingSql, nowSql, readCommitted } = capabilities;
  const transactionConfig = readCommitted ? { isolationLevel: readCommitted } : {};

  function from(table: TableName, trx?: Knex.Transaction): Knex.QueryBuilder {
    const query: Knex.QueryBuilder = (trx ?? knex)(table);
    return schema ? query.withSchema(schema) : query;
  }

  /** What each insert carries. */
  function* inserts(
    tableName: TableName,
    rows: readonly object[],
    sql: JsonRowsSql | null
  ): Generator<InsertValues> {
    const { rowsPerInsert } = capabilities;
    const table = `${prefix}${tableName}`;
    for (let start = 0; start < rows.length; start += rowsPerInsert) {
      const some = rows.slice(start, start + rowsPerInsert);
      yield sql === null ? some : jsonRows(some, { knex, sql, table });
    }
  }

  return {
    capabilities,
    prefix,
    from,
    selectFrom: (sql, bindings) =>
      knex.queryBuilder().from(knex.raw(`(${sql}) as selected`, [...bindings])),

    async insertAll(table, rows, trx) {
      const { jsonRows: sql } = capabilities;
      for (const values of inserts(table, rows, sql)) await from(table, trx).insert(values);
    },

    async upsertAll(table, rows, { key, merge, add = [], trx }) {
      const incoming = (column: string): Knex.Raw => knex.raw(incomingSql, [column]);
      const changes = Object.fromEntries([
        ...merge.map((column) => [column, incoming(column)]),
        ...add.map((column) => [
          column,
          knex.raw('?? + ?', [`${table}.${column}`, incoming(column)]),
        ]),
      ]);
      const { jsonRows: sql } = capabilities;
      for (const values of inserts(table, rows, sql?.canUpsert ? sql : null)) {
        await from(table, trx).insert(values).onConflict(key).merge(changes);
      }
    },

    among(query, column, values) {
      const { among } = capabilities;
      if (among === null) return query.whereIn(column, [...values]);
      const parameter = among.as === 'array' ? [...values] : JSON.stringify(values);
      return query.whereRaw(among.sql, [column, parameter] as Knex.RawBinding[]);
    },

    raw(sql, bindings = []) {
      return knex.raw(sql, bindings);
    },

    now(plusMs = 0) {
      return plusMs === 0 ? knex.raw(nowSql) : knex.raw(`${nowSql} + ?`, [Math.round(plusMs)]);
    },

    async readNow(trx) {
      const row: { now: string | number } = await trx.select(knex.raw(`${nowSql} as now`)).first();
      return Number(row.now);
    },

    async transaction(work) {
      for (let tries = 1; ; tries += 1) {
        try {
          return await knex.transaction(work, transactionConfig);
        } catch (error) {
          if (tries >= TRANSACTION_TRIES || !isTransient(error)) throw error;
        }
      }
    },

    lock: (query) => (canLockRows ? query.forUpdate() : query),
    lockSkippingLocked: (query) => (canSkipLocked ? query.forUpdate().skipLocked() : query),
  };
}

/**
 * The plugin's door to its own tables. Knows schemas, transactions and the database's clock;
 * knows nothing of what the rows mean.
 */
import { type Database as StrapiDatabase } from '@strapi/database';
import { type Knex } from 'knex';

import { affectedRows } from './affected-rows';
import { type AmongType, type Capabilities, capabilitiesOf } from './capabilities';
import { evaluated } from './evaluated';
import { jsonRows } from './json-rows';
import { type TableName } from './tables';
import { isTransient } from './transient';

const TRANSACTION_TRIES = 5;

export interface Database {
  capabilities: Capabilities;
  /** `<schema>.` where Strapi uses a schema, for names inside a statement. */
  prefix: string;
  /** A query on one of our tables, by itself or in a transaction. */
  from(table: TableName, trx?: Knex.Transaction): Knex.QueryBuilder;
  /** The same along one index of the table, where the database may take another way that costs far more. */
  fromAlong(index: string, table: TableName, trx?: Knex.Transaction): Knex.QueryBuilder;
  /** The rows of a statement in SQL. */
  selectFrom(sql: string, bindings: readonly Knex.RawBinding[]): Knex.QueryBuilder;
  /**
   * Any number of rows with the same columns, in as many statements as the database needs.
   * An expression of SQL in a column is the same in all rows.
   */
  insertAll(table: TableName, rows: readonly object[], trx?: Knex.Transaction): Promise<void>;
  /** Like `insertAll`; where a row with the same key exists, it stays as it is. @returns how many rows were inserted */
  insertNew(table: TableName, rows: readonly object[], trx: Knex.Transaction): Promise<number>;
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
  /** The same for a column of UUIDs. */
  amongUuids(query: Knex.QueryBuilder, column: string, uuids: readonly string[]): Knex.QueryBuilder;
  /** The rows with these ids, numbers or UUIDs, of which there may be hundreds. */
  byIds(
    table: TableName,
    ids: readonly (string | number)[],
    trx?: Knex.Transaction
  ): Knex.QueryBuilder;
  /** How many rows a query finds, looking at no more than `limit` of them. */
  countUpTo(limit: number, rows: Knex.QueryBuilder): Promise<number>;
  raw(sql: string, bindings?: Knex.RawBinding[]): Knex.Raw;
  /** SQL for the database's now, moved by some milliseconds. */
  now(plusMs?: number): Knex.Raw;
  /**
   * Runs `work` in a transaction of its own, read committed, again when the database
   * resolved a deadlock at our expense. Never call it inside a transaction of the editors.
   */
  transaction<T>(work: (trx: Knex.Transaction) => Promise<T>): Promise<T>;
  /**
   * The same, and what Strapi reads for `work` is part of it; with the isolation that the database has by itself. A query
   * of ours without `trx` would wait in it for the only connection of SQLite.
   * @param onCommit told of the result before anybody else goes on; must not throw
   */
  joinedTransaction<T>(
    work: (trx: Knex.Transaction) => Promise<T>,
    onCommit: (result: T) => void
  ): Promise<T>;
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

  /** As many inserts as the database needs. */
  async function inserts(
    tableName: TableName,
    rows: readonly object[],
    trx?: Knex.Transaction
  ): Promise<Knex.QueryBuilder[]> {
    const { jsonRows: sql, rowsPerInsert } = capabilities;
    const table = `${prefix}${tableName}`;
    const ready = sql === null ? await evaluated(rows, trx ?? knex) : rows;
    const all: Knex.QueryBuilder[] = [];
    for (let start = 0; start < ready.length; start += rowsPerInsert) {
      const some = ready.slice(start, start + rowsPerInsert);
      // A single row is all parameters: to write it in JSON would cost twice as much.
      const values =
        sql === null || some.length === 1 ? some : jsonRows(some, { knex, sql, table });
      all.push(from(tableName, trx).insert(values));
    }
    return all;
  }

  function whereAmong(
    query: Knex.QueryBuilder,
    column: string,
    { values, type }: { values: readonly (string | number)[]; type: AmongType }
  ): Knex.QueryBuilder {
    const { among: way } = capabilities;
    // Nothing is, and every planner knows it, whatever the type of the column.
    if (values.length === 0) return query.whereRaw('?? IN (NULL)', [column]);
    if (way === null || values.length === 1) return query.whereIn(column, [...values]);
    const parameter = way.as === 'array' ? [...values] : JSON.stringify(values);
    return query.whereRaw(way[type], [column, parameter] as Knex.RawBinding[]);
  }

  async function retrying<T>(attempt: () => Promise<T>): Promise<T> {
    for (let tries = 1; ; tries += 1) {
      try {
        return await attempt();
      } catch (error) {
        if (tries >= TRANSACTION_TRIES || !isTransient(error)) throw error;
      }
    }
  }

  return {
    capabilities,
    prefix,
    from,

    fromAlong(index, table, trx) {
      const query = from(table, trx);
      const sql = capabilities.alongIndexSql;
      return sql === null ? query : query.from(knex.raw(sql, [`${prefix}${table}`, index]));
    },

    selectFrom: (sql, bindings) =>
      knex.queryBuilder().from(knex.raw(`(${sql}) as selected`, [...bindings])),

    async insertAll(table, rows, trx) {
      for (const insert of await inserts(table, rows, trx)) await insert;
    },

    async insertNew(table, rows, trx) {
      let inserted = 0;
      for (const insert of await inserts(table, rows, trx)) {
        // Raw, because the builder keeps the number for itself.
        inserted += affectedRows(
          capabilities.jsonRows
            ? await trx.raw('? ON CONFLICT DO NOTHING', [insert])
            : await trx.raw('?', [insert.onConflict().ignore()])
        );
      }
      return inserted;
    },

    async upsertAll(table, rows, { key, merge, add = [], trx }) {
      const incoming = (column: string): Knex.Raw => knex.raw(incomingSql, [column]);
      const changes: [string, Knex.Raw][] = [
        ...merge.map((column): [string, Knex.Raw] => [column, incoming(column)]),
        ...add.map((column): [string, Knex.Raw] => [
          column,
          knex.raw('?? + ?', [`${table}.${column}`, incoming(column)]),
        ]),
      ];
      for (const insert of await inserts(table, rows, trx)) {
        if (capabilities.jsonRows) {
          // Knex leaves the clause out, without a word, when it makes one for SQLite behind a select.
          await (trx ?? knex).raw(
            `? ON CONFLICT (${key.map(() => '??').join(', ')}) DO UPDATE SET ${changes.map(() => '?? = ?').join(', ')}`,
            [insert, ...key, ...changes.flat()]
          );
        } else {
          await insert.onConflict(key).merge(Object.fromEntries(changes));
        }
      }
    },

    among: (query, column, values) =>
      whereAmong(query, column, { values, type: isNumeric(values) ? 'numbers' : 'text' }),
    amongUuids: (query, column, values) => whereAmong(query, column, { values, type: 'uuids' }),
    byIds: (table, ids, trx) =>
      whereAmong(from(table, trx), 'id', {
        values: ids,
        type: isNumeric(ids) ? 'numbers' : 'uuids',
      }),

    async countUpTo(limit, rows) {
      const counted = rows.select(knex.raw('1 as one')).limit(limit).as('counted');
      const [{ total }]: { total: string | number }[] = await knex
        .queryBuilder()
        .from(counted)
        .count({ total: '*' });
      return Number(total);
    },

    raw(sql, bindings = []) {
      return knex.raw(sql, bindings);
    },

    now(plusMs = 0) {
      return plusMs === 0 ? knex.raw(nowSql) : knex.raw(`${nowSql} + ?`, [Math.round(plusMs)]);
    },

    transaction: (work) => retrying(() => knex.transaction(work, transactionConfig)),
    joinedTransaction: (work, told) =>
      retrying(async () =>
        strapiDb.transaction(async ({ trx, onCommit }) => {
          const result = await work(trx);
          onCommit(() => told(result));
          return result;
        })
      ),

    lock: (query) => (canLockRows ? query.forUpdate() : query),
    lockSkippingLocked: (query) => (canSkipLocked ? query.forUpdate().skipLocked() : query),
  };
}

function isNumeric(values: readonly (string | number)[]): boolean {
  return typeof values[0] === 'number';
}

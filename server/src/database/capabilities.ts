/** What the database behind Strapi can do, by capability and not by vendor; the one place that looks at the client. */
import { type JsonRowsSql } from './json-rows';

export type AmongType = 'text' | 'numbers' | 'uuids';

/** A condition on a column `??` of each type with its values in `?`: a JSON array, or one of the database's own. */
export interface Among extends Record<AmongType, string> {
  as: 'json' | 'array';
}

export interface Capabilities {
  /** `FOR UPDATE` takes row locks; otherwise a transaction already has the database to itself. */
  canLockRows: boolean;
  /** A claim may step over rows that another worker is claiming. */
  canSkipLocked: boolean;
  /** Isolation that lets each statement see what others committed before it; null where there is only one. */
  readCommitted: 'read committed' | null;
  /** Collation under which `a` and `A` are different keys; null where that is the default. */
  binaryCollation: string | null;
  /**
   * The columns of a table `?`, with its schema where there is one, that hold short texts and compare them by the order
   * of a language, as `name` and `type`; null where a key is never compared so.
   */
  otherCollationsSql: string | null;
  /** The columns of a table `?`, with its schema where there is one, that hold UUIDs as text; null where there is nothing shorter. */
  textUuidsSql: string | null;
  /** The greatest UUID of a column `??`. */
  maxUuidSql: string;
  /** An update writes a new version of the row, into the same page if there is room. */
  writesBeside: boolean;
  /** Rows lie in no order: a primary key is one more index to write, and no other one is found through it. */
  keyIsOneMoreIndex: boolean;
  /**
   * How a table is stored so that its rows keep their place while their values change, the type of a text that takes the
   * room of its longest value, and one row when a table `?` is stored so; null where every change writes the row anew.
   */
  inPlaceSql: { rows: string; textType: (length: number) => string; isDone: string } | null;
  /**
   * The database's clock, in whole milliseconds since the epoch; a query of its own where the database then asks it once
   * for all rows of a statement.
   */
  nowSql: string;
  /** Rows that background work takes at once: on SQLite the editors wait for the same connection. */
  batchSize: number;
  /**
   * How outcomes and claims are paced while people are served: so many rows at once, and so long from one batch to the
   * next at least. A server keeps nobody waiting for a transaction, and its work is cheaper in larger ones; the one
   * connection of SQLite must be given back soon.
   */
  whileServing: { rows: number; restMs: number };
  /** Outcomes that are written at once while nobody is served: who comes then waits 15 to 20 ms for so many on SQLite. */
  outcomesAtOnce: number;
  /** Views that a fan-out tells at once. */
  fanoutPageSize: number;
  /** Rows that one insert may carry. */
  rowsPerInsert: number;
  /** In an upsert, what was to be inserted into a column `??`. */
  incomingSql: string;
  /** Makes rows of a JSON array: one parameter for a whole insert. Null where there is nothing of the kind. */
  jsonRows: JsonRowsSql | null;
  /** A column is among values that are given as one parameter; null where each is a parameter of its own. */
  among: Among | null;
  /**
   * A count with a limit walks along the index that its order names. Without an order PostgreSQL may read a whole
   * table for it; with one, MySQL may sort what it finds by another index.
   */
  countsInOrder: boolean;
  /** An index may hold only some of the rows. */
  canIndexSome: boolean;
  /** A table `??` that is read along its index `??`; null where that needs no word. */
  alongIndexSql: string | null;
  /** One row when a table `?`, with its schema where there is one, has an index `?`. */
  indexSql: string;
  /**
   * Keeps two instances that boot together from migrating at the same time; null where that cannot happen. What gives
   * the lock back is null where the end of the transaction does.
   */
  migrationLock: { take: string; giveBack: string | null } | null;
}

const MIGRATION_LOCK = 'destinations_migrations';

const SQLITE: Capabilities = {
  canLockRows: false,
  canSkipLocked: false,
  readCommitted: null,
  binaryCollation: null,
  otherCollationsSql: null,
  textUuidsSql: null,
  maxUuidSql: 'MAX(??)',
  writesBeside: false,
  keyIsOneMoreIndex: false,
  inPlaceSql: null,
  nowSql: `(SELECT CAST(unixepoch('subsec') * 1000 AS INTEGER))`,
  batchSize: 100,
  whileServing: { rows: 25, restMs: 10 },
  outcomesAtOnce: 500,
  fanoutPageSize: 200,
  rowsPerInsert: 500,
  incomingSql: 'excluded.??',
  jsonRows: { cell: 'value ->> ?', source: 'json_each(?)', namesTable: false },
  among: {
    as: 'json',
    text: '?? IN (SELECT value FROM json_each(?))',
    numbers: '?? IN (SELECT value FROM json_each(?))',
    uuids: '?? IN (SELECT value FROM json_each(?))',
  },
  countsInOrder: true,
  canIndexSome: true,
  alongIndexSql: null,
  indexSql: 'SELECT name FROM pragma_index_list(?) WHERE name = ?',
  migrationLock: null,
};

const POSTGRES: Capabilities = {
  canLockRows: true,
  canSkipLocked: true,
  readCommitted: 'read committed',
  binaryCollation: null,
  otherCollationsSql: `SELECT attname AS name, format_type(atttypid, atttypmod) AS type FROM pg_attribute WHERE attrelid = CAST(? AS regclass) AND atttypid = CAST('varchar' AS regtype) AND attcollation <> CAST('"C"' AS regcollation) AND NOT attisdropped`,
  textUuidsSql: `SELECT attname AS name FROM pg_attribute WHERE attrelid = CAST(? AS regclass) AND format_type(atttypid, atttypmod) = 'character varying(36)' AND NOT attisdropped`,
  // PostgreSQL compares UUIDs, but learned to aggregate them late.
  maxUuidSql: 'MAX(CAST(?? AS text))',
  writesBeside: true,
  keyIsOneMoreIndex: true,
  inPlaceSql: null,
  nowSql: '(SELECT CAST(EXTRACT(EPOCH FROM clock_timestamp()) * 1000 AS bigint))',
  batchSize: 200,
  whileServing: { rows: 100, restMs: 100 },
  outcomesAtOnce: 2_000,
  fanoutPageSize: 1_000,
  rowsPerInsert: 1_000,
  incomingSql: 'excluded.??',
  jsonRows: {
    cell: '??',
    source: 'json_populate_recordset(null::??, ?)',
    namesTable: true,
  },
  // Made by a query, because PostgreSQL counts the values of an array that it sees: for a thousand of them it reads a
  // table of a hundred thousand rows from end to end, ten times as long as it takes to follow the index.
  among: {
    as: 'array',
    text: '?? = ANY(ARRAY(SELECT unnest(CAST(? AS text[]))))',
    numbers: '?? = ANY(ARRAY(SELECT unnest(CAST(? AS bigint[]))))',
    uuids: '?? = ANY(ARRAY(SELECT unnest(CAST(? AS uuid[]))))',
  },
  countsInOrder: true,
  canIndexSome: true,
  alongIndexSql: null,
  indexSql:
    'SELECT relname FROM pg_index JOIN pg_class ON oid = indexrelid WHERE indrelid = CAST(? AS regclass) AND relname = ?',
  migrationLock: {
    take: `SELECT pg_advisory_xact_lock(hashtext('${MIGRATION_LOCK}'))`,
    giveBack: null,
  },
};

const MYSQL: Capabilities = {
  canLockRows: true,
  canSkipLocked: true,
  readCommitted: 'read committed',
  binaryCollation: 'utf8mb4_bin',
  otherCollationsSql: null,
  textUuidsSql: null,
  maxUuidSql: 'MAX(??)',
  writesBeside: false,
  keyIsOneMoreIndex: false,
  // In the other formats a null takes no room: a value in its place moves the row, and now and then the whole page.
  inPlaceSql: {
    rows: 'ROW_FORMAT=REDUNDANT',
    textType: (length) => `CHAR(${length}) CHARACTER SET ascii COLLATE ascii_bin`,
    isDone: `SELECT table_name FROM information_schema.tables WHERE table_schema = DATABASE() AND table_name = ? AND row_format = 'Redundant'`,
  },
  nowSql: 'CAST(UNIX_TIMESTAMP(NOW(3)) * 1000 AS SIGNED)',
  batchSize: 200,
  whileServing: { rows: 100, restMs: 100 },
  outcomesAtOnce: 2_000,
  fanoutPageSize: 500,
  rowsPerInsert: 500,
  incomingSql: 'VALUES(??)',
  jsonRows: null,
  among: null,
  countsInOrder: false,
  canIndexSome: false,
  // MariaDB takes the columns that are equal and stops there: with those that are null it reads all that is finished.
  alongIndexSql: '?? FORCE INDEX (??)',
  indexSql:
    'SELECT index_name FROM information_schema.statistics WHERE table_schema = DATABASE() AND table_name = ? AND index_name = ? LIMIT 1',
  // Belongs to the connection, which outlives the migration.
  migrationLock: {
    take: `SELECT GET_LOCK('${MIGRATION_LOCK}', 60)`,
    giveBack: `SELECT RELEASE_LOCK('${MIGRATION_LOCK}')`,
  },
};

/** @param client the `client` of Strapi's database dialect */
export function capabilitiesOf(client: string): Capabilities {
  if (client === 'postgres') return POSTGRES;
  if (client === 'mysql') return MYSQL;
  return SQLITE;
}

/**
 * Rows as one JSON parameter, for databases that can make rows of it: half the time of an insert with a parameter
 * per value, and a third of the work to build it. What is the same in all rows is a parameter of its own, because
 * every value that is read from JSON costs. Writes nothing itself.
 */
import { type Knex } from 'knex';

/** A column's value; an expression of SQL stands for all rows of one insert. */
type Cell = string | number | boolean | null | Knex.Raw;

/** How a database makes rows of a JSON array. */
export interface JsonRowsSql {
  /** One value of a row, by the name of its column. */
  cell: string;
  /** Where the rows come from: the table whose types they have, if that is asked for, and the array. */
  source: string;
  namesTable: boolean;
}

export interface JsonRowsOptions {
  knex: Knex;
  sql: JsonRowsSql;
  /** With its schema, where there is one. */
  table: string;
}

/**
 * What follows `insert into <table>`: columns and a select. All rows have the same columns. The condition is there for
 * SQLite, which would take the conflict clause of an upsert for that of a join.
 */
export function jsonRows(rows: readonly object[], { knex, sql, table }: JsonRowsOptions): Knex.Raw {
  const columns = Object.entries(rows[0]) as [string, Cell][];
  const isShared = ([name, cell]: [string, Cell]): boolean =>
    isExpression(cell) || rows.every((row) => (row as Record<string, Cell>)[name] === cell);
  const shared = new Map(columns.filter(isShared));
  const names = columns.map(([name]) => name);
  const cells = names.map((name) => (shared.has(name) ? '?' : sql.cell)).join(', ');
  return knex.raw(
    `(${names.map(() => '??').join(', ')}) SELECT ${cells} FROM ${sql.source} WHERE TRUE`,
    [
      ...names,
      ...names.map((name) => (shared.has(name) ? shared.get(name) : name)),
      ...(sql.namesTable ? [table] : []),
      withoutHalves(
        JSON.stringify(
          rows,
          names.filter((name) => !shared.has(name))
        )
      ),
    ] as Knex.RawBinding[]
  );
}

function isExpression(cell: Cell): cell is Knex.Raw {
  return typeof cell === 'object' && cell !== null;
}

/** Half of a character is no text in UTF-8. JSON.stringify writes only such halves as an escape of their own. */
function withoutHalves(json: string): string {
  if (!json.includes('\\ud')) return json;
  // A backslash before it makes it an escaped backslash and plain letters.
  return json.replace(/\\(\\|ud[89a-f][0-9a-f]{2})/g, (escape, what: string) =>
    what === '\\' ? escape : '\ufffd'
  );
}

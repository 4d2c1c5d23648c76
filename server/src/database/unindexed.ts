/** A column has one of some values: a condition for which no index shall be used, because another one of the same query is narrower. */
import { type Knex } from 'knex';

/**
 * SQLite keeps no statistics: it prefers one equal column to a list of values, and walks through a million rows of a
 * destination where a hundred views were asked for.
 */
export function whereUnindexed(
  query: Knex.QueryBuilder,
  column: string,
  ...values: readonly string[]
): Knex.QueryBuilder {
  // Twice the same column: a value of another type would have to fit all of them.
  const marks = values.map(() => '?').join(', ');
  return query.whereRaw(`COALESCE(??, ??) IN (${marks})`, [column, column, ...values]);
}

/** A condition for which no index shall be used, because another one of the same query is narrower. */
import { type Knex } from 'knex';

/**
 * SQLite keeps no statistics: it prefers one equal column to a list of values, and walks through a million rows of a
 * destination where a hundred views were asked for.
 */
export function whereUnindexed(
  query: Knex.QueryBuilder,
  column: string,
  value: string
): Knex.QueryBuilder {
  return query.whereRaw("COALESCE(??, '') = ?", [column, value]);
}

/**
 * Expressions of SQL, worked out before an insert of many rows: a database that takes the rows as values works one out
 * again for each of them, and reads its text as often.
 */
import { type Knex } from 'knex';

import { isExpression } from './json-rows';

/** As many rows cost about as much as asking for the values. */
const WORTH_ASKING = 50;

/** @param asker the connection or transaction that will insert the rows */
export async function evaluated(
  rows: readonly object[],
  asker: Knex | Knex.Transaction
): Promise<readonly object[]> {
  if (rows.length < WORTH_ASKING) return rows;
  const expressions = Object.entries(rows[0]).filter(([, cell]) => isExpression(cell));
  if (expressions.length === 0) return rows;
  const columns = expressions.map(([name, cell]) => asker.raw('? as ??', [cell, name]));
  const [values]: object[] = await asker.select(columns);
  return rows.map((row) => ({ ...row, ...values }));
}

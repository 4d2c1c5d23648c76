/** What the database would do for a statement, reduced to what costs time with many rows. */
import { type Knex } from 'knex';

export interface Statement {
  sql: string;
  bindings: readonly Knex.RawBinding[];
}

export interface Plan {
  /** Tables that are read from end to end. */
  scanned: string[];
  /** Rows that are expected to be sorted at once; 0 when nothing is. */
  sorted: number;
  /** By which columns of an index of the deliveries their rows are found; only MariaDB is asked. */
  deliveriesBy?: string[][];
}

type Node = Record<string, unknown>;

/** Statements that a connection makes from now on, each text once. @returns ends it */
export function recordStatements(knex: Knex): () => Statement[] {
  const statements = new Map<string, Statement>();
  const record = ({ sql, bindings }: { sql: string; bindings?: Knex.RawBinding[] }): void => {
    // PostgreSQL has numbered its parameters by now.
    const text = sql.replaceAll(/\$\d+/g, '?');
    statements.set(text, { sql: text, bindings: bindings ?? [] });
  };
  knex.on('query', record);
  return () => {
    knex.off('query', record);
    return [...statements.values()];
  };
}

export async function planOf(knex: Knex, { sql, bindings }: Statement): Promise<Plan> {
  const client = String(knex.client.config.client);
  if (client.includes('sqlite')) return sqlitePlan(knex, sql, bindings);
  if (client.includes('mysql')) return mysqlPlan(knex, sql, bindings);
  return postgresPlan(knex, sql, bindings);
}

async function sqlitePlan(
  knex: Knex,
  sql: string,
  bindings: readonly Knex.RawBinding[]
): Promise<Plan> {
  const rows: { parent: number; detail: string }[] = await knex.raw(`EXPLAIN QUERY PLAN ${sql}`, [
    ...bindings,
  ]);
  const sorting = rows.filter(({ detail }) => /TEMP B-TREE FOR ORDER BY/.test(detail));
  return {
    scanned: rows.flatMap(({ detail }) => /^SCAN (destinations_\w+)/.exec(detail)?.slice(1) ?? []),
    // It does not say how many: what it finds by an index that begins with something common may be very many. Parts of
    // the query with a limit of their own have another parent, and are looked at by themselves.
    sorted: rows.some(
      ({ parent, detail }) =>
        /_deliveries_(next|status|time|type)\b/.test(detail) &&
        sorting.some((sort) => sort.parent === parent)
    )
      ? Infinity
      : 0,
  };
}

async function postgresPlan(
  knex: Knex,
  sql: string,
  bindings: readonly Knex.RawBinding[]
): Promise<Plan> {
  const { rows }: { rows: { 'QUERY PLAN': Node[] }[] } = await knex.raw(
    `EXPLAIN (FORMAT JSON) ${sql}`,
    [...bindings]
  );
  const nodes = nodesIn(rows[0]['QUERY PLAN']);
  return {
    scanned: nodes
      .filter((node) => node['Node Type'] === 'Seq Scan')
      .map((node) => String(node['Relation Name'])),
    sorted: Math.max(
      0,
      ...nodes
        .filter((node) => node['Node Type'] === 'Sort')
        .map((node) => Number(node['Plan Rows']))
    ),
  };
}

async function mysqlPlan(
  knex: Knex,
  sql: string,
  bindings: readonly Knex.RawBinding[]
): Promise<Plan> {
  const [rows]: { EXPLAIN: string }[][] = await knex.raw(`EXPLAIN FORMAT=JSON ${sql}`, [
    ...bindings,
  ]);
  const nodes = nodesIn(JSON.parse(rows[0].EXPLAIN));
  return {
    // Along an index it ends at its limit; the optimizer takes that way where the first rows will do.
    scanned: nodes
      .filter(
        ({ access_type: type }) => type === 'ALL' || (type === 'index' && !/\blimit\b/.test(sql))
      )
      .map((node) => String(node.table_name)),
    sorted: Math.max(0, ...nodes.filter((node) => 'filesort' in node).map(sortedBelow)),
    deliveriesBy: nodes
      .filter((node) => node.table_name === 'destinations_deliveries')
      .map((node) => (Array.isArray(node.used_key_parts) ? node.used_key_parts.map(String) : [])),
  };
}

/** Of a part of the query that has a limit of its own, nothing is known here; it is looked at by itself. */
function sortedBelow({ filesort }: Node): number {
  const table = nodesIn(filesort).find((node) => 'table_name' in node);
  return String(table?.table_name).startsWith('<') ? 0 : Number(table?.rows ?? 0);
}

function nodesIn(value: unknown): Node[] {
  if (Array.isArray(value)) return value.flatMap(nodesIn);
  if (typeof value !== 'object' || value === null) return [];
  return [value as Node, ...Object.values(value).flatMap(nodesIn)];
}

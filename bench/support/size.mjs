/** How many bytes the plugin's tables and indexes take. */
const QUERIES = {
  // The whole file; nothing else grows meanwhile.
  sqlite: 'select page_count * page_size as bytes from pragma_page_count(), pragma_page_size()',
  postgres: `select sum(pg_total_relation_size(oid)) as bytes from pg_class where relkind = 'r' and relname like 'destinations\\_%'`,
  mariadb: `select sum(data_length + index_length) as bytes from information_schema.tables where table_schema = database() and table_name like 'destinations\\_%'`,
};

/** @param {{ databaseName: string, knex: import('knex').Knex }} bench */
export async function sizeOf({ databaseName, knex }) {
  if (databaseName === 'mariadb') {
    await knex.raw('analyze table destinations_deliveries, destinations_attempts');
  }
  const answer = await knex.raw(QUERIES[databaseName].replaceAll('?', '\\?'));
  const [row] = databaseName === 'postgres' ? answer.rows : [answer].flat(2);
  return Number(row.bytes);
}

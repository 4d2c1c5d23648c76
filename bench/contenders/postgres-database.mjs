/** A PostgreSQL database of a contender's own. */
import pg from 'pg';

import { until } from '../support/time.mjs';

const SERVER = 'postgres://postgres@127.0.0.1:5432';

export async function createPostgresDatabase(suffix) {
  const name = `destinations_bench_${suffix}_${process.pid}`;
  await query('postgres', `CREATE DATABASE ${name}`);
  return {
    url: `${SERVER}/${name}`,
    query: (sql) => query(name, sql),
    untilEmpty: (table) =>
      until(async () => (await query(name, `SELECT 1 FROM ${table} LIMIT 1`)).rowCount === 0),
    drop: () => query('postgres', `DROP DATABASE ${name} WITH (FORCE)`),
  };
}

async function query(database, sql) {
  const client = new pg.Client({ connectionString: `${SERVER}/${database}` });
  await client.connect();
  try {
    return await client.query(sql);
  } finally {
    await client.end();
  }
}

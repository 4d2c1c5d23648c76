/** A new database for one measurement. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

import createKnex from 'knex';

import { answers } from './ports.mjs';

const SERVERS = {
  postgres: { client: 'pg', strapi: 'postgres', user: 'postgres', port: 5432, first: 'postgres' },
  mariadb: { client: 'mysql2', strapi: 'mysql', user: 'root', port: 3306, first: 'mysql' },
};
let lastNumber = 0;

/** @returns {Promise<string | null>} why it cannot be used; null when it can */
export async function absence(name) {
  if (name === 'sqlite' || (await answers(SERVERS[name].port))) return null;
  return `no server at 127.0.0.1:${SERVERS[name].port}`;
}

/** Such as `PostgreSQL 15.3`. */
export async function versionOf(name) {
  if (name === 'sqlite') return sqliteVersion();
  const { client, first } = SERVERS[name];
  const knex = createKnex({ client, connection: { ...loginOf(name), database: first } });
  const answer = await knex.select(knex.raw('version() as version')).first();
  await knex.destroy();
  return name === 'postgres' ? answer.version.split(' on ')[0] : `MariaDB ${answer.version}`;
}

async function sqliteVersion() {
  const knex = createKnex({
    client: 'better-sqlite3',
    connection: { filename: ':memory:' },
    useNullAsDefault: true,
  });
  const { version } = await knex.select(knex.raw('sqlite_version() as version')).first();
  await knex.destroy();
  return `SQLite ${version}`;
}

function loginOf(name) {
  const { user, port } = SERVERS[name];
  return { host: '127.0.0.1', port, user, password: '' };
}

/** @returns {Promise<{ name: string, env: Record<string, string>, drop(): Promise<void> }>} */
export async function createDatabase(name) {
  return name === 'sqlite' ? sqlite() : onServer(name);
}

function sqlite() {
  const folder = mkdtempSync(path.join(tmpdir(), 'destinations-bench-'));
  return {
    name: 'sqlite',
    env: { DATABASE_CLIENT: 'sqlite', DATABASE_FILENAME: path.join(folder, 'bench.db') },
    drop: async () => rmSync(folder, { recursive: true, force: true }),
  };
}

async function onServer(name) {
  const { client, strapi, user, port, first } = SERVERS[name];
  lastNumber += 1;
  const database = `destinations_bench_${process.pid}_${lastNumber}`;
  const administer = async (sql) => {
    const knex = createKnex({ client, connection: { ...loginOf(name), database: first } });
    await knex.raw(sql);
    await knex.destroy();
  };
  await administer(`CREATE DATABASE ${database}`);
  return {
    name,
    env: {
      DATABASE_CLIENT: strapi,
      DATABASE_HOST: '127.0.0.1',
      DATABASE_PORT: String(port),
      DATABASE_NAME: database,
      DATABASE_USERNAME: user,
      DATABASE_PASSWORD: '',
    },
    drop: () =>
      administer(`DROP DATABASE ${database}${name === 'postgres' ? ' WITH (FORCE)' : ''}`),
  };
}

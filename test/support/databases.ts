/** One suite, three databases: TEST_DATABASE chooses sqlite (default), postgres or mariadb. */
import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

import createKnex, { type Knex } from 'knex';

export type DatabaseName = 'sqlite' | 'postgres' | 'mariadb';

export interface ConnectOptions {
  /** As PostgreSQL lists its connections. */
  name?: string;
}

export interface TestDatabase {
  name: DatabaseName;
  /** For the playground's config/database. */
  env: Record<string, string>;
  /** A connection of the test's own, beside Strapi's. */
  connect(options?: ConnectOptions): Knex;
  drop(): Promise<void>;
}

const HOST = '127.0.0.1';
const SERVERS = {
  postgres: { client: 'pg', user: 'postgres', password: '', port: 5432, database: 'postgres' },
  mariadb: { client: 'mysql2', user: 'root', password: '', port: 3306, database: 'mysql' },
};

export function chosenDatabase(): DatabaseName {
  const name = process.env.TEST_DATABASE ?? 'sqlite';
  if (name === 'sqlite' || name === 'postgres' || name === 'mariadb') return name;
  throw new Error(
    `Expected TEST_DATABASE to be sqlite, postgres or mariadb, got ${JSON.stringify(name)}`
  );
}

/** A new, empty database. */
export async function createTestDatabase(name = chosenDatabase()): Promise<TestDatabase> {
  return name === 'sqlite' ? createSqlite() : createOnServer(name);
}

function createSqlite(): TestDatabase {
  const folder = mkdtempSync(path.join(tmpdir(), 'destinations-'));
  const filename = path.join(folder, 'test.db');
  return {
    name: 'sqlite',
    env: { DATABASE_CLIENT: 'sqlite', DATABASE_FILENAME: filename },
    connect: () =>
      createKnex({ client: 'better-sqlite3', connection: { filename }, useNullAsDefault: true }),
    async drop() {
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

async function createOnServer(name: 'postgres' | 'mariadb'): Promise<TestDatabase> {
  const { client, database: maintenance, ...login } = SERVERS[name];
  const database = `destinations_${randomBytes(6).toString('hex')}`;
  const connect = (to: string, named: object = {}): Knex =>
    createKnex({ client, connection: { host: HOST, ...login, database: to, ...named } });

  async function administer(sql: string): Promise<void> {
    const knex = connect(maintenance);
    await knex.raw(sql);
    await knex.destroy();
  }

  await administer(`CREATE DATABASE ${database}`);
  return {
    name,
    env: {
      DATABASE_CLIENT: name === 'postgres' ? 'postgres' : 'mysql',
      DATABASE_HOST: HOST,
      DATABASE_PORT: String(login.port),
      DATABASE_NAME: database,
      DATABASE_USERNAME: login.user,
      DATABASE_PASSWORD: login.password,
    },
    connect: (options) =>
      connect(database, options?.name === undefined ? {} : { application_name: options.name }),
    drop: () =>
      administer(`DROP DATABASE ${database}${name === 'postgres' ? ' WITH (FORCE)' : ''}`),
  };
}

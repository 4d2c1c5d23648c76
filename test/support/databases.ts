/** One suite, three databases: TEST_DATABASE chooses sqlite (default), postgres or mariadb. */
import { randomBytes } from 'node:crypto';
import { copyFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

import createKnex, { type Knex } from 'knex';

import { copyOnMariadb, copyOnPostgres } from './copy-database';

export type DatabaseName = 'sqlite' | 'postgres' | 'mariadb';

export interface ConnectOptions {
  /** As PostgreSQL lists its connections. */
  name?: string;
}

export interface TestDatabase {
  name: DatabaseName;
  /** Its name on the server, or its file. */
  address: string;
  /** For the playground's config/database. */
  env: Record<string, string>;
  /** A connection of the test's own, beside Strapi's. */
  connect(options?: ConnectOptions): Knex;
  /** Runs a file of many statements. */
  execute(sql: string): Promise<void>;
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

/** Set for a run of many tests: the name of the database, or its file, that new ones are copies of. */
const TEMPLATE = 'TEST_TEMPLATE';

/** A new database: empty, or as the first start of Strapi left it when the run has a template for that. */
export async function createTestDatabase(name = chosenDatabase()): Promise<TestDatabase> {
  const template = name === chosenDatabase() ? process.env[TEMPLATE] : undefined;
  return name === 'sqlite' ? createSqlite(template) : createOnServer(name, template);
}

/** A new database without any table. */
export async function createEmptyDatabase(name = chosenDatabase()): Promise<TestDatabase> {
  return name === 'sqlite' ? createSqlite() : createOnServer(name);
}

/** From now on new databases are copies of this one, in the processes started from here, too. */
export function useAsTemplate({ address }: TestDatabase): void {
  process.env[TEMPLATE] = address;
}

function createSqlite(template?: string): TestDatabase {
  const folder = mkdtempSync(path.join(tmpdir(), 'destinations-'));
  const filename = path.join(folder, 'test.db');
  if (template) copyFileSync(template, filename);
  return {
    name: 'sqlite',
    address: filename,
    env: { DATABASE_CLIENT: 'sqlite', DATABASE_FILENAME: filename },
    connect: () =>
      createKnex({ client: 'better-sqlite3', connection: { filename }, useNullAsDefault: true }),
    async execute(sql) {
      const knex = createKnex({
        client: 'better-sqlite3',
        connection: { filename },
        useNullAsDefault: true,
      });
      const file: { exec(sql: string): void } = await knex.client.acquireConnection();
      file.exec(sql);
      await knex.client.releaseConnection(file);
      await knex.destroy();
    },
    async drop() {
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

async function createOnServer(
  name: 'postgres' | 'mariadb',
  template?: string
): Promise<TestDatabase> {
  const { client, database: maintenance, ...login } = SERVERS[name];
  const database = `destinations_${randomBytes(6).toString('hex')}`;
  const connect = (to: string, named: object = {}): Knex =>
    createKnex({ client, connection: { host: HOST, ...login, database: to, ...named } });

  async function administer(work: (knex: Knex) => Promise<unknown>): Promise<void> {
    const knex = connect(maintenance);
    try {
      await work(knex);
    } finally {
      await knex.destroy();
    }
  }

  await administer(async (knex) => {
    if (template === undefined) return knex.raw(`CREATE DATABASE ${database}`);
    const copy = { from: template, to: database };
    return name === 'postgres' ? copyOnPostgres(knex, copy) : copyOnMariadb(knex, copy);
  });
  return {
    name,
    address: database,
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
    async execute(sql) {
      const knex = connect(database, name === 'mariadb' ? { multipleStatements: true } : {});
      // knex takes a question mark for a parameter where the driver wants numbered ones.
      const text = name === 'postgres' ? sql.replaceAll('?', '\\?') : sql;
      await knex.raw(text).finally(() => knex.destroy());
    },
    drop: () =>
      administer((knex) =>
        knex.raw(`DROP DATABASE ${database}${name === 'postgres' ? ' WITH (FORCE)' : ''}`)
      ),
  };
}

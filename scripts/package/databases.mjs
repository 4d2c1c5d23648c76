/** A new database of each kind that this machine has, for the app to start on. */
import { randomBytes } from 'node:crypto';
import path from 'node:path';

import createKnex from 'knex';

import { canConnect } from '../support/port.mjs';

const HOST = '127.0.0.1';
const SERVERS = {
  PostgreSQL: {
    client: 'pg',
    strapi: 'postgres',
    port: 5432,
    user: 'postgres',
    database: 'postgres',
  },
  MariaDB: { client: 'mysql2', strapi: 'mysql', port: 3306, user: 'root', database: 'mysql' },
};

/**
 * @returns {Promise<{ name: string, withNew: (use: (env: object) => Promise<void>) => Promise<void> }[]>}
 */
export async function findDatabases(folder) {
  const found = [{ name: 'SQLite', withNew: (use) => use(sqlite(folder)) }];
  for (const [name, server] of Object.entries(SERVERS)) {
    if (await canConnect(server.port)) {
      found.push({ name, withNew: (use) => withNewOnServer(server, use) });
    } else console.log(`– Not tried on ${name}: no server at ${HOST}:${server.port}.`);
  }
  return found;
}

function sqlite(folder) {
  const filename = path.join(folder, `${randomBytes(6).toString('hex')}.db`);
  return { DATABASE_CLIENT: 'sqlite', DATABASE_FILENAME: filename };
}

async function withNewOnServer({ client, strapi, port, user, database }, use) {
  const name = `destinations_package_${randomBytes(6).toString('hex')}`;
  const connection = { host: HOST, port, user, password: '', database };
  const knex = createKnex({ client, connection });
  try {
    await knex.raw('CREATE DATABASE ??', [name]);
    await use({
      DATABASE_CLIENT: strapi,
      DATABASE_HOST: HOST,
      DATABASE_PORT: String(port),
      DATABASE_NAME: name,
      DATABASE_USERNAME: user,
    });
  } finally {
    await knex.raw('DROP DATABASE IF EXISTS ??', [name]);
    await knex.destroy();
  }
}

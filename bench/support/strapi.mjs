/** Boots the built plugin in the playground's Strapi on a database of its own, for one measurement. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { createRequire } from 'node:module';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

import createKnex from 'knex';

// Strapi's ES modules do not load in Node as they are.
const { createStrapi } = createRequire(import.meta.url)('@strapi/strapi');

const APP_DIR = fileURLToPath(new URL('../../playground', import.meta.url));
const SERVERS = {
  postgres: {
    client: 'pg',
    strapi: 'postgres',
    user: 'postgres',
    port: 5432,
    database: 'postgres',
  },
  mariadb: { client: 'mysql2', strapi: 'mysql', user: 'root', port: 3306, database: 'mysql' },
};

export async function startStrapi(databaseName, config = {}) {
  const database = databaseName === 'sqlite' ? sqlite() : await onServer(databaseName);
  Object.assign(process.env, {
    STRAPI_TELEMETRY_DISABLED: 'true',
    PORT: '0',
    HOST: '127.0.0.1',
    ENCRYPTION_KEY: 'bench-encryption-key',
    DESTINATIONS_CONFIG: JSON.stringify({ publicUrl: 'https://cms.example.com', ...config }),
    ...database.env,
  });
  const strapi = createStrapi({
    appDir: APP_DIR,
    distDir: path.join(APP_DIR, 'dist'),
    autoReload: false,
    serveAdminPanel: false,
  });
  await strapi.load();
  strapi.log.level = process.env.BENCH_LOG ?? 'error';
  strapi.config.set('server.logger.startup', { enabled: false });
  await strapi.listen();
  const { accessKey } = await strapi.service('admin::api-token').create({
    name: 'bench',
    description: '',
    type: 'full-access',
    lifespan: null,
  });
  const url = `http://127.0.0.1:${strapi.server.httpServer.address().port}`;

  return {
    strapi,
    url,
    token: accessKey,
    knex: strapi.db.connection,
    async call(method, route, body) {
      const response = await fetch(`${url}/api${route}`, {
        method,
        headers: { authorization: `Bearer ${accessKey}`, 'content-type': 'application/json' },
        body: body && JSON.stringify(body),
      });
      return response.json();
    },
    async stop() {
      await strapi.destroy();
      await database.drop();
    },
  };
}

function sqlite() {
  const folder = mkdtempSync(path.join(tmpdir(), 'destinations-bench-'));
  return {
    env: { DATABASE_CLIENT: 'sqlite', DATABASE_FILENAME: path.join(folder, 'bench.db') },
    drop: async () => rmSync(folder, { recursive: true, force: true }),
  };
}

async function onServer(name) {
  const { client, strapi, user, port, database: maintenance } = SERVERS[name];
  const database = `destinations_bench_${process.pid}`;
  const administer = async (sql) => {
    const connection = { host: '127.0.0.1', port, user, password: '', database: maintenance };
    const knex = createKnex({ client, connection });
    await knex.raw(sql);
    await knex.destroy();
  };
  await administer(`DROP DATABASE IF EXISTS ${database}`);
  await administer(`CREATE DATABASE ${database}`);
  return {
    env: {
      DATABASE_CLIENT: strapi,
      DATABASE_HOST: '127.0.0.1',
      DATABASE_PORT: String(port),
      DATABASE_NAME: database,
      DATABASE_USERNAME: user,
      DATABASE_PASSWORD: '',
    },
    drop: () => administer(`DROP DATABASE ${database}`),
  };
}

/** Boots the built plugin in the playground's Strapi. */
import { createRequire } from 'node:module';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const APP_DIR = fileURLToPath(new URL('../../playground', import.meta.url));

/**
 * In this process.
 * @param {{ database: { name: string, env: object }, config?: object, withPlugin?: boolean }} options
 */
export async function startStrapi(options) {
  const { database } = options;
  Object.assign(process.env, environmentOfStrapi(options));
  // Strapi's ES modules do not load in Node as they are.
  const { createStrapi } = createRequire(import.meta.url)('@strapi/strapi');
  const strapi = createStrapi({
    appDir: APP_DIR,
    distDir: path.join(APP_DIR, 'dist'),
    autoReload: false,
    serveAdminPanel: false,
  });
  strapi.log.level = process.env.BENCH_LOG ?? 'error';
  await strapi.load();
  strapi.config.set('server.logger.startup', { enabled: false });
  await strapi.listen();
  // A request must not meet a connection that the server is just closing.
  strapi.server.httpServer.keepAliveTimeout = 600_000;
  const { accessKey: token } = await strapi.service('admin::api-token').create({
    name: `bench ${process.pid}`,
    description: '',
    type: 'full-access',
    lifespan: null,
  });
  const url = `http://127.0.0.1:${strapi.server.httpServer.address().port}`;

  return {
    strapi,
    url,
    token,
    knex: strapi.db.connection,
    databaseName: database.name,
    call: createCall(url, token),
    stop: () => strapi.destroy(),
  };
}

/** What the playground's configuration reads. */
export function environmentOfStrapi({ database, config = {}, withPlugin = true }) {
  return {
    STRAPI_TELEMETRY_DISABLED: 'true',
    PORT: '0',
    HOST: '127.0.0.1',
    ENCRYPTION_KEY: 'bench-encryption-key',
    DESTINATIONS_ENABLED: String(withPlugin),
    DESTINATIONS_CONFIG: JSON.stringify({ publicUrl: 'https://cms.example.com', ...config }),
    ...database.env,
  };
}

/** @returns a client of the REST API that throws unless the answer is a success */
export function createCall(url, token) {
  return async (method, route, body) => {
    const response = await fetch(`${url}/api${route}`, {
      method,
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      body: body && JSON.stringify(body),
    });
    const text = await response.text();
    if (!response.ok) throw new Error(`${method} ${route}: ${response.status} ${text}`);
    return text === '' ? null : JSON.parse(text);
  };
}

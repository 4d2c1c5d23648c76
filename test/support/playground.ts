/** Boots the playground's Strapi in this process, on a database of its own, and talks to it as a client would. */
import { randomUUID } from 'node:crypto';
import { cpSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { type AddressInfo } from 'node:net';

import { createStrapi, type Core, type UID } from '@strapi/strapi';
import { type Knex } from 'knex';

import { type ConfigInput } from '../../server/src/config/schema';
import { createTestDatabase, type TestDatabase } from './databases';
import { checkDescribed } from './described';
import { setEnvironment } from './environment';
import { eventually } from './eventually';

const APP_DIR = path.resolve(__dirname, '../../playground');
const DIST_DIR = path.join(APP_DIR, 'dist');

export interface Answered<T = unknown> {
  status: number;
  headers: Headers;
  body: T;
}

export interface Api {
  get<T>(path: string, headers?: Record<string, string>): Promise<Answered<T>>;
  post<T>(path: string, body?: unknown): Promise<Answered<T>>;
  patch<T>(path: string, body: unknown, headers?: Record<string, string>): Promise<Answered<T>>;
  put<T>(path: string, body: unknown): Promise<Answered<T>>;
  delete(path: string): Promise<Answered>;
}

/** Strapi's document service; what content types there are is not known to the compiler here. */
export interface Documents {
  create(params: object): Promise<{ documentId: string }>;
  update(params: object): Promise<{ documentId: string }>;
  publish(params: object): Promise<unknown>;
  unpublish(params: object): Promise<unknown>;
  discardDraft(params: object): Promise<unknown>;
  delete(params: object): Promise<unknown>;
}

export interface Playground {
  strapi: Core.Strapi;
  documents(uid: string): Documents;
  database: TestDatabase;
  /** A second connection to the same database. */
  knex: Knex;
  url: string;
  /** With a full-access API token. */
  api: Api;
  /** With the given token, or with none. */
  apiWith(token: string | null): Api;
  /** Waits until every change is planned and nothing is on the way. */
  untilQuiet(): Promise<void>;
  stop(): Promise<void>;
}

export interface PlaygroundOptions {
  config?: ConfigInput;
  /** Continue on the database of an earlier one. */
  database?: TestDatabase;
  env?: Record<string, string>;
  /** False: boots as a CLI command does, without a server. */
  listen?: boolean;
  /** True: serves the admin panel, which must have been built. */
  adminPanel?: boolean;
  /** `pluginOptions.destinations` in the schema.json of content types of the playground, by their names. */
  viewOptions?: Record<string, object>;
}

export async function startPlayground(options: PlaygroundOptions = {}): Promise<Playground> {
  const { config = {}, env = {}, listen = true, adminPanel = false, viewOptions } = options;
  const database = options.database ?? (await createTestDatabase());
  const giveEnvironmentBack = setEnvironment({
    STRAPI_TELEMETRY_DISABLED: 'true',
    PORT: '0',
    HOST: '127.0.0.1',
    ENCRYPTION_KEY: 'test-encryption-key',
    DESTINATIONS_CONFIG: JSON.stringify({ publicUrl: 'https://cms.example.com', ...config }),
    DESTINATIONS_VIEWS: '',
    DESTINATIONS_ENABLED: 'true',
    ...database.env,
    ...env,
  });

  const app = viewOptions ? copyOfApp(viewOptions) : null;
  const strapi = createStrapi({
    appDir: APP_DIR,
    distDir: app ?? DIST_DIR,
    autoReload: false,
    serveAdminPanel: adminPanel,
  });
  await loadOrDestroy(strapi).catch((error: unknown) => {
    giveEnvironmentBack();
    throw error;
  });
  strapi.log.level = process.env.TEST_LOG ?? 'error';
  strapi.config.set('server.logger.startup', { enabled: false });
  if (listen) await strapi.listen();
  else strapi.server.mount();

  const address = strapi.server.httpServer.address() as AddressInfo | null;
  const url = `http://127.0.0.1:${address?.port ?? 0}`;
  const knex = database.connect();
  const token = await createToken(strapi);

  return {
    strapi,
    documents: (uid) => strapi.documents(uid as UID.ContentType) as unknown as Documents,
    database,
    knex,
    url,
    api: createApi(url, token),
    apiWith: (other) => createApi(url, other),
    untilQuiet: () => untilQuiet(knex),
    async stop() {
      await knex.destroy();
      await untilPoolIsIdle(strapi);
      await strapi.destroy();
      giveEnvironmentBack();
      if (app) rmSync(app, { recursive: true });
      if (!options.database) await database.drop();
    },
  };
}

/** The compiled playground with other schema.json files. */
function copyOfApp(viewOptions: Record<string, object>): string {
  const folder = path.join(APP_DIR, '.tmp', `dist-${randomUUID()}`);
  cpSync(DIST_DIR, folder, { recursive: true });
  for (const [name, options] of Object.entries(viewOptions)) {
    const file = path.join(folder, `src/api/${name}/content-types/${name}/schema.json`);
    const schema = JSON.parse(readFileSync(file, 'utf8'));
    schema.pluginOptions = { ...schema.pluginOptions, destinations: options };
    writeFileSync(file, JSON.stringify(schema));
  }
  return folder;
}

/** What failed to boot must not keep the test process alive. */
async function loadOrDestroy(strapi: Core.Strapi): Promise<void> {
  try {
    await strapi.load();
  } catch (error) {
    await strapi.destroy();
    throw error;
  }
}

async function createToken(strapi: Core.Strapi): Promise<string> {
  const { accessKey } = await strapi.service('admin::api-token').create({
    name: `test ${Date.now()} ${Math.random()}`,
    description: '',
    type: 'full-access',
    lifespan: null,
  });
  return accessKey;
}

function createApi(url: string, token: string | null): Api {
  async function call<T>(
    method: string,
    route: string,
    body?: unknown,
    headers: Record<string, string> = {}
  ): Promise<Answered<T>> {
    const response = await fetch(`${url}/api${route}`, {
      method,
      headers: {
        ...(token === null ? {} : { authorization: `Bearer ${token}` }),
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    const contentType = response.headers.get('content-type');
    const parsed = contentType?.includes('json') ? JSON.parse(text) : text;
    const { status } = response;
    const [path] = `/api${route}`.split('?');
    checkDescribed({ method, path, status, contentType, body: parsed });
    return { status, headers: response.headers, body: parsed };
  }

  return {
    get: (route, headers) => call('GET', route, undefined, headers),
    post: (route, body) => call('POST', route, body),
    patch: (route, body, headers) => call('PATCH', route, body, headers),
    put: (route, body) => call('PUT', route, body),
    delete: (route) => call('DELETE', route),
  };
}

/** Strapi reads entries again after a commit, for its own events, and nobody waits for that. */
async function untilPoolIsIdle(strapi: Core.Strapi): Promise<void> {
  const { pool } = strapi.db.connection.client;
  await eventually(
    'an idle connection pool',
    () => pool.numUsed() === 0 && pool.numPendingAcquires() === 0
  );
}

/**
 * Hints of writes that never happened lie minutes ahead and count for nothing; the lease of a planner is a minute.
 * Nor does a schema that threw and waits for its next try.
 */
async function untilQuiet(knex: Knex): Promise<void> {
  await eventually('changes planned and deliveries settled', async () => {
    const now = Date.now();
    const [changes] = await knex('destinations_changes')
      .where('due_at', '<', now + 120_000)
      .where((query) => {
        void query.where('tries', 0).orWhere('due_at', '<=', now).orWhereNotNull('lease_token');
      })
      .count({ count: '*' });
    const [fanouts] = await knex('destinations_fanouts')
      .whereNotNull('due_at')
      .count({ count: '*' });
    const [deliveries] = await knex('destinations_deliveries')
      .where('status', 'pending')
      .count({ count: '*' });
    const unfinished = [changes, fanouts, deliveries];
    return unfinished.every(({ count }) => Number(count) === 0);
  });
}

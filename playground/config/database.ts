/** SQLite unless DATABASE_CLIENT says postgres or mysql; mysql serves MariaDB too. */
import path from 'node:path';

import type { Core } from '@strapi/strapi';

import { playgroundRoot } from '../src/support/paths';

type Env = Core.Config.Shared.ConfigParams['env'];
type Connection = Core.Config.Database['connection'];

const CONNECTIONS: Record<string, (env: Env) => Connection> = { sqlite, postgres, mysql };

export default ({ env }: Core.Config.Shared.ConfigParams): Core.Config.Database => {
  const client = env('DATABASE_CLIENT', 'sqlite');
  if (!Object.hasOwn(CONNECTIONS, client)) {
    throw new Error(
      `Expected DATABASE_CLIENT to be "sqlite", "postgres" or "mysql", got "${client}".`
    );
  }
  return { connection: CONNECTIONS[client](env) };
};

function sqlite(env: Env): Connection {
  const filename = path.resolve(playgroundRoot(), env('DATABASE_FILENAME', '.tmp/data.db'));
  return { client: 'sqlite', connection: { filename }, useNullAsDefault: true };
}

function postgres(env: Env): Connection {
  return {
    client: 'postgres',
    connection: { ...server(env, 5432, 'postgres'), schema: env('DATABASE_SCHEMA', 'public') },
  };
}

function mysql(env: Env): Connection {
  return { client: 'mysql', connection: server(env, 3306, 'root') };
}

function server(env: Env, defaultPort: number, defaultUser: string) {
  return {
    host: env('DATABASE_HOST', '127.0.0.1'),
    port: env.int('DATABASE_PORT', defaultPort),
    database: env('DATABASE_NAME', 'playground'),
    user: env('DATABASE_USERNAME', defaultUser),
    password: env('DATABASE_PASSWORD', ''),
  };
}

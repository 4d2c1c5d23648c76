/** Boots the playground in a process of its own, stops it when it is up, and returns what it wrote. */
import { fork } from 'node:child_process';
import path from 'node:path';

import { type ConfigInput } from '../../../server/src/config/schema';
import { createTestDatabase } from '../../support/databases';

const CHILD = path.resolve(__dirname, '../../support/strapi-child-main.cjs');

export interface Boot {
  log: string;
  hasListened: boolean;
}

export async function bootForLog({
  config,
  env = {},
}: {
  config: ConfigInput;
  env?: Record<string, string>;
}): Promise<Boot> {
  const database = await createTestDatabase();
  const child = fork(CHILD, {
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    env: {
      ...process.env,
      PORT: '0',
      HOST: '127.0.0.1',
      DESTINATIONS_CONFIG: JSON.stringify(config),
      ...database.env,
      ...env,
    },
  });
  let log = '';
  const keep = (chunk: Buffer): void => {
    log += chunk.toString();
  };
  child.stdout?.on('data', keep);
  child.stderr?.on('data', keep);

  const closed = new Promise<void>((resolve) => child.once('close', () => resolve()));
  let hasListened = false;
  child.once('message', () => {
    hasListened = true;
    child.kill('SIGTERM');
  });
  await closed;
  await database.drop();
  return { log, hasListened };
}

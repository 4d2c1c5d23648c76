/** A Redis of its own, where its server is installed. */
import { spawn, spawnSync } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';

import { answers } from './ports.mjs';
import { until } from './time.mjs';

const SERVER = 'redis-server';

export const hasRedisServer = async () => spawnSync(SERVER, ['--version']).status === 0;

/**
 * @param {string[]} settings on its command line; it takes no snapshots
 * @returns {Promise<{ port: number, stop(): Promise<void> }>} `stop` forgets its files, too
 */
export async function startRedis(settings) {
  const port = await freePort();
  const directory = await mkdtemp(path.join(tmpdir(), 'destinations-bench-redis-'));
  const own = ['--port', String(port), '--bind', '127.0.0.1', '--dir', directory, '--save', ''];
  const server = spawn(SERVER, [...own, ...settings], { stdio: 'ignore' });
  const kill = () => server.kill();
  process.once('exit', kill);
  const ended = new Promise((resolve) => server.once('exit', resolve));
  await until(() => answers(port));
  return {
    port,
    async stop() {
      process.removeListener('exit', kill);
      kill();
      await ended;
      await rm(directory, { recursive: true });
    },
  };
}

function freePort() {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });
}

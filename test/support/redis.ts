/** A Redis of the test's own, so that it can be killed, emptied and started again. Stores nothing on disk. */
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';

import { Redis } from 'ioredis';

import { eventually } from './eventually';
import { freePort } from './free-port';

const BINARY = 'redis-server';

export interface TestRedis {
  url: string;
  /** It forgets everything. */
  flush(): Promise<void>;
  /** With SIGKILL; what it knew is gone. */
  kill(): Promise<void>;
  /** At the same address. */
  start(): Promise<void>;
}

/** Not on every machine; CI must have it, or tests would be left out unseen. */
export function hasRedis(): boolean {
  const isThere = spawnSync(BINARY, ['--version']).status === 0;
  if (!isThere && process.env.CI === 'true') {
    throw new Error(`CI needs ${BINARY} on the path, and it is not there.`);
  }
  return isThere;
}

export async function startRedis(): Promise<TestRedis> {
  const port = await freePort();
  const url = `redis://127.0.0.1:${port}`;
  let server: ChildProcess | null = null;

  async function start(): Promise<void> {
    const args = [
      '--port',
      String(port),
      '--bind',
      '127.0.0.1',
      '--save',
      '',
      '--appendonly',
      'no',
    ];
    server = spawn(BINARY, args, { stdio: 'ignore' });
    await eventually('Redis to answer', () => answers(url));
  }

  await start();
  return {
    url,
    start,
    async flush() {
      const client = new Redis(url);
      await client.flushall();
      client.disconnect();
    },
    async kill() {
      const ended = server;
      server = null;
      if (!ended) return;
      const exited = new Promise((resolve) => ended.once('exit', resolve));
      ended.kill('SIGKILL');
      await exited;
    },
  };
}

async function answers(url: string): Promise<boolean> {
  const client = new Redis(url, { lazyConnect: true, retryStrategy: () => null });
  client.on('error', () => undefined);
  try {
    await client.connect();
    const answer = await client.ping();
    client.disconnect();
    return answer === 'PONG';
  } catch {
    // It has ended by itself.
    return false;
  }
}

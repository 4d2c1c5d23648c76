/** Starts the app as "strapi start" does in production, and stops it. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

import { openLog } from '../support/command.mjs';
import { shown } from '../support/paths.mjs';
import { problem } from '../support/problem.mjs';

const START_TIMEOUT_MS = 120_000;
const STOP_TIMEOUT_MS = 20_000;

export async function startApp(app, database) {
  const port = await freePort();
  const log = openLog('strapi start in the app');
  const child = spawn(
    process.execPath,
    [path.join(app, 'node_modules/@strapi/strapi/bin/strapi.js'), 'start'],
    {
      cwd: app,
      env: {
        ...process.env,
        NODE_ENV: 'production',
        HOST: '127.0.0.1',
        PORT: String(port),
        ...database,
      },
      stdio: ['ignore', 'pipe', 'pipe'],
    }
  );
  child.stdout.on('data', log.write);
  child.stderr.on('data', log.write);
  const closed = once(child, 'close');

  async function stop() {
    child.kill('SIGTERM');
    const killer = setTimeout(() => child.kill('SIGKILL'), STOP_TIMEOUT_MS);
    await closed;
    clearTimeout(killer);
    log.close();
  }

  const origin = `http://127.0.0.1:${port}`;
  const deadline = Date.now() + START_TIMEOUT_MS;
  while (!(await answers(origin))) {
    if (child.exitCode !== null || Date.now() > deadline) {
      await stop();
      throw problem(`The app did not start. Log: ${shown(log.file)}`, log.tail());
    }
    await sleep(250);
  }
  return { origin, stop };
}

async function answers(origin) {
  try {
    return (await fetch(`${origin}/_health`, { signal: AbortSignal.timeout(2_000) })).ok;
  } catch {
    // Not listening yet: that is what the caller waits for.
    return false;
  }
}

async function freePort() {
  const server = createServer();
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address();
  server.close();
  await once(server, 'close');
  return port;
}

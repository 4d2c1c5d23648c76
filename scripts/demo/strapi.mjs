/** Starts Strapi as a child process, waits until it answers, and stops it. */
import { fork } from 'node:child_process';
import { mkdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

import { openLog } from '../support/command.mjs';
import { PLAYGROUND, shown } from '../support/paths.mjs';
import { problem } from '../support/problem.mjs';
import { runPaths } from './paths.mjs';

const START_TIMEOUT_MS = 180_000;
const STOP_TIMEOUT_MS = 20_000;
const CHILD = fileURLToPath(new URL('./strapi-child.mjs', import.meta.url));

export const ADMIN = { email: 'demo@example.com', password: 'Playground1' };

/**
 * @param {object} options those of the command line
 * @param {(stop: () => Promise<void>) => void} onStarted gets `stop` as soon as there is a process
 */
export async function startStrapi({ port, once: isShort, keep }, onStarted) {
  const paths = runPaths(port);
  if (!keep) forget(paths);
  mkdirSync(path.join(paths.publicFolder, 'uploads'), { recursive: true });

  const log = openLog(`strapi ${port}`);
  const child = fork(CHILD, isShort ? [] : ['--admin'], {
    cwd: PLAYGROUND,
    env: { ...process.env, ...settings(port, paths, isShort) },
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  });
  child.stdout.on('data', log.write);
  child.stderr.on('data', log.write);

  const exited = new Promise((resolve) =>
    child.once('close', (code, signal) => resolve(signal ?? `code ${code}`))
  );
  /** Never resolves; rejects when Strapi ends before it was asked to. */
  const failed = exited.then((how) => {
    throw problem(`Strapi ended with ${how}. Log: ${shown(log.file)}`, log.tail());
  });
  // Somebody may look at it only later.
  failed.catch(() => undefined);

  onStarted(() => stopChild(child, exited));

  const origin = `http://127.0.0.1:${port}`;
  await waitUntilHealthy(origin, { child, failed, log });
  return { origin, tokenFile: paths.tokenFile, logFile: log.file, failed };
}

function settings(port, paths, isShort) {
  return {
    NODE_ENV: 'development',
    HOST: '127.0.0.1',
    PORT: String(port),
    PUBLIC_URL: `http://localhost:${port}`,
    PUBLIC_DIR: paths.publicFolder,
    DATABASE_CLIENT: 'sqlite',
    DATABASE_FILENAME: paths.database,
    DESTINATIONS_CONFIG: '{}',
    ENCRYPTION_KEY: 'playground-encryption-key',
    PLAYGROUND_SEED: isShort ? 'false' : 'true',
    PLAYGROUND_ADMIN_PASSWORD: ADMIN.password,
    PLAYGROUND_API_TOKEN_FILE: paths.tokenFile,
    STRAPI_TELEMETRY_DISABLED: 'true',
  };
}

function forget({ database, publicFolder, tokenFile }) {
  for (const suffix of ['', '-journal', '-wal', '-shm']) rmSync(database + suffix, { force: true });
  rmSync(publicFolder, { recursive: true, force: true });
  rmSync(tokenFile, { force: true });
}

async function waitUntilHealthy(origin, { child, failed, log }) {
  const deadline = Date.now() + START_TIMEOUT_MS;
  while (Date.now() < deadline) {
    if (await isHealthy(origin)) return;
    if (child.exitCode !== null || child.signalCode !== null) await failed;
    await sleep(250);
  }
  const seconds = START_TIMEOUT_MS / 1_000;
  throw problem(`Strapi gave no answer within ${seconds} s. Log: ${shown(log.file)}`, log.tail());
}

async function isHealthy(origin) {
  try {
    const response = await fetch(`${origin}/_health`, { signal: AbortSignal.timeout(2_000) });
    return response.ok;
  } catch {
    // Not listening yet: that is what the caller waits for.
    return false;
  }
}

async function stopChild(child, exited) {
  if (child.connected) child.send('stop');
  const killer = setTimeout(() => child.kill('SIGKILL'), STOP_TIMEOUT_MS);
  await exited;
  clearTimeout(killer);
}

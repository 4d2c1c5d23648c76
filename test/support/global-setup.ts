/**
 * Tests run what users run: the built plugin inside the compiled playground. Both are made anew when they are old.
 * A run of all tests makes a template for their databases, which one of few files would only wait for.
 */
import { execFileSync, type ExecFileSyncOptions } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, rmSync, statSync } from 'node:fs';
import path from 'node:path';

import { useAsTemplate } from './databases';
import { makeTemplate } from './template';

interface GlobalConfig {
  /** The files or folders asked for; none for all. */
  nonFlagArgs: string[];
}

const ROOT = path.resolve(__dirname, '../..');
const TSC = path.join(ROOT, 'node_modules/.bin/tsc');
const QUIETLY: ExecFileSyncOptions = { cwd: ROOT, stdio: ['ignore', 'pipe', 'inherit'] };
const LOCK = path.join(ROOT, 'node_modules/.cache/destinations-build.lock');
/** A build that takes longer than this has died. */
const STALE_LOCK_MS = 120_000;

export default async function setup({ nonFlagArgs }: GlobalConfig): Promise<void> {
  await lock();
  try {
    if (isOlder('dist/server/index.js', ['server/src', 'contracts', 'package.json'])) {
      execFileSync('npm', ['run', '--silent', 'build:bundles'], QUIETLY);
    }
    if (isOlder('playground/dist/config/plugins.js', ['playground/src', 'playground/config'])) {
      execFileSync(TSC, ['-p', 'playground'], QUIETLY);
    }
  } finally {
    rmSync(LOCK, { recursive: true, force: true });
  }
  if (nonFlagArgs.length === 0) {
    const template = await makeTemplate();
    useAsTemplate(template);
    // For the teardown, which runs in this process.
    Object.assign(globalThis, { template });
  }
}

/** Two test runs must not build into the same folder at the same time. */
async function lock(): Promise<void> {
  mkdirSync(path.dirname(LOCK), { recursive: true });
  for (;;) {
    try {
      mkdirSync(LOCK);
      return;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
      // Its owner may be done by now.
      const { mtimeMs = Date.now() } = statSync(LOCK, { throwIfNoEntry: false }) ?? {};
      if (Date.now() - mtimeMs > STALE_LOCK_MS) rmSync(LOCK, { recursive: true, force: true });
      await new Promise((resolve) => setTimeout(resolve, 200));
    }
  }
}

function isOlder(product: string, sources: string[]): boolean {
  const file = path.join(ROOT, product);
  if (!existsSync(file)) return true;
  const built = statSync(file).mtimeMs;
  return sources.some((source) => newestIn(path.join(ROOT, source)) > built);
}

function newestIn(file: string): number {
  const { mtimeMs } = statSync(file);
  if (!statSync(file).isDirectory()) return mtimeMs;
  const inside = readdirSync(file).map((name) => newestIn(path.join(file, name)));
  return Math.max(0, ...inside);
}

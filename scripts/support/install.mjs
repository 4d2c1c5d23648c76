/**
 * Installs the packages of the lock file, unless they are all there.
 * A stamp written after success tells a finished install from one that was interrupted.
 */
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';

import { runCommand } from './command.mjs';
import { NODE_MODULES, ROOT } from './paths.mjs';
import { skipped, step } from './progress.mjs';

const STAMP = path.join(NODE_MODULES, '.destinations-install.json');
const LOCK = path.join(ROOT, 'package-lock.json');
/** npm writes it at the end of an install. */
const NPM_STAMP = path.join(NODE_MODULES, '.package-lock.json');
/** Packages whose native part an interrupted install leaves out. */
const NATIVE =
  "new (require('better-sqlite3'))(':memory:'); require('sharp'); require('@swc/core');";

export async function install(npm) {
  const stamp = currentStamp();
  if (existsSync(STAMP) && readFileSync(STAMP, 'utf8') === stamp) {
    skipped('Install packages', 'already installed');
    return;
  }
  if (isComplete()) {
    skipped('Install packages', 'already installed');
  } else {
    await step('Install packages (some minutes the first time)', () => installPackages(npm));
  }
  writeFileSync(STAMP, stamp);
}

async function installPackages(npm) {
  // Gone first: an interrupted install must not find the stamp of an earlier one.
  rmSync(STAMP, { force: true });
  await runCommand({
    name: 'npm ci',
    command: [...npm, 'ci', '--include=dev', '--no-audit', '--no-fund'],
    cwd: ROOT,
    timeoutMinutes: 30,
  });
}

/** Native packages are built for one version of Node's binary interface. */
function currentStamp() {
  const lock = createHash('sha256').update(readFileSync(LOCK)).digest('hex');
  return JSON.stringify({ lock, abi: process.versions.modules, platform: process.platform });
}

/** True also for packages that a person installed, which leaves no stamp. */
function isComplete() {
  if (!existsSync(NPM_STAMP)) return false;

  const { packages } = JSON.parse(readFileSync(LOCK, 'utf8'));
  const isInstalled = Object.entries(packages).every(
    ([folder, { version, optional, link }]) =>
      folder === '' || optional || link || installedVersion(folder) === version
  );
  return isInstalled && spawnSync(process.execPath, ['-e', NATIVE], { cwd: ROOT }).status === 0;
}

function installedVersion(folder) {
  const manifest = path.join(ROOT, folder, 'package.json');
  return existsSync(manifest) ? JSON.parse(readFileSync(manifest, 'utf8')).version : undefined;
}

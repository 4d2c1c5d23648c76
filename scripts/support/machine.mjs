/** What has to be on the machine: Node and npm. Must load on old versions of Node. */
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';

import { ROOT } from './paths.mjs';
import { problem } from './problem.mjs';

export function requireNode(version = process.versions.node) {
  const { engines } = JSON.parse(readFileSync(path.join(ROOT, 'package.json'), 'utf8'));
  const minimum = />=\s*(\d+\.\d+\.\d+)/.exec(engines.node)[1];

  if (isOlder(version, minimum)) {
    throw problem(`Expected Node ${minimum} or newer, got Node ${version}.`);
  }
}

/** @returns the program and first arguments that start npm */
export function findNpm() {
  // Set when npm started us; the only spelling that needs no shell on Windows.
  const script = process.env.npm_execpath;
  if (script && path.basename(script) === 'npm-cli.js') return [process.execPath, script];

  const isWindows = process.platform === 'win32';
  const { status } = spawnSync('npm', ['--version'], { shell: isWindows, timeout: 30_000 });
  if (status !== 0) {
    throw problem('npm is needed, and "npm --version" failed. It comes with Node.');
  }
  return isWindows ? ['cmd.exe', '/d', '/c', 'npm'] : ['npm'];
}

function isOlder(version, minimum) {
  const parts = version.split('.').map(Number);
  const needed = minimum.split('.').map(Number);
  const index = parts.findIndex((part, position) => part !== needed[position]);
  return index !== -1 && parts[index] < needed[index];
}

/** Installs the packages of the contenders, which nothing but the bench needs. */
import { readFileSync, existsSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

import { runCommand } from '../../scripts/support/command.mjs';
import { step } from '../../scripts/support/progress.mjs';

const FOLDER = fileURLToPath(new URL('..', import.meta.url));

/** @param {string[]} npm the program and its first arguments */
export async function installContenders(npm) {
  const { dependencies } = JSON.parse(readFileSync(path.join(FOLDER, 'package.json'), 'utf8'));
  const isInstalled = Object.keys(dependencies).every((name) =>
    existsSync(path.join(FOLDER, 'node_modules', name, 'package.json'))
  );
  if (isInstalled) return;
  await step('Install the contenders', () =>
    runCommand({
      name: 'npm ci of the bench',
      // None of them needs its scripts.
      command: [...npm, 'ci', '--ignore-scripts', '--no-audit', '--no-fund'],
      cwd: FOLDER,
      timeoutMinutes: 10,
    })
  );
}

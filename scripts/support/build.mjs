/** Makes what tests and demo run: the built plugin inside the compiled playground. */
import { readFileSync } from 'node:fs';
import path from 'node:path';

import { runCommand } from './command.mjs';
import { isFresh } from './freshness.mjs';
import { NODE_MODULES, PLAYGROUND, ROOT } from './paths.mjs';
import { skipped, step } from './progress.mjs';

const inRoot = (name) => path.join(ROOT, name);

/** Only when something changed. */
export async function buildPlugin(npm) {
  const sources = ['server', 'admin', 'contracts', 'package.json', 'package-lock.json'];
  if (isFresh(pluginOutputs(), sources.map(inRoot))) {
    skipped('Build the plugin', 'up to date');
    return;
  }
  await step('Build the plugin', () =>
    runCommand({
      name: 'npm run build',
      command: [...npm, 'run', 'build'],
      cwd: ROOT,
      timeoutMinutes: 10,
    })
  );
}

export async function compilePlayground() {
  await step('Compile the playground', () =>
    runCommand({
      name: 'tsc',
      command: [process.execPath, path.join(NODE_MODULES, 'typescript/bin/tsc'), '-p', PLAYGROUND],
      cwd: ROOT,
      timeoutMinutes: 5,
    })
  );
}

/** Every file in dist that package.json promises, and the thread that the plugin starts. */
export function pluginOutputs() {
  const { exports } = JSON.parse(readFileSync(inRoot('package.json'), 'utf8'));
  const promised = stringsIn(exports).filter((file) => file.startsWith('./dist/'));
  return [...promised, './dist/server/sending-thread.js'].map(inRoot);
}

function stringsIn(value) {
  return typeof value === 'string' ? [value] : Object.values(value).flatMap(stringsIn);
}

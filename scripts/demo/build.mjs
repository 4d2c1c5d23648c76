/** Builds the plugin, the playground and its admin panel, each only when something changed. */
import { readFileSync } from 'node:fs';
import path from 'node:path';

import { runCommand } from './command.mjs';
import { isFresh } from './freshness.mjs';
import { NODE_MODULES, PLAYGROUND, ROOT } from './paths.mjs';
import { skipped, step } from './progress.mjs';

const inRoot = (name) => path.join(ROOT, name);
const inPlayground = (name) => path.join(PLAYGROUND, name);

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

export async function buildAdminPanel() {
  const sources = [...pluginOutputs(), inPlayground('package.json'), inPlayground('config')];
  if (isFresh([inPlayground('dist/build/index.html')], sources)) {
    skipped('Build the admin panel', 'up to date');
    return;
  }
  await step('Build the admin panel (about a minute)', () =>
    runCommand({
      name: 'strapi build',
      command: [process.execPath, path.join(NODE_MODULES, '@strapi/strapi/bin/strapi.js'), 'build'],
      cwd: PLAYGROUND,
      timeoutMinutes: 15,
      env: { NODE_ENV: 'production', STRAPI_TELEMETRY_DISABLED: 'true' },
    })
  );
}

/** Every file in dist that package.json promises. */
function pluginOutputs() {
  const { exports } = JSON.parse(readFileSync(inRoot('package.json'), 'utf8'));
  return stringsIn(exports)
    .filter((file) => file.startsWith('./dist/'))
    .map(inRoot);
}

function stringsIn(value) {
  return typeof value === 'string' ? [value] : Object.values(value).flatMap(stringsIn);
}

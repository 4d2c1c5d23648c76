/** Builds the playground's admin panel, which contains the plugin's, when something changed. */
import path from 'node:path';

import { pluginOutputs } from './build.mjs';
import { runCommand } from './command.mjs';
import { isFresh } from './freshness.mjs';
import { NODE_MODULES, PLAYGROUND } from './paths.mjs';
import { skipped, step } from './progress.mjs';

const inPlayground = (name) => path.join(PLAYGROUND, name);

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

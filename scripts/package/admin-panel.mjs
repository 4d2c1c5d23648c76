/** Builds the app's admin panel, which leaves a plugin out without a word when it cannot find it. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

import { runCommand } from '../support/command.mjs';
import { problem } from '../support/problem.mjs';

/** End of the name of a permission; only the plugin's own admin code contains it. */
const TRACE = 'destinations.secrets';

export async function checkAdminPanel(app) {
  await runCommand({
    name: 'strapi build in the app',
    command: [
      process.execPath,
      path.join(app, 'node_modules/@strapi/strapi/bin/strapi.js'),
      'build',
    ],
    cwd: app,
    timeoutMinutes: 15,
    env: { NODE_ENV: 'production', DATABASE_CLIENT: 'sqlite' },
  });
  const folder = ['dist/build', 'build'].map((name) => path.join(app, name)).find(existsSync);
  if (folder === undefined) throw problem('strapi build has made no admin panel.');
  const scripts = readdirSync(folder).filter((file) => file.endsWith('.js'));
  const hasPlugin = scripts.some((file) =>
    readFileSync(path.join(folder, file), 'utf8').includes(TRACE)
  );
  if (!hasPlugin) {
    throw problem(`The built admin panel lacks the plugin: no script in it contains "${TRACE}".`);
  }
}

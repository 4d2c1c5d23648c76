/**
 * `npm run test:package`: what a user gets. Packs the plugin, installs the tarball into a new
 * Strapi app, builds that app's admin panel, starts it and calls the REST API.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

import { checkAdminPanel } from './package/admin-panel.mjs';
import { createApp } from './package/app.mjs';
import { callApi } from './package/api.mjs';
import { startApp } from './package/server.mjs';
import { packPlugin } from './package/tarball.mjs';
import { checkTypes } from './package/types.mjs';
import { findNpm, requireNode } from './support/machine.mjs';
import { main } from './support/problem.mjs';
import { step } from './support/progress.mjs';

main(async () => {
  requireNode();
  const npm = findNpm();
  const folder = mkdtempSync(path.join(tmpdir(), 'destinations-package-'));
  try {
    const tarball = await step('Build and pack the plugin', () => packPlugin(npm, folder));
    const app = await step('Install it into a new Strapi app (some minutes)', () =>
      createApp(npm, { folder: path.join(folder, 'app'), tarball })
    );
    await step('Check the types it brings', () => checkTypes(app));
    await step('Build the admin panel', () => checkAdminPanel(app));

    const server = await step('Start Strapi', () => startApp(app));
    try {
      await step('Call the REST API', () => callApi(server.origin));
    } finally {
      await server.stop();
    }
    console.log('\n✔ The package installs, builds, starts and answers.');
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});

/**
 * `npm run test:package`: what a user gets. Packs the plugin and installs the tarball into a new Strapi app in
 * JavaScript and in TypeScript; builds it with its admin panel, starts it on every database of this machine and calls
 * the REST API.
 */
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

import { checkAdminPanel } from './package/admin-panel.mjs';
import { createApp } from './package/app.mjs';
import { LANGUAGES } from './package/app-files.mjs';
import { callApi } from './package/api.mjs';
import { findDatabases } from './package/databases.mjs';
import { startApp } from './package/server.mjs';
import { packPlugin } from './package/tarball.mjs';
import { checkTypes } from './package/types.mjs';
import { buildPlugin } from './support/build.mjs';
import { findNpm, requireNode } from './support/machine.mjs';
import { main } from './support/problem.mjs';
import { step } from './support/progress.mjs';

main(async () => {
  requireNode();
  const npm = findNpm();
  const folder = mkdtempSync(path.join(tmpdir(), 'destinations-package-'));
  try {
    const databases = await findDatabases(folder);
    await buildPlugin(npm);
    const packed = path.join(folder, 'packed');
    mkdirSync(packed);
    const tarball = await step('Pack the plugin', () => packPlugin(npm, packed));
    let previous = null;
    for (const language of LANGUAGES) {
      const app = path.join(folder, language);
      await step(`Install it into a new ${language} app (some minutes)`, () =>
        createApp(npm, { language, folder: app, tarball, previous })
      );
      await step('Check the types it brings', () => checkTypes(app));
      await step(`Build the ${language} app with its admin panel`, () => checkAdminPanel(app));
      for (const { name, withNew } of databases) {
        await step(`Start it on ${name} and call the REST API`, () =>
          withNew((database) => tryOut(app, database))
        );
      }
      previous = app;
    }
    console.log('\n✔ The package installs, builds, starts and answers.');
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});

async function tryOut(app, database) {
  const server = await startApp(app, database);
  try {
    await callApi(server.origin);
  } finally {
    await server.stop();
  }
}

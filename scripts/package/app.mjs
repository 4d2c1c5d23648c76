/** A new Strapi app in JavaScript on SQLite, with the files that create-strapi writes, and the plugin. */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';

import { runCommand } from '../support/command.mjs';
import { NODE_MODULES, ROOT } from '../support/paths.mjs';
import { problem } from '../support/problem.mjs';
import { APP_FILES } from './app-files.mjs';

/** What create-strapi puts into package.json; the versions are those this repository is tested with. */
const DEPENDENCIES = [
  '@strapi/plugin-users-permissions',
  '@strapi/strapi',
  'better-sqlite3',
  'react',
  'react-dom',
  'react-router-dom',
  'styled-components',
];

/** @returns {Promise<string>} the app's folder */
export async function createApp(npm, { folder, tarball }) {
  const plugin = JSON.parse(readFileSync(path.join(ROOT, 'package.json'), 'utf8'));
  for (const [name, content] of Object.entries(APP_FILES)) {
    const file = path.join(folder, name);
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(file, content);
  }
  writeJson(path.join(folder, 'package.json'), {
    name: 'fresh-app',
    version: '0.1.0',
    private: true,
    dependencies: {
      ...Object.fromEntries(DEPENDENCIES.map((name) => [name, installedVersion(name)])),
      [plugin.name]: `file:${tarball}`,
    },
    engines: plugin.engines,
    allowScripts: plugin.allowScripts,
  });
  await runCommand({
    name: 'npm install in the app',
    command: [...npm, 'install', '--prefer-offline', '--no-audit', '--no-fund'],
    cwd: folder,
    timeoutMinutes: 20,
  });
  requireEnabledName(plugin);
  requireStrapisCopies(folder, plugin);
  return folder;
}

/** The key under which config/plugins knows it. */
function requireEnabledName({ strapi }) {
  if (strapi.name !== 'destinations') {
    throw problem(
      `Expected strapi.name in package.json to be "destinations", got "${strapi.name}".`
    );
  }
}

/**
 * A second copy of what Strapi brings breaks the app: errors of the one copy are not errors of
 * the other, and are answered with 500; a React context of the one is not found by the other.
 */
function requireStrapisCopies(folder, { peerDependenciesMeta }) {
  for (const name of Object.keys(peerDependenciesMeta)) {
    const found = versionIn(path.join(folder, 'node_modules'), name);
    const expected = installedVersion(name);
    if (found !== expected) {
      throw problem(`Expected the app to have ${name} ${expected} as Strapi does, got ${found}.`);
    }
  }
}

function installedVersion(name) {
  return versionIn(NODE_MODULES, name);
}

function versionIn(folder, name) {
  return JSON.parse(readFileSync(path.join(folder, name, 'package.json'), 'utf8')).version;
}

function writeJson(file, value) {
  writeFileSync(file, `${JSON.stringify(value, null, 2)}\n`);
}

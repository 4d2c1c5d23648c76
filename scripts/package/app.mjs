/** A new Strapi app with the files that create-strapi writes, for every database, and the plugin. */
import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import path from 'node:path';

import { runCommand } from '../support/command.mjs';
import { NODE_MODULES, ROOT } from '../support/paths.mjs';
import { problem } from '../support/problem.mjs';
import { appFiles } from './app-files.mjs';

/** What create-strapi puts into package.json; the versions are those this repository is tested with. */
const DEPENDENCIES = [
  '@strapi/plugin-users-permissions',
  '@strapi/strapi',
  'better-sqlite3',
  'mysql2',
  'pg',
  'react',
  'react-dom',
  'react-router-dom',
  'styled-components',
];

const DEV_DEPENDENCIES = {
  JavaScript: [],
  TypeScript: ['@types/node', '@types/react', '@types/react-dom', 'typescript'],
};

/**
 * @param {{ language: string, folder: string, tarball: string, previous: string | null }} options `previous` is an
 *   app that is no longer needed: npm takes over what it has installed
 * @returns {Promise<string>} the app's folder
 */
export async function createApp(npm, { language, folder, tarball, previous }) {
  const plugin = JSON.parse(readFileSync(path.join(ROOT, 'package.json'), 'utf8'));
  for (const [name, content] of Object.entries(appFiles(language))) {
    const file = path.join(folder, name);
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(file, content);
  }
  writeJson(path.join(folder, 'package.json'), {
    name: 'fresh-app',
    version: '0.1.0',
    private: true,
    dependencies: {
      ...versionsOf(DEPENDENCIES),
      [plugin.name]: `file:${tarball}`,
    },
    devDependencies: versionsOf(DEV_DEPENDENCIES[language]),
    engines: plugin.engines,
    allowScripts: plugin.allowScripts,
  });
  if (previous !== null) {
    for (const name of ['node_modules', 'package-lock.json']) {
      renameSync(path.join(previous, name), path.join(folder, name));
    }
  }
  await runCommand({
    name: `npm install in the ${language} app`,
    command: [...npm, 'install', '--prefer-offline', '--no-audit', '--no-fund'],
    cwd: folder,
    timeoutMinutes: 20,
  });
  requireEnabledName(plugin);
  requireStrapisCopies(folder, plugin);
  return folder;
}

/** Who chooses the engine bullmq installs them; Strapi brings neither. */
const OF_THE_ENGINE = ['bullmq', 'ioredis'];

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
    if (OF_THE_ENGINE.includes(name)) continue;
    const found = versionIn(path.join(folder, 'node_modules'), name);
    const expected = installedVersion(name);
    if (found !== expected) {
      throw problem(`Expected the app to have ${name} ${expected} as Strapi does, got ${found}.`);
    }
  }
}

function versionsOf(names) {
  return Object.fromEntries(names.map((name) => [name, installedVersion(name)]));
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

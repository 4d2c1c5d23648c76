/** Makes the tarball and looks into it: everything a user needs, nothing else. */
import { readdirSync } from 'node:fs';
import path from 'node:path';

import { runCommand } from '../support/command.mjs';
import { ROOT } from '../support/paths.mjs';
import { problem } from '../support/problem.mjs';

const NEEDED = [
  'package.json',
  'README.md',
  'LICENSE',
  'CHANGELOG.md',
  'strapi-server.js',
  'strapi-admin.js',
  'bin/strapi-plugin-destinations.js',
  'dist/server/index.js',
  'dist/server/index.mjs',
  'dist/server/src/index.d.ts',
  'dist/admin/index.js',
  'dist/admin/index.mjs',
  'dist/admin/src/index.d.ts',
  'dist/contracts/view-definition.d.ts',
];
const BUILT = /^dist\/(admin|server|contracts)\/.+\.(js|mjs|d\.ts)$/;

/** @returns {Promise<string>} the tarball's file name */
export async function packPlugin(npm, folder) {
  await runCommand({
    name: 'npm pack',
    // It has been built just now.
    command: [...npm, 'pack', '--ignore-scripts', '--pack-destination', folder],
    cwd: ROOT,
    timeoutMinutes: 10,
  });
  const tarball = path.join(folder, onlyFileOf(folder));
  const files = await listFiles(npm, tarball);

  const missing = NEEDED.filter((file) => !files.includes(file));
  if (missing.length > 0) throw problem(`The tarball lacks ${missing.join(', ')}.`);
  const unexpected = files.filter((file) => !NEEDED.includes(file) && !BUILT.test(file));
  if (unexpected.length > 0) {
    throw problem(`The tarball holds what nobody needs: ${unexpected.join(', ')}.`);
  }
  return tarball;
}

function onlyFileOf(folder) {
  const files = readdirSync(folder);
  if (files.length !== 1) throw problem(`Expected npm pack to make one file, got ${files}.`);
  return files[0];
}

async function listFiles(npm, tarball) {
  const output = await runCommand({
    name: 'npm pack --dry-run',
    command: [...npm, 'pack', '--dry-run', '--json', '--ignore-scripts', tarball],
    cwd: ROOT,
    timeoutMinutes: 2,
  });
  const [{ files }] = JSON.parse(output);
  return files.map((file) => file.path);
}

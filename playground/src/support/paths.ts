/**
 * Where the playground and the plugin live on this machine. The folders are found by package name,
 * because the compiled configuration sits deeper than its source and the app boots from any cwd.
 */
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';

export function playgroundRoot(): string {
  return findPackage('destinations-playground');
}

/** Absolute on purpose: Strapi resolves a relative plugin path against its own folder. */
export function pluginRoot(): string {
  return findPackage('strapi-plugin-destinations');
}

function findPackage(name: string): string {
  let folder = __dirname;
  while (packageName(folder) !== name) {
    const parent = path.dirname(folder);
    if (parent === folder) {
      throw new Error(`Expected a package.json named "${name}" above "${__dirname}", found none.`);
    }
    folder = parent;
  }
  return folder;
}

function packageName(folder: string): unknown {
  const file = path.join(folder, 'package.json');
  if (!existsSync(file)) return undefined;

  const manifest: unknown = JSON.parse(readFileSync(file, 'utf8'));
  return typeof manifest === 'object' && manifest !== null && 'name' in manifest
    ? manifest.name
    : undefined;
}

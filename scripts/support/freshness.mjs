/** Compares times of files, to build only what changed. */
import { existsSync, readdirSync, statSync } from 'node:fs';
import path from 'node:path';

const IGNORED = new Set(['node_modules', 'dist', 'build', '.tmp', '.cache', '.strapi']);

/** True when every output exists and none is older than a source. */
export function isFresh(outputs, sources) {
  if (!outputs.every((file) => existsSync(file))) return false;

  const oldestOutput = Math.min(...outputs.map((file) => statSync(file).mtimeMs));
  const newestSource = Math.max(...sources.flatMap(filesOf).map((file) => statSync(file).mtimeMs));
  return oldestOutput >= newestSource;
}

function filesOf(entry) {
  if (!existsSync(entry)) return [];
  if (!statSync(entry).isDirectory()) return [entry];
  return readdirSync(entry)
    .filter((name) => !IGNORED.has(name))
    .flatMap((name) => filesOf(path.join(entry, name)));
}

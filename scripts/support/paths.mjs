/** The folders all scripts work in. Everything that is written lies in folders git ignores. */
import path from 'node:path';
import { fileURLToPath } from 'node:url';

export const ROOT = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../..');
export const PLAYGROUND = path.join(ROOT, 'playground');
export const NODE_MODULES = path.join(ROOT, 'node_modules');
export const TMP = path.join(PLAYGROUND, '.tmp');
export const LOGS = path.join(TMP, 'logs');

/** How a person would name the file: from the repository's folder on. */
export function shown(file) {
  return path.relative(ROOT, file);
}

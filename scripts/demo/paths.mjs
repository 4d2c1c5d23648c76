/** The folders and files of a run. Everything that is written lies in folders git ignores. */
import path from 'node:path';
import { fileURLToPath } from 'node:url';

export const ROOT = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../..');
export const PLAYGROUND = path.join(ROOT, 'playground');
export const NODE_MODULES = path.join(ROOT, 'node_modules');

const TMP = path.join(PLAYGROUND, '.tmp');
export const LOGS = path.join(TMP, 'demo-logs');

const DEFAULT_PORT = 1337;

/** Two demos on two ports do not share a database. */
export function runPaths(port) {
  const name = port === DEFAULT_PORT ? 'demo' : `demo-${port}`;
  return {
    database: path.join(TMP, `${name}.db`),
    publicFolder: path.join(TMP, `${name}-public`),
    tokenFile: path.join(TMP, `${name}-token`),
  };
}

/** How a person would name the file: from the repository's folder on. */
export function shown(file) {
  return path.relative(ROOT, file);
}

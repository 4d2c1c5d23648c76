/** The files of a run. */
import path from 'node:path';

import { TMP } from '../support/paths.mjs';

/** Of Strapi. */
export const DEFAULT_PORT = 1337;

/** Two demos on two ports do not share a database. */
export function runPaths(port) {
  const name = port === DEFAULT_PORT ? 'demo' : `demo-${port}`;
  return {
    database: path.join(TMP, `${name}.db`),
    publicFolder: path.join(TMP, `${name}-public`),
    tokenFile: path.join(TMP, `${name}-token`),
  };
}

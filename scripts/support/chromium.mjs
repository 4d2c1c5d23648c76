/** Finds the browser of the browser tests. */
import { existsSync } from 'node:fs';

import { problem } from './problem.mjs';

const DEFAULT_PATH = '/usr/bin/chromium';

/** @returns {string} where Chromium lies: CHROMIUM_PATH, or where Debian puts it */
export function findChromium() {
  const file = process.env.CHROMIUM_PATH ?? DEFAULT_PATH;
  if (existsSync(file)) return file;
  throw problem(
    `The browser tests need Chromium, and there is none at ${JSON.stringify(file)}. Install it with "apt-get install chromium", or name it in CHROMIUM_PATH.`
  );
}

/** A lone worker, started by the command that the package brings. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

import { environmentOfStrapi } from './strapi.mjs';

const COMMAND = fileURLToPath(new URL('../../bin/strapi-plugin-destinations.js', import.meta.url));
const APP_DIR = fileURLToPath(new URL('../../playground', import.meta.url));

/** @param {{ database: { env: object }, config: object }} options as those of the Strapi beside it */
export async function startWorker(options) {
  const child = spawn(process.execPath, [COMMAND, 'worker', '--dir', APP_DIR], {
    env: { ...process.env, ...environmentOfStrapi(options) },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  await isReady(child);
  return {
    async stop() {
      const exited = once(child, 'exit');
      child.kill('SIGTERM');
      await exited;
    },
  };
}

/** It says so on a line of its own. */
function isReady(child) {
  let said = '';
  return new Promise((resolve, reject) => {
    child.stdout.on('data', (chunk) => {
      said += chunk;
      if (said.includes('The worker delivers.')) resolve();
    });
    child.once('exit', () => reject(new Error(`The worker ended: ${said}`)));
  });
}

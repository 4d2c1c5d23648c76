/** The Strapi process of the demo. It ends with its parent, so that no run leaves one behind. */
import { createRequire } from 'node:module';
import path from 'node:path';

import { PLAYGROUND } from '../support/paths.mjs';

// The compiled playground requires Strapi too; an import would load a second copy.
const { createStrapi } = createRequire(import.meta.url)('@strapi/strapi');

const stop = () => process.emit('SIGTERM');
process.on('message', stop);
process.on('disconnect', stop);

await createStrapi({
  appDir: PLAYGROUND,
  distDir: path.join(PLAYGROUND, 'dist'),
  autoReload: false,
  serveAdminPanel: process.argv.includes('--admin'),
}).start();

/** What `strapi ts:generate-types` does, for the playground: `node generate-types.cjs <folder>`. */
'use strict';

const path = require('node:path');

const { createStrapi } = require('@strapi/strapi');
const { generators } = require('@strapi/typescript-utils');

const APP_DIR = path.resolve(__dirname, '../../../playground');

async function main(folder) {
  const strapi = createStrapi({
    appDir: APP_DIR,
    distDir: path.join(APP_DIR, 'dist'),
    autoReload: false,
    serveAdminPanel: false,
  });
  await strapi.register();
  await generators.generate({
    strapi,
    pwd: folder,
    artifacts: { contentTypes: true, components: true },
    logger: { silent: true },
  });
  await strapi.destroy();
}

void main(process.argv[2]);

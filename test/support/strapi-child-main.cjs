/**
 * A Strapi in a process of its own, so that a test can kill or freeze it. Says `listening <port>` when it is up.
 * Writes through the document service when it is asked to, and answers when the write is committed.
 */
'use strict';

const path = require('node:path');

const { createStrapi } = require('@strapi/strapi');

const APP_DIR = path.resolve(__dirname, '../../playground');

async function main() {
  const strapi = createStrapi({
    appDir: APP_DIR,
    distDir: path.join(APP_DIR, 'dist'),
    autoReload: false,
    serveAdminPanel: false,
  });
  await strapi.load();
  strapi.log.level = process.env.TEST_LOG ?? 'error';
  strapi.config.set('server.logger.startup', { enabled: false });
  await strapi.listen();
  process.send({ listening: strapi.server.httpServer.address().port });

  process.on('message', async ({ call, id }) => {
    try {
      process.send({ id, result: await perform(strapi, call) });
    } catch (error) {
      process.send({ id, error: error.message });
    }
  });
}

/** Writes a test asks for. */
async function perform(strapi, { uid, action, params }) {
  if (action === 'rolledBackCreate') {
    await strapi.db
      .transaction(async () => {
        await strapi.documents(uid).create(params);
        throw new Error('rolled back on purpose');
      })
      .catch(() => undefined);
    return null;
  }
  return strapi.documents(uid)[action](params);
}

main().catch((error) => {
  process.stderr.write(`${error.stack}\n`);
  process.exit(1);
});

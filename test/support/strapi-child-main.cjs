/**
 * A Strapi in a process of its own, so that a test can kill or freeze it. Sends `{ listening: <port> }` when it is up.
 * Writes through the document service when it is asked to, and answers when the write is committed.
 */
'use strict';

const path = require('node:path');

const { createStrapi } = require('@strapi/strapi');

const APP_DIR = path.resolve(__dirname, '../../playground');

// After a commit Strapi reads the entry once more for its own events, and nobody waits for that: a database that
// goes away just then ends the process, unless the app says otherwise.
if (process.env.SURVIVE_REJECTIONS === 'true') process.on('unhandledRejection', () => undefined);

// Nothing that a test started outlives it.
process.on('disconnect', () => process.exit());

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

/** Writes a test asks for; with `service`, a call of a service of the plugin. */
async function perform(strapi, { uid, action, params, service }) {
  if (service)
    return strapi
      .plugin('destinations')
      .service(service)
      [action](...params);
  if (action === 'vitals') return vitals();
  if (action === 'rolledBackCreate') {
    await strapi.db
      .transaction(async () => {
        await strapi.documents(uid).create(params);
        throw new Error('rolled back on purpose');
      })
      .catch(() => undefined);
    return null;
  }
  if (action === 'updateAndDie') {
    // Of the model itself: runs after the write and before everybody else's hooks.
    strapi.db.metadata.get(uid).lifecycles = {
      afterUpdate: () => process.kill(process.pid, 'SIGKILL'),
    };
    return strapi.db.query(uid).update(params);
  }
  return strapi.documents(uid)[action](params);
}

function vitals() {
  global.gc?.();
  const handles = {};
  for (const kind of process.getActiveResourcesInfo()) handles[kind] = (handles[kind] ?? 0) + 1;
  return { heapBytes: process.memoryUsage().heapUsed, handles };
}

main().catch((error) => {
  process.stderr.write(`${error.stack}\n`);
  process.exit(1);
});

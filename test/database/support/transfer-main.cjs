/**
 * What the commands `strapi export` and `strapi import` do, on the compiled playground.
 * The commands themselves would compile the playground again, under the feet of other tests.
 */
'use strict';

const path = require('node:path');

const { createStrapi } = require('@strapi/strapi');
const transfer = require(
  require.resolve('@strapi/data-transfer', { paths: [require.resolve('@strapi/strapi')] })
);

const APP_DIR = path.resolve(__dirname, '../../../playground');
const { createTransferEngine, DEFAULT_SCHEMA_STRATEGY, DEFAULT_VERSION_STRATEGY } = transfer.engine;
const { createLocalFileSourceProvider, createLocalFileDestinationProvider } =
  transfer.file.providers;
const {
  createLocalStrapiSourceProvider,
  createLocalStrapiDestinationProvider,
  DEFAULT_CONFLICT_STRATEGY,
} = transfer.strapi.providers;
const { getIgnoredOfficialTransferTypes, isIgnoredOfficialTransferType } = transfer.strapi;

/** Admin users and the like stay where they are. */
const transforms = {
  entities: [{ filter: ({ type }) => !isIgnoredOfficialTransferType(type) }],
  links: [
    {
      filter: ({ left, right }) =>
        !isIgnoredOfficialTransferType(left.type) && !isIgnoredOfficialTransferType(right.type),
    },
  ],
};

async function main([command, file]) {
  const strapi = await createStrapi({
    appDir: APP_DIR,
    distDir: path.join(APP_DIR, 'dist'),
  }).load();
  const engine = command === 'export' ? exportEngine(strapi, file) : importEngine(strapi, file);
  await engine.transfer();
  await strapi.destroy();
  // As the commands do: they leave nobody waiting for a connection that stays open.
  process.exit(0);
}

function exportEngine(strapi, file) {
  return createTransferEngine(
    createLocalStrapiSourceProvider({ getStrapi: () => strapi, autoDestroy: false }),
    createLocalFileDestinationProvider({
      file: { path: file },
      encryption: { enabled: false },
      compression: { enabled: false },
    }),
    { versionStrategy: 'ignore', schemaStrategy: 'ignore', exclude: ['files'], transforms }
  );
}

function importEngine(strapi, file) {
  return createTransferEngine(
    createLocalFileSourceProvider({
      file: { path: file },
      encryption: { enabled: false },
      compression: { enabled: false },
    }),
    createLocalStrapiDestinationProvider({
      getStrapi: () => strapi,
      autoDestroy: false,
      strategy: DEFAULT_CONFLICT_STRATEGY,
      restore: {
        entities: { exclude: getIgnoredOfficialTransferTypes() },
        assets: false,
        configuration: { webhook: true, coreStore: true },
      },
    }),
    {
      versionStrategy: DEFAULT_VERSION_STRATEGY,
      schemaStrategy: DEFAULT_SCHEMA_STRATEGY,
      exclude: ['files'],
      transforms,
    }
  );
}

main(process.argv.slice(2)).catch((error) => {
  process.stderr.write(`${error.stack}\n`);
  process.exit(1);
});

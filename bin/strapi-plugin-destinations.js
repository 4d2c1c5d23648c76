#!/usr/bin/env node
/**
 * `strapi-plugin-destinations worker`: loads the Strapi app of this folder without its HTTP server and admin panel,
 * and delivers until it is told to stop.
 */
'use strict';

const fs = require('node:fs');
const { createRequire } = require('node:module');
const path = require('node:path');
const { parseArgs } = require('node:util');

const HELP = `Usage: strapi-plugin-destinations worker [--dir <folder>]

Delivers what the Strapi instances of the same database plan, beside them and any number of other workers.
Needs the engine "bullmq" (config/plugins, destinations.config) and a database server.

Options:
  --dir <folder>  the folder of the Strapi app, built if it is written in TypeScript; default: this folder
  --help          this text

SIGTERM and SIGINT stop it, once the requests that are under way are finished.
`;

/** Something that the one who called can put right. */
class UsageError extends Error {}

function readArguments(args) {
  let parsed;
  try {
    parsed = parseArgs({
      args,
      allowPositionals: true,
      options: { dir: { type: 'string' }, help: { type: 'boolean', short: 'h' } },
    });
  } catch (error) {
    throw new UsageError(`${error.message}\n\n${HELP}`);
  }
  const { values, positionals } = parsed;
  if (values.help) return { isHelp: true };
  if (positionals.length !== 1 || positionals[0] !== 'worker') {
    const got = positionals.length === 0 ? 'nothing' : JSON.stringify(positionals.join(' '));
    throw new UsageError(`Expected the command "worker", got ${got}.\n\n${HELP}`);
  }
  return { isHelp: false, appDir: path.resolve(values.dir ?? '.') };
}

/** @throws UsageError when Strapi is no dependency of what is there */
function requireOfApp(appDir) {
  const file = path.join(appDir, 'package.json');
  const dependencies =
    fs.existsSync(file) && JSON.parse(fs.readFileSync(file, 'utf8')).dependencies;
  if (!dependencies || !('@strapi/strapi' in dependencies)) {
    throw new UsageError(
      `Expected the folder of a Strapi app, with @strapi/strapi among the dependencies of its package.json, got ${appDir}. Run the command there, or name the folder with --dir.`
    );
  }
  return createRequire(file);
}

/** Where Strapi finds the configuration: for an app in TypeScript, what was built of it. */
async function findDistDir(appDir, requireFromApp) {
  if (!fs.existsSync(path.join(appDir, 'tsconfig.json'))) return appDir;
  const requireFromStrapi = createRequire(requireFromApp.resolve('@strapi/strapi/package.json'));
  const distDir = await requireFromStrapi('@strapi/typescript-utils').resolveOutDir(appDir);
  if (!fs.existsSync(path.join(distDir, 'config'))) {
    throw new UsageError(
      `Expected the built app in ${distDir}. Build it first, with "npm run build" in ${appDir}.`
    );
  }
  return distDir;
}

/** Strapi ends the process at SIGTERM and SIGINT, once the plugin has finished what is under way. */
async function startWorker(appDir) {
  const requireFromApp = requireOfApp(appDir);
  const distDir = await findDistDir(appDir, requireFromApp);
  process.chdir(appDir);
  const { createStrapi } = requireFromApp('@strapi/strapi');
  const strapi = createStrapi({ appDir, distDir, autoReload: false, serveAdminPanel: false });
  // The instances that serve requests do what is scheduled.
  strapi.config.set('server.cron.enabled', false);
  await strapi.load();
  strapi.get('cron').stop();

  const plugin = strapi.plugin('destinations');
  if (!plugin) {
    throw new UsageError(`Expected the plugin "destinations" to be enabled in ${appDir}.`);
  }
  await plugin.service('worker').start();
  strapi.log.info('The worker delivers.');
}

function fail(error) {
  process.stderr.write(`${error instanceof UsageError ? error.message : error.stack}\n`);
  process.exit(1);
}

async function main() {
  const { isHelp, appDir } = readArguments(process.argv.slice(2));
  if (isHelp) process.stdout.write(HELP);
  else await startWorker(appDir);
}

main().catch(fail);

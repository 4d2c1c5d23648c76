/** Reads the command line. */
import { parseArgs } from 'node:util';

import { problem } from '../support/problem.mjs';
import { DEFAULT_PORT } from './paths.mjs';

export const USAGE = `npm run demo -- [options]

  --once          run the story once, check what arrived, and end; builds no admin panel
  --port <port>   port of Strapi (${DEFAULT_PORT})
  --keep          keep the content of the last run
  --help          show this`;

export function parseOptions(args) {
  const { once, keep, help, port } = readArgs(args);
  return { once, keep, help, port: parsePort(port) };
}

function readArgs(args) {
  try {
    return parseArgs({
      args,
      options: {
        once: { type: 'boolean', default: false },
        keep: { type: 'boolean', default: false },
        help: { type: 'boolean', default: false },
        port: { type: 'string', default: String(DEFAULT_PORT) },
      },
    }).values;
  } catch (error) {
    throw problem(error.message, `\n${USAGE}`);
  }
}

function parsePort(text) {
  const port = Number(text);
  if (!/^\d+$/.test(text) || port < 1 || port > 65_535) {
    throw problem(`Expected --port to be a number from 1 to 65535, got "${text}".`);
  }
  return port;
}

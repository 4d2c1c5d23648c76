/** Runs `strapi export` or `strapi import` on a database, in a process of its own as the command does. */
import { execFile } from 'node:child_process';
import path from 'node:path';
import { promisify } from 'node:util';

import { type TestDatabase } from '../../support/databases';

const CHILD = path.join(__dirname, 'transfer-main.cjs');
const TIMEOUT_MS = 120_000;

/** @param file of an export without its ending `.tar` */
export async function runTransfer(
  command: 'export' | 'import',
  database: TestDatabase,
  file: string
): Promise<void> {
  await promisify(execFile)(process.execPath, [CHILD, command, file], {
    timeout: TIMEOUT_MS,
    env: {
      ...process.env,
      STRAPI_TELEMETRY_DISABLED: 'true',
      DESTINATIONS_CONFIG: '{}',
      DESTINATIONS_ENABLED: 'true',
      ...database.env,
    },
  });
}

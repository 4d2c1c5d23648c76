/** Where a measurement was made. */
import { readFileSync } from 'node:fs';
import { cpus, loadavg, release, totalmem, type } from 'node:os';

const manifest = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8'));

export const version = manifest.version;

/** @param {string} database such as `PostgreSQL 15.3` */
export function environmentOf(database) {
  return {
    node: process.version,
    cpu: cpus()[0].model,
    cores: cpus().length,
    memoryGb: Math.round(totalmem() / 2 ** 30),
    system: `${type()} ${release().replace(/-.*/, '')}`,
    database,
    load: Number(loadavg()[0].toFixed(2)),
  };
}

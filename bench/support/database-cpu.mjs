/** How much of the processor the database server has used, where the system says so (Linux). */
import { readdirSync, readFileSync } from 'node:fs';

const SERVERS = { postgres: 'postgres', mariadb: 'mariadbd' };
const MICROSECONDS_PER_TICK = 10_000;

/** @returns microseconds since its processes began; null for SQLite and where nothing is said */
export function databaseCpu(databaseName) {
  const server = SERVERS[databaseName];
  if (!server || process.platform !== 'linux') return null;
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .reduce((sum, id) => sum + cpuOf(id, server), 0);
}

/** Of a process of this name; one that has just ended counts as none. */
function cpuOf(id, server) {
  let stat;
  try {
    stat = readFileSync(`/proc/${id}/stat`, 'utf8');
  } catch {
    return 0;
  }
  const end = stat.lastIndexOf(')');
  if (stat.slice(stat.indexOf('(') + 1, end) !== server) return 0;
  const fields = stat.slice(end + 2).split(' ');
  return (Number(fields[11]) + Number(fields[12])) * MICROSECONDS_PER_TICK;
}

/** How much of the processor the database server has used, where the system says so (Linux). */
import { readdirSync, readFileSync } from 'node:fs';

const SERVERS = { postgres: 'postgres', mariadb: 'mariadbd' };
const MICROSECONDS_PER_TICK = 10_000;

/**
 * From now on. Its processes are counted one by one: what one that ends meanwhile had used before would be taken off.
 * @returns asks for the microseconds so far; null for SQLite and where nothing is said
 */
export function watchDatabaseCpu(databaseName) {
  const server = SERVERS[databaseName];
  if (!server || process.platform !== 'linux') return () => null;
  const before = cpuByProcess(server);
  return () => {
    let used = 0;
    for (const [id, cpu] of cpuByProcess(server)) used += cpu - (before.get(id) ?? 0);
    return used;
  };
}

function cpuByProcess(server) {
  const ids = readdirSync('/proc').filter((name) => /^\d+$/.test(name));
  return new Map(ids.map((id) => [id, cpuOf(id, server)]));
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

/**
 * Gives a process a share of a core, as if it had a slow machine of its own, with the control groups of Linux: version
 * 1 or 2, whichever has the processor's controller here.
 */
import { existsSync, mkdirSync, readFileSync, rmdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';

/** Short: a process that has used up its share waits for a few milliseconds, not for a tenth of a second. */
const PERIOD_US = 10_000;

const V1 = {
  folder: '/sys/fs/cgroup/cpu',
  isUsable: () => existsSync('/sys/fs/cgroup/cpu/cpu.cfs_quota_us'),
  limit(group, quotaUs) {
    writeFileSync(path.join(group, 'cpu.cfs_period_us'), `${PERIOD_US}`);
    writeFileSync(path.join(group, 'cpu.cfs_quota_us'), `${quotaUs ?? -1}`);
  },
};
const V2 = {
  folder: '/sys/fs/cgroup',
  /** Passed on to the groups inside already: to change that is not for a measurement. */
  isUsable() {
    const file = '/sys/fs/cgroup/cgroup.subtree_control';
    return existsSync(file) && readFileSync(file, 'utf8').split(/\s/).includes('cpu');
  },
  limit: (group, quotaUs) =>
    writeFileSync(path.join(group, 'cpu.max'), `${quotaUs ?? 'max'} ${PERIOD_US}`),
};

/** @returns {string | null} why no process can get a share here; null when they can */
export function absenceOfShares() {
  if (!usableVersion()) return 'no control group of Linux limits the processor';
  try {
    const group = createGroup('trial');
    group.limitTo(null);
    group.remove();
    return null;
  } catch (error) {
    return `a control group cannot be made (${error.code})`;
  }
}

/**
 * A process has all of the machine until it is limited.
 * @param {number} pid
 */
export function createShare(pid) {
  const { add, limitTo, remove } = createGroup(pid);
  add(pid);
  return {
    limitTo,
    /** Once the process has ended. */
    remove,
  };
}

const usableVersion = () => [V1, V2].find(({ isUsable }) => isUsable());

function createGroup(name) {
  const { folder, limit } = usableVersion();
  const group = path.join(folder, `destinations-bench-${process.pid}-${name}`);
  mkdirSync(group);
  return {
    add: (pid) => writeFileSync(path.join(group, 'cgroup.procs'), `${pid}`),
    /** @param {number | null} percent of one core; null for all there is */
    limitTo: (percent) => limit(group, percent && (percent / 100) * PERIOD_US),
    remove: () => rmdirSync(group),
  };
}

/**
 * Two Strapi processes on one database, each frozen, killed and cut off as the plan says, and started again when it
 * ends. The elder one is never killed, and is to live through everything else.
 */
import { setTimeout as pause } from 'node:timers/promises';

import { type ConfigInput } from '../../server/src/config/schema';
import { type TestDatabase } from '../support/databases';
import { eventually } from '../support/eventually';
import { startStrapiChild, type StrapiChild } from '../support/strapi-child';
import { type TcpProxy } from '../support/tcp-proxy';
import { type FrozenTime } from './order';
import { type InstanceName } from './plan';

export interface Fleet {
  /** Those that are up; a frozen one is. */
  running(): StrapiChild[];
  elder(): StrapiChild;
  kill(name: InstanceName): Promise<void>;
  freeze(name: InstanceName, forMs: number): Promise<void>;
  takeDatabaseAway(forMs: number): Promise<void>;
  frozen: readonly FrozenTime[];
  /** How often one was started again after it had ended by itself. */
  crashes: Record<InstanceName, number>;
  untilComplete(): Promise<void>;
}

export interface FleetOptions {
  database: TestDatabase;
  /** Through which the processes reach the database. */
  proxy: TcpProxy;
  config: ConfigInput;
  env: Record<string, string>;
  output: number;
  /** Aborted: both processes are killed, and none is started again. */
  signal: AbortSignal;
}

/** After a failed boot, which is what a database that is away leads to. */
const RESTART_PAUSE_MS = 500;
const BOOT_MS = 120_000;

export async function startFleet(options: FleetOptions): Promise<Fleet> {
  const { proxy, signal } = options;
  const crashes = { elder: 0, younger: 0 };
  const frozen: FrozenTime[] = [];

  const elder = await supervise('elder', { SURVIVE_REJECTIONS: 'true' });
  const younger = await supervise('younger', {});
  const instances = { elder, younger };

  async function supervise(name: InstanceName, env: Record<string, string>) {
    const killed = new WeakSet<StrapiChild>();
    let child: StrapiChild | null = await start();
    void keepAlive();

    function start(): Promise<StrapiChild> {
      return startStrapiChild(options.database, {
        config: options.config,
        env: { ...options.env, ...env, DATABASE_PORT: String(proxy.port) },
        execArgv: ['--expose-gc'],
        output: options.output,
        signal,
      });
    }

    async function keepAlive(): Promise<void> {
      while (!signal.aborted) {
        const current = child;
        if (current === null) {
          child = await start().catch(() => null);
          if (child === null) await pause(RESTART_PAUSE_MS);
          continue;
        }
        await current.exited;
        child = null;
        if (!signal.aborted && !killed.has(current)) crashes[name] += 1;
      }
    }

    return {
      current: () => child,
      kill() {
        if (child) killed.add(child);
        child?.kill('SIGKILL');
      },
    };
  }

  const running = (): StrapiChild[] =>
    [elder.current(), younger.current()].filter((child) => child !== null);

  return {
    running,
    elder() {
      const child = elder.current();
      if (child === null) throw new Error('Expected the elder instance to run, it has ended.');
      return child;
    },
    async kill(name) {
      const child = instances[name].current();
      instances[name].kill();
      await child?.exited;
    },
    async freeze(name, forMs) {
      const child = instances[name].current();
      if (child === null) return;
      const time = { fromMs: Date.now(), toMs: Infinity };
      frozen.push(time);
      child.kill('SIGSTOP');
      await pause(forMs, undefined, { signal });
      child.kill('SIGCONT');
      time.toMs = Date.now();
    },
    async takeDatabaseAway(forMs) {
      await proxy.cut();
      await pause(forMs, undefined, { signal });
      await proxy.restore();
    },
    frozen,
    crashes,
    async untilComplete() {
      await eventually(
        'both instances to run',
        () => {
          signal.throwIfAborted();
          return running().length === 2;
        },
        BOOT_MS
      );
    },
  };
}

/** The command `strapi-plugin-destinations worker`: what it needs, what it does, how it stops. */
import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

import { type ConfigInput } from '../../server/src/config/schema';
import { createTestDatabase, type TestDatabase } from '../support/databases';
import { createDestination } from '../support/destinations';
import { eventually } from '../support/eventually';
import { startPlayground } from '../support/playground';
import { type Receiver, startReceiver } from '../support/receiver';
import { type TestRedis } from '../support/redis';
import { describeOnServers, describeWithRedis, NEEDS_REDIS, startBullmq } from './engines';
import { claimedIds, endLeases } from '../support/leases';

const COMMAND = path.resolve(__dirname, '../../bin/strapi-plugin-destinations.js');
const APP_DIR = path.resolve(__dirname, '../../playground');

interface Worker {
  process: ChildProcess;
  output(): string;
  exited: Promise<number | null>;
}

function run(args: string[], env: Record<string, string> = {}, cwd = APP_DIR): Worker {
  const child = spawn(process.execPath, [COMMAND, ...args], {
    cwd,
    env: {
      ...process.env,
      NODE_ENV: 'development',
      STRAPI_TELEMETRY_DISABLED: 'true',
      ENCRYPTION_KEY: 'test-encryption-key',
      ...env,
    },
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (chunk: Buffer) => {
      output += chunk.toString();
    });
  }
  return {
    process: child,
    output: () => output,
    exited: new Promise((resolve) => child.once('exit', resolve)),
  };
}

function envOf(database: TestDatabase, config: ConfigInput): Record<string, string> {
  const options = { publicUrl: 'https://cms.example.com', pollInterval: 0.1, ...config };
  return { ...database.env, DESTINATIONS_CONFIG: JSON.stringify(options), DESTINATIONS_VIEWS: '' };
}

describe('strapi-plugin-destinations', () => {
  it('says what it does, and what is wrong with its arguments', async () => {
    const help = run(['--help']);
    expect(await help.exited).toBe(0);
    expect(help.output()).toContain('Usage: strapi-plugin-destinations worker');

    for (const [args, sentence] of [
      [[], 'Expected the command "worker", got nothing.'],
      [['work'], 'Expected the command "worker", got "work".'],
      [['worker', '--fast'], "Unknown option '--fast'"],
    ] as const) {
      const wrong = run([...args]);
      expect(await wrong.exited).toBe(1);
      expect(wrong.output()).toContain(sentence);
      expect(wrong.output()).toContain('Usage:');
    }
  });

  it('refuses a folder that is no Strapi app', async () => {
    const folder = mkdtempSync(path.join(tmpdir(), 'destinations-'));
    const worker = run(['worker'], {}, folder);
    expect(await worker.exited).toBe(1);
    expect(worker.output()).toContain('Expected the folder of a Strapi app');
    expect(worker.output()).not.toContain('    at ');
    rmSync(folder, { recursive: true });
  });

  it('refuses an app whose engine is not made for several processes', async () => {
    const database = await createTestDatabase();
    const worker = run(['worker'], envOf(database, {}));
    expect(await worker.exited).toBe(1);
    expect(worker.output()).toContain('to be "bullmq", got "database"');
    await database.drop();
  });
});

describeOnServers('on a database server', () => {
  describeWithRedis(`workers (${NEEDS_REDIS} when skipped)`, () => {
    let redis: TestRedis;
    let config: ConfigInput;
    let database: TestDatabase;
    let receiver: Receiver;
    let workers: Worker[] = [];

    beforeEach(async () => {
      ({ redis, config } = await startBullmq());
      database = await createTestDatabase();
      receiver = await startReceiver();
      workers = [];
    });

    afterEach(async () => {
      for (const worker of workers) {
        worker.process.kill('SIGKILL');
        await worker.exited;
      }
      await receiver?.stop();
      await database?.drop();
      await redis?.kill();
    });

    /** Plans deliveries, and has none made. */
    async function planned(count: number, others: object): Promise<void> {
      const away = { engine: { type: 'bullmq', connection: 'redis://127.0.0.1:1' } } as const;
      const playground = await startPlayground({ database, config: away });
      await createDestination(playground, { url: receiver.url, events: ['tag.*'], ...others });
      for (let number = 0; number < count; number += 1) {
        const params = { data: { name: `Tag ${number}` } };
        await playground.documents('api::tag.tag').create(params);
      }
      await eventually('everything planned', async () => {
        const rows = await playground.knex('destinations_deliveries');
        return rows.length === count;
      });
      await playground.stop();
    }

    async function startWorker(): Promise<Worker> {
      const worker = run(['worker'], envOf(database, config));
      workers.push(worker);
      await eventually(
        'the worker delivers',
        () => {
          if (worker.process.exitCode !== null) throw new Error(worker.output());
          return worker.output().includes('The worker delivers.');
        },
        90_000
      );
      return worker;
    }

    async function statuses(): Promise<string[]> {
      const knex = database.connect();
      try {
        const rows = await knex('destinations_deliveries');
        return rows.map(({ status }) => String(status));
      } finally {
        await knex.destroy();
      }
    }

    const untilDelivered = (count: number): Promise<true> =>
      eventually(
        `${count} delivered`,
        async () => (await statuses()).filter((status) => status === 'delivered').length === count,
        90_000
      );

    it('deliver without any other Strapi, and finish what is under way when they are stopped', async () => {
      await planned(5, { concurrency: 2 });
      const open: (() => void)[] = [];
      receiver.answer((_, response) => open.push(() => response.writeHead(200).end()));
      const worker = await startWorker();
      await receiver.waitFor(2);
      worker.process.kill('SIGTERM');
      await eventually('it stops', () => worker.output().includes('Shutting down'));
      for (const answer of open) answer();
      if ((await worker.exited) !== 0) throw new Error(worker.output());
      expect(receiver.received).toHaveLength(2);
      expect((await statuses()).filter((status) => status === 'delivered')).toHaveLength(2);
      const knex = database.connect();
      expect(await claimedIds(knex)).toEqual([]);
      await knex.destroy();

      receiver.answer(200);
      await startWorker();
      await untilDelivered(5);
    });

    it('that are killed in mid-flight are replaced by others, and nothing is lost', async () => {
      await planned(12, { concurrency: 4, timeoutSeconds: 60 });
      receiver.answer(() => undefined);
      const killed = await startWorker();
      await receiver.waitFor(4);
      killed.process.kill('SIGKILL');
      await killed.exited;

      receiver.answer(200);
      await startWorker();
      const knex = database.connect();
      await endLeases(knex);
      await knex.destroy();
      await untilDelivered(12);
      const ids = new Set(receiver.received.map(({ headers }) => headers['webhook-id']));
      expect([ids.size, receiver.received.length]).toEqual([12, 16]);
    });
  });
});

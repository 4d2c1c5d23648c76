/**
 * Graphile Worker on PostgreSQL, with its local queue and batched completion. It deletes what is done, so that who
 * wants to know what came back writes that in the task.
 */
import { batchesOf } from '../support/batches.mjs';
import { messageOf } from '../support/message.mjs';
import { answers } from '../support/ports.mjs';
import { createSender } from '../support/send.mjs';
import { now } from '../support/time.mjs';
import { createPostgresDatabase } from './postgres-database.mjs';

const BATCH = 1_000;
/** Connections of the tasks: with the ten of its default they wait for each other. */
const POOL = 20;
const ATTEMPTS =
  'CREATE TABLE attempts (id bigserial PRIMARY KEY, job_id bigint NOT NULL, status int NOT NULL, duration_ms int NOT NULL, created_at timestamptz NOT NULL DEFAULT now())';
/** Prepared once on each connection. */
const INSERT = {
  name: 'attempt',
  text: 'INSERT INTO attempts (job_id, status, duration_ms) VALUES ($1, $2, $3)',
};

const isReachable = () => answers(5432);

export const graphileWorker = {
  name: 'Graphile Worker',
  keeps: 'that the job is done, by deleting it',
  keepsResult: false,
  isReachable,
  open: (options) =>
    open({
      ...options,
      suffix: 'graphile',
      setUp: async () => undefined,
      taskOf: (sender) => async (message) => void (await sender.send(message)),
    }),
};

export const graphileWorkerWithAttempts = {
  name: 'Graphile Worker, with an attempt row',
  keeps: 'a row for each attempt with its status and duration, which the task inserts',
  keepsResult: true,
  isReachable,
  open: (options) =>
    open({
      ...options,
      suffix: 'graphile_attempts',
      setUp: (database) => database.query(ATTEMPTS),
      taskOf:
        (sender) =>
        async (message, { job, withPgClient }) => {
          const startedAt = now();
          const status = await sender.send(message);
          const values = [job.id, status, Math.round(now() - startedAt)];
          await withPgClient((client) => client.query({ ...INSERT, values }));
        },
    }),
};

async function open({ target, concurrency, suffix, setUp, taskOf }) {
  const { Logger, makeWorkerUtils, run } = await import('graphile-worker');
  const database = await createPostgresDatabase(suffix);
  const sender = createSender(target);
  const logger = new Logger(() => () => undefined);
  const utils = await makeWorkerUtils({ connectionString: database.url, logger });
  await utils.migrate();
  await setUp(database);
  let count = 0;

  return {
    async prepare(wanted) {
      count = wanted;
      for (const numbers of batchesOf(count, BATCH)) {
        await utils.addJobs(
          numbers.map((number) => ({ identifier: 'send', payload: messageOf(number) }))
        );
      }
      await database.query('ANALYZE');
    },
    async drain() {
      const runner = await run({
        connectionString: database.url,
        logger,
        noHandleSignals: true,
        concurrency,
        taskList: { send: taskOf(sender) },
        preset: {
          worker: {
            concurrentJobs: concurrency,
            maxPoolSize: POOL,
            localQueue: { size: 4 * concurrency },
            completeJobBatchDelay: 0,
            failJobBatchDelay: 0,
          },
        },
      });
      await new Promise((resolve, reject) => {
        let completed = 0;
        runner.events.on('job:complete', ({ error }) => {
          if (error) return reject(error);
          completed += 1;
          if (completed === count) resolve();
        });
      });
      await database.untilEmpty('graphile_worker._private_jobs');
      return () => runner.stop();
    },
    async close() {
      await utils.release();
      await database.drop();
      await sender.close();
    },
  };
}

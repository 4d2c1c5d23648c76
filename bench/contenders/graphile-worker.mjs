/** Graphile Worker on PostgreSQL, with its local queue and batched completion. It deletes what is done. */
import { batchesOf } from '../support/batches.mjs';
import { messageOf } from '../support/message.mjs';
import { answers } from '../support/ports.mjs';
import { createSender } from '../support/send.mjs';
import { createPostgresDatabase } from './postgres-database.mjs';

export const name = 'Graphile Worker';
export const keeps = 'that the job is done, by deleting it';

const BATCH = 1_000;

export const isReachable = () => answers(5432);

export async function open({ target, concurrency }) {
  const { Logger, makeWorkerUtils, run } = await import('graphile-worker');
  const database = await createPostgresDatabase('graphile');
  const sender = createSender(target);
  const logger = new Logger(() => () => undefined);
  const utils = await makeWorkerUtils({ connectionString: database.url, logger });
  await utils.migrate();
  let count = 0;

  return {
    async prepare(wanted) {
      count = wanted;
      for (const numbers of batchesOf(count, BATCH)) {
        await utils.addJobs(
          numbers.map((number) => ({ identifier: 'send', payload: messageOf(number) }))
        );
      }
      await database.analyze();
    },
    async drain() {
      const runner = await run({
        connectionString: database.url,
        logger,
        noHandleSignals: true,
        concurrency,
        taskList: { send: async (message) => void (await sender.send(message)) },
        preset: {
          worker: {
            concurrentJobs: concurrency,
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

/**
 * BullMQ on Redis: its worker, completed jobs kept with their result. Redis answers before anything is on disk, unless it
 * is told otherwise, and as it comes from the package it may keep nothing there at all; so it runs once more on a Redis of
 * its own that does what a database does at each commit.
 */
import { batchesOf } from '../support/batches.mjs';
import { messageOf } from '../support/message.mjs';
import { answers } from '../support/ports.mjs';
import { hasRedisServer, startRedis } from '../support/redis.mjs';
import { createSender } from '../support/send.mjs';

const PORT = 6379;
const BATCH = 1_000;
const OPTIONS = { attempts: 3, backoff: { type: 'exponential', delay: 10_000 } };
const KEEPS = 'the finished job with its times and the status it returned';

export const bullmq = {
  name: 'BullMQ',
  keeps: `${KEEPS}, in the memory of Redis; on disk as Redis is configured`,
  keepsResult: false,
  isReachable: () => answers(PORT),
  open: (options) => open({ ...options, redis: { port: PORT, stop: async () => undefined } }),
};

export const bullmqOnDisk = {
  name: 'BullMQ, on disk before Redis answers',
  keeps: `${KEEPS}, in the append-only file of Redis (appendfsync always)`,
  keepsResult: true,
  isReachable: hasRedisServer,
  async open(options) {
    const redis = await startRedis(['--appendonly', 'yes', '--appendfsync', 'always']);
    return open({ ...options, redis });
  },
};

async function open({ target, concurrency, redis }) {
  const { Queue, Worker } = await import('bullmq');
  const { default: Redis } = await import('ioredis');
  const address = { host: '127.0.0.1', port: redis.port, maxRetriesPerRequest: null };
  const sender = createSender(target);
  const queueName = `destinations-bench-${process.pid}`;
  const queueConnection = new Redis(address);
  const queue = new Queue(queueName, { connection: queueConnection });
  let count = 0;

  return {
    async prepare(wanted) {
      count = wanted;
      for (const numbers of batchesOf(count, BATCH)) {
        await queue.addBulk(
          numbers.map((number) => ({ name: 'send', data: messageOf(number), opts: OPTIONS }))
        );
      }
    },
    async drain() {
      const connection = new Redis(address);
      const worker = new Worker(
        queueName,
        async ({ data }) => ({ status: await sender.send(data) }),
        { connection, concurrency, autorun: false }
      );
      await new Promise((resolve, reject) => {
        let completed = 0;
        worker.on('completed', () => {
          completed += 1;
          if (completed === count) resolve();
        });
        worker.on('failed', (_job, error) => reject(error));
        worker.run().catch(reject);
      });
      return async () => {
        await worker.close();
        connection.disconnect();
      };
    },
    async close() {
      await queue.obliterate({ force: true });
      await queue.close();
      queueConnection.disconnect();
      await redis.stop();
      await sender.close();
    },
  };
}

/** BullMQ on Redis: its worker, completed jobs kept with their result. */
import { batchesOf } from '../support/batches.mjs';
import { messageOf } from '../support/message.mjs';
import { answers } from '../support/ports.mjs';
import { createSender } from '../support/send.mjs';

export const name = 'BullMQ';
export const keeps =
  'the finished job with its times and the status it returned, in the memory of Redis; on disk as Redis is configured';
export const keepsResult = true;

const CONNECTION = { host: '127.0.0.1', port: 6379, maxRetriesPerRequest: null };
const BATCH = 1_000;
const OPTIONS = { attempts: 3, backoff: { type: 'exponential', delay: 10_000 } };

export const isReachable = () => answers(CONNECTION.port);

export async function open({ target, concurrency }) {
  const { Queue, Worker } = await import('bullmq');
  const { default: Redis } = await import('ioredis');
  const sender = createSender(target);
  const queueName = `destinations-bench-${process.pid}`;
  const queueConnection = new Redis(CONNECTION);
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
      const connection = new Redis(CONNECTION);
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
      await sender.close();
    },
  };
}

/** pg-boss on PostgreSQL: fetched and completed in batches, completed jobs kept with the status that came back. */
import { messageOf } from '../support/message.mjs';
import { answers } from '../support/ports.mjs';
import { createSender } from '../support/send.mjs';
import { createPostgresDatabase } from './postgres-database.mjs';

export const name = 'pg-boss';
export const keeps = 'the finished job with its times, and the status as its output';
export const keepsResult = true;

const QUEUE = 'bench';
/** Its own worker sleeps half a second between two batches; these loops do not. */
const LOOPS = 2;

export const isReachable = () => answers(5432);

export async function open({ target, concurrency }) {
  const { default: PgBoss } = await import('pg-boss');
  const database = await createPostgresDatabase('pg_boss');
  const sender = createSender(target);
  const boss = new PgBoss({ connectionString: database.url, supervise: false, schedule: false });
  boss.on('error', (error) => console.error(error));
  await boss.start();
  await boss.createQueue(QUEUE);

  async function loop() {
    for (;;) {
      const jobs = await boss.fetch(QUEUE, { batchSize: concurrency });
      if (jobs.length === 0) return;
      const statuses = await Promise.all(jobs.map(({ data }) => sender.send(data)));
      // It takes one output for all jobs that it completes at once.
      for (const status of new Set(statuses)) {
        const ids = jobs.flatMap(({ id }, index) => (statuses[index] === status ? [id] : []));
        await boss.complete(QUEUE, ids, { status });
      }
    }
  }

  return {
    async prepare(count) {
      const jobs = Array.from({ length: count }, (_, number) => ({
        name: QUEUE,
        data: messageOf(number),
        retryLimit: 3,
        retryBackoff: true,
      }));
      await boss.insert(jobs);
      await database.query('ANALYZE');
    },
    async drain() {
      await Promise.all(Array.from({ length: LOOPS }, loop));
    },
    async close() {
      await boss.stop({ graceful: false });
      await database.drop();
      await sender.close();
    },
  };
}

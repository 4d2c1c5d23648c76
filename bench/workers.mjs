/** The BullMQ engine: one Strapi alone, and with lone workers beside it. */
import { cpus } from 'node:os';
import { randomUUID } from 'node:crypto';

import { createDatabase } from './support/databases.mjs';
import { startReceiver } from './support/receiver.mjs';
import { median, round, spread } from './support/statistics.mjs';
import { startStrapiChild } from './support/strapi-child.mjs';
import { kindsOf, measureThroughput } from './support/throughput.mjs';
import { startWorker } from './support/worker.mjs';

const WORKERS = [0, 2, 4];

export default async function workers({ database: databaseName, sizes }) {
  const config = {
    pollInterval: 0.1,
    engine: {
      type: 'bullmq',
      connection: process.env.REDIS_URL ?? 'redis://127.0.0.1:6379',
      prefix: `bench-${randomUUID()}`,
    },
  };
  const kinds = kindsOf(sizes);
  const database = await createDatabase(databaseName);
  const receivers = [];
  const running = [];
  let strapi = null;

  try {
    for (const { options } of kinds) receivers.push(await startReceiver(options));
    strapi = await startStrapiChild({ database, config });
    const rows = [];
    for (const number of WORKERS) {
      while (running.length < number) running.push(await startWorker({ database, config }));
      for (const [index, { name, count }] of kinds.entries()) {
        const { rates, busy } = await measureThroughput(strapi, receivers[index], {
          ...sizes,
          count,
        });
        rows.push([
          name,
          number === 0 ? 'Strapi alone' : `Strapi and ${number} workers`,
          Math.round(median(rates)),
          spread(rates, 0),
          `${round(median(busy), 0)}`,
        ]);
      }
    }
    return {
      tables: [
        {
          columns: ['', 'processes', 'deliveries a second', 'rounds', 'machine busy, %'],
          rows: rows.sort(([a], [b]) => kindOf(kinds, a) - kindOf(kinds, b)),
        },
      ],
      targets: [],
      notes: [
        `The ${cpus().length} cores of the machine serve all processes, Redis, the database and the receiver together: near 100 % busy it is the machine that limits. The concurrency of a destination, 10, counts for all processes together.`,
      ],
    };
  } finally {
    for (const worker of running) await worker.stop();
    await strapi?.stop();
    await database.drop();
    for (const receiver of receivers) await receiver.stop();
  }
}

function kindOf(kinds, name) {
  return kinds.findIndex((kind) => kind.name === name);
}

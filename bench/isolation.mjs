/** Half of the destinations never answer: what the other half still gets. */
import { createDatabase } from './support/databases.mjs';
import { insertDeliveries } from './support/backlog.mjs';
import { startReceiver } from './support/receiver.mjs';
import { median, round, spread } from './support/statistics.mjs';
import { startStrapi } from './support/strapi.mjs';
import { until } from './support/time.mjs';
import { unfinished } from './support/unfinished.mjs';

const HALF = 10;
/** They time out again and again while the others get theirs. */
const HANGING = {
  timeoutSeconds: 3,
  failureHandling: { suspend: false, retry: { maxAttempts: 1 } },
};
const AT_LEAST = 0.9;

export default async function isolation({ database: databaseName, sizes }) {
  const healthyReceiver = await startReceiver();
  const hangingReceiver = await startReceiver({ hangs: true });
  const database = await createDatabase(databaseName);
  const bench = await startStrapi({ database });
  const { knex } = bench;
  const total = sizes.deliveries * HALF;
  let lastView = 0;

  const createAll = async (url, settings) => {
    const ids = [];
    for (let number = 0; number < HALF; number += 1) {
      const { data } = await bench.call('POST', '/destinations', {
        url,
        events: [],
        ...settings,
      });
      ids.push(data.id);
    }
    return ids;
  };
  const insert = async (ids) => {
    const backlogs = ids.map((destinationId, index) => ({
      destinationId,
      count: sizes.deliveries,
      firstView: lastView + index * sizes.deliveries,
    }));
    lastView += ids.length * sizes.deliveries;
    await insertDeliveries(bench, backlogs);
  };
  const drain = async (healthy) => {
    await healthyReceiver.expect(total);
    await insert(healthy);
    const { firstAt, lastAt } = await healthyReceiver.arrived();
    return (total / (lastAt - firstAt)) * 1_000;
  };

  try {
    const healthy = await createAll(healthyReceiver.url, {});
    const hung = await createAll(hangingReceiver.url, HANGING);
    const alone = [];
    const together = [];
    for (let number = 0; number < sizes.rounds; number += 1) {
      alone.push(await drain(healthy));
      // Those that hang are at it when the others begin.
      await hangingReceiver.expect(HALF);
      await insert(hung);
      await hangingReceiver.arrived();
      together.push(await drain(healthy));
      await knex('destinations_deliveries')
        .whereIn('destination_id', hung)
        .where('status', 'pending')
        .update({ status: 'canceled', due_at: null });
      await until(async () => !(await unfinished(knex).first('id')), 100);
    }
    const ratios = together.map((rate, index) => rate / alone[index]);
    return {
      tables: [
        {
          columns: ['healthy ones', 'deliveries a second', 'ratio', 'lowest–highest'],
          rows: [
            ['alone', Math.round(median(alone)), 1, ''],
            [
              'beside ten that hang',
              Math.round(median(together)),
              round(median(ratios), 2),
              spread(ratios),
            ],
          ],
        },
      ],
      targets: [{ what: 'throughput kept', value: round(median(ratios), 2), atLeast: AT_LEAST }],
      notes: [],
    };
  } finally {
    await hangingReceiver.stop();
    await bench.stop();
    await database.drop();
    await healthyReceiver.stop();
  }
}

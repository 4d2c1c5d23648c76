/** Two Strapi processes on one database against one. */
import { cpus } from 'node:os';

import { createDatabase } from './support/databases.mjs';
import { startReceiver } from './support/receiver.mjs';
import { median, round, spread } from './support/statistics.mjs';
import { startStrapiChild } from './support/strapi-child.mjs';
import { until } from './support/time.mjs';

const DESTINATIONS = 10;
const SLOW_MS = 100;
const AT_LEAST = 1.6;
/** Both find at once what was put into the table without them. */
const CONFIG = { pollInterval: 0.1 };

export default async function instances({ database: databaseName, sizes }) {
  const kinds = [
    { name: 'receivers answer at once', options: {}, count: sizes.deliveries },
    {
      name: `receivers answer after ${SLOW_MS} ms`,
      options: { delayMs: SLOW_MS },
      count: sizes.slowDeliveries,
    },
  ];
  const database = await createDatabase(databaseName);
  const strapis = [];
  const receivers = [];

  try {
    for (const { options } of kinds) receivers.push(await startReceiver(options));
    const measureAll = async () => {
      strapis.push(await startStrapiChild({ database, config: CONFIG }));
      const results = [];
      for (const [index, { count }] of kinds.entries()) {
        results.push(await measure(strapis[0], receivers[index], { ...sizes, count }));
      }
      return results;
    };
    return report(kinds, { one: await measureAll(), two: await measureAll() });
  } finally {
    for (const strapi of strapis) await strapi.stop();
    await database.drop();
    for (const receiver of receivers) await receiver.stop();
  }
}

/** @returns of each round how many a second arrived, and how busy the machine was */
async function measure(strapi, receiver, { count, rounds }) {
  const ids = [];
  for (let number = 0; number < DESTINATIONS; number += 1) {
    const { data } = await strapi.call('POST', '/destinations', { url: receiver.url, events: [] });
    ids.push(data.id);
  }
  const each = Math.ceil(count / DESTINATIONS);
  const total = each * DESTINATIONS;
  const rates = [];
  const busy = [];
  for (let number = 0; number < rounds; number += 1) {
    await receiver.expect(total);
    const endWatch = watchMachine();
    const backlogs = ids.map((destinationId, index) => ({
      destinationId,
      count: each,
      firstView: number * total + index * each,
    }));
    await strapi.act('insert', backlogs);
    const { firstAt, lastAt } = await receiver.arrived();
    busy.push(endWatch());
    rates.push((total / (lastAt - firstAt)) * 1_000);
    // All are settled before the next round begins.
    await until(() => strapi.act('isQuiet'), 50);
  }
  return { rates, busy };
}

function report(kinds, { one, two }) {
  const results = kinds.map(({ name }, index) => ({
    name,
    one: one[index],
    two: two[index],
    ratio: round(median(two[index].rates) / median(one[index].rates), 2),
  }));
  const percent = ({ busy }) => Math.round(median(busy));
  return {
    tables: [
      {
        columns: [
          '',
          'one, a second',
          'two, a second',
          'ratio',
          'one, rounds',
          'two, rounds',
          'machine busy, %',
        ],
        rows: results.map((result) => [
          result.name,
          Math.round(median(result.one.rates)),
          Math.round(median(result.two.rates)),
          result.ratio,
          spread(result.one.rates, 0),
          spread(result.two.rates, 0),
          `${percent(result.one)} / ${percent(result.two)}`,
        ]),
      },
    ],
    targets: results.map(({ name, ratio }) => ({ what: name, value: ratio, atLeast: AT_LEAST })),
    notes: [
      `The ${cpus().length} cores of the machine serve the Strapi processes, the database and the receiver together: near 100 % busy it is the machine that limits.`,
    ],
  };
}

/** @returns ends the watch and gives how busy all cores together were, in percent */
function watchMachine() {
  const read = () =>
    cpus().reduce(
      ({ idle, total }, { times }) => ({
        idle: idle + times.idle,
        total: total + Object.values(times).reduce((sum, ms) => sum + ms, 0),
      }),
      { idle: 0, total: 0 }
    );
  const before = read();
  return () => {
    const after = read();
    return 100 * (1 - (after.idle - before.idle) / (after.total - before.total));
  };
}

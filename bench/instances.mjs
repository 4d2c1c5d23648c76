/** Two Strapi processes on one database against one. */
import { cpus } from 'node:os';

import { createDatabase } from './support/databases.mjs';
import { startReceiver } from './support/receiver.mjs';
import { median, round, spread } from './support/statistics.mjs';
import { startStrapiChild } from './support/strapi-child.mjs';
import { kindsOf, measureThroughput } from './support/throughput.mjs';

const AT_LEAST = 1.6;
/** Both find at once what was put into the table without them. */
const CONFIG = { pollInterval: 0.1 };

export default async function instances({ database: databaseName, sizes }) {
  const kinds = kindsOf(sizes);
  const database = await createDatabase(databaseName);
  const strapis = [];
  const receivers = [];

  try {
    for (const { options } of kinds) receivers.push(await startReceiver(options));
    const measureAll = async () => {
      strapis.push(await startStrapiChild({ database, config: CONFIG }));
      const results = [];
      for (const [index, { count }] of kinds.entries()) {
        results.push(await measureThroughput(strapis[0], receivers[index], { ...sizes, count }));
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

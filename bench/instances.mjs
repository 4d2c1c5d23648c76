/** Two Strapi processes on one database against one. */
import { cpus } from 'node:os';

import { absenceOfShares, createShare } from './support/cpu-share.mjs';
import { createDatabase } from './support/databases.mjs';
import { startReceiver } from './support/receiver.mjs';
import { median, round, spread } from './support/statistics.mjs';
import { startStrapiChild } from './support/strapi-child.mjs';
import { kindsOf, measureThroughput } from './support/throughput.mjs';

const AT_LEAST = 1.6;
/** Busier than this, the machine has nothing left for a second instance, whatever that could do. */
const SATURATED_PERCENT = 85;
/** Of a core, for each Strapi: so little that the database and the receiver have enough left with two of them. */
const SHARE_PERCENT = 35;
/** Both find at once what was put into the table without them. */
const CONFIG = { pollInterval: 0.1 };

export default async function instances({ database: databaseName, sizes }) {
  const absence = absenceOfShares();
  const kinds = [...kindsOf(sizes), ...(absence ? [] : [withShare(kindsOf(sizes)[0])])];
  const database = await createDatabase(databaseName);
  const running = [];
  const receivers = [];

  try {
    for (const { options } of kinds) receivers.push(await startReceiver(options));
    const measureAll = async () => {
      running.push(await startInstance({ database, config: CONFIG }, absence === null));
      const results = [];
      for (const [index, { count, percent = null }] of kinds.entries()) {
        for (const { share } of running) share?.limitTo(percent);
        const { strapi } = running[0];
        results.push(await measureThroughput(strapi, receivers[index], { ...sizes, count }));
      }
      for (const { share } of running) share?.limitTo(null);
      return results;
    };
    return report({ kinds, absence, one: await measureAll(), two: await measureAll() });
  } finally {
    for (const { stop } of running) await stop();
    await database.drop();
    for (const receiver of receivers) await receiver.stop();
  }
}

/** What two machines would show, which this one has no room for. */
function withShare(kind) {
  return {
    ...kind,
    name: `${kind.name}, each Strapi with ${SHARE_PERCENT} % of a core`,
    percent: SHARE_PERCENT,
  };
}

async function startInstance(options, canLimit) {
  const strapi = await startStrapiChild(options);
  const share = canLimit ? createShare(strapi.pid) : null;
  return {
    strapi,
    share,
    async stop() {
      await strapi.stop();
      share?.remove();
    },
  };
}

function report({ kinds, absence, one, two }) {
  const results = kinds.map(({ name }, index) => ({
    name,
    one: one[index],
    two: two[index],
    ratio: round(median(two[index].rates) / median(one[index].rates), 2),
  }));
  const percent = ({ busy }) => Math.round(median(busy));
  const counting = results.filter(({ two }) => percent(two) <= SATURATED_PERCENT);
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
    targets: counting.map(({ name, ratio }) => ({ what: name, value: ratio, atLeast: AT_LEAST })),
    notes: [
      `The ${cpus().length} cores of the machine serve the Strapi processes, the database and the receiver together. Where two instances keep it more than ${SATURATED_PERCENT} % busy, the ratio says what the machine had left, not what a second one with cores of its own brings: there is no target then.`,
      absence === null
        ? `With ${SHARE_PERCENT} % of a core each, as if every Strapi had a slow machine of its own, the instances are the limit and the database and the receiver are not.`
        : `What two machines would show is left out: ${absence}.`,
    ],
  };
}

/** A million waiting and a million finished deliveries against a nearly empty database. */
import { createDatabase } from './support/databases.mjs';
import { startReceiver } from './support/receiver.mjs';
import { median, round } from './support/statistics.mjs';
import { startStrapiChild } from './support/strapi-child.mjs';
import { pause, timed } from './support/time.mjs';

const AT_MOST = 1.3;
const PAGE_MS = 50;
const ADDED_MB = 40;
/** A destination that comes back gets its backlog slowly at first. */
const RAMP_MS = 5_000;
const HISTORY_HOURS = 20 * 24;
/** As many as fill every page that is read: what is compared is what the size costs, and not a shorter answer. */
const FEW_FINISHED = 1_000;
/** Requests of each kind before those that are measured. */
const WARM_UP = 2;
/** So that the history is not shortened meanwhile. */
const CONFIG = { history: { maxRows: 10_000_000 } };

export default async function million({ database: databaseName, sizes }) {
  const receiver = await startReceiver();
  const databases = [];
  const strapis = [];
  const start = async (options) => {
    const strapi = await startStrapiChild(options);
    strapis.push(strapi);
    return strapi;
  };
  const prepare = async (withPlugin, counts) => {
    const database = await createDatabase(databaseName);
    databases.push(database);
    const destinationId = await fill(database, receiver, counts);
    return { strapi: await start({ database, config: CONFIG, withPlugin }), destinationId };
  };

  try {
    // The one that takes longest first: of a process that waits, the system may take back what lies idle.
    const full = await prepare(true, { waiting: sizes.rows, finished: sizes.rows });
    const empty = await prepare(true, { waiting: sizes.few, finished: FEW_FINISHED });
    const idle = await prepare(false, null);
    const pages = await readPages(empty, full, sizes.requests);
    await answer(idle.strapi, pages.length * (sizes.requests + WARM_UP));
    const idleMemory = {
      withoutPlugin: await memoryOfIdle(idle.strapi),
      empty: await memoryOfIdle(empty.strapi),
      full: await memoryOfIdle(full.strapi),
    };
    const drains = {
      empty: await drainFor(empty, receiver, sizes.drainMs),
      full: await drainFor(full, receiver, sizes.drainMs),
    };
    return report({ sizes, pages, drains, idleMemory });
  } finally {
    for (const strapi of strapis) await strapi.stop();
    for (const database of databases) await database.drop();
    await receiver.stop();
  }
}

/** As many requests as the others have answered; over its database, too, the plugin has run. */
async function answer(strapi, requests) {
  for (let number = 0; number < requests; number += 1) await strapi.call('GET', '/articles');
}

async function memoryOfIdle(strapi) {
  await strapi.act('watch', 'memory');
  await pause(500);
  return strapi.act('endWatch', 'memory');
}

/**
 * By a Strapi that ends then, so that no other one carries what filling took: with SQLite all of it happens in the
 * process.
 */
async function fill(database, receiver, counts) {
  const strapi = await startStrapiChild({ database, config: CONFIG });
  try {
    const { data } = await strapi.call('POST', '/destinations', { url: receiver.url, events: [] });
    const { id: destinationId } = data;
    await strapi.call('PATCH', `/destinations/${destinationId}/suspend`);
    if (counts === null) return destinationId;
    const { waiting, finished } = counts;
    await strapi.act('insert', [
      { destinationId, count: finished, firstView: 0, status: 'delivered', hours: HISTORY_HOURS },
      { destinationId, count: waiting, firstView: finished },
    ]);
    await strapi.act('vacuum');
    return destinationId;
  } finally {
    await strapi.stop();
  }
}

/** Of both in turns. */
async function readPages(empty, full, requests) {
  const day = 24 * 3_600_000;
  const from = new Date(Date.now() - 5 * day).toISOString();
  const to = new Date(Date.now() - 4 * day).toISOString();
  const kinds = {
    'first page': '',
    'waiting ones': 'status=pending',
    'delivered ones': 'status=delivered',
    'failed ones (there are none)': 'status=failed',
    'of one type': 'type=product',
    'of one day': `from=${from}&to=${to}`,
    'second page': 'page=2',
  };
  const results = [];
  for (const [name, query] of Object.entries(kinds)) {
    results.push(
      await compare(name, empty, full, requests, ({ strapi, destinationId }) =>
        strapi.call('GET', `/destinations/${destinationId}/deliveries?${query}`)
      )
    );
  }
  results.push(
    await compare('statistics', empty, full, requests, ({ strapi }) =>
      strapi.call('GET', '/destinations/statistics')
    )
  );
  return results;
}

async function compare(name, empty, full, requests, request) {
  const times = { empty: [], full: [] };
  for (let number = -WARM_UP; number < requests; number += 1) {
    for (const [key, side] of Object.entries({ empty, full })) {
      const ms = await timed(() => request(side));
      if (number >= 0) times[key].push(ms);
    }
  }
  return { name, empty: median(times.empty), full: median(times.full) };
}

/** What claims and settlements cost for each delivery, and what the process takes meanwhile. */
async function drainFor({ strapi, destinationId }, receiver, ms) {
  await receiver.expect(Infinity);
  await strapi.call('PATCH', `/destinations/${destinationId}/unsuspend`);
  await pause(RAMP_MS);

  await strapi.act('watch', 'memory');
  await strapi.act('watch', 'transactions');
  const before = await receiver.count();
  await pause(ms);
  const count = (await receiver.count()) - before;
  // A machine that is faster than this was made for has sent the small backlog by now.
  if (count === 0) throw new Error('Expected deliveries to arrive, got none: raise `few`');
  const costs = await strapi.act('endWatch', 'transactions');
  const memory = await strapi.act('endWatch', 'memory');

  await strapi.call('PATCH', `/destinations/${destinationId}/suspend`);
  return {
    rate: (count / ms) * 1_000,
    claim: (costs.claim / count) * 1_000,
    settle: (costs.settle / count) * 1_000,
    memory,
  };
}

function report({ sizes, pages, drains: { empty, full }, idleMemory }) {
  const ratio = (a, b) => round(a / b, 2);
  const costs = ['claim', 'settle'].map((kind) => ({
    name: `${kind}, µs a delivery`,
    empty: Math.round(empty[kind]),
    full: Math.round(full[kind]),
    ratio: ratio(full[kind], empty[kind]),
  }));
  const reads = pages.map((page) => ({
    name: `${page.name}, ms`,
    empty: round(page.empty, 1),
    full: round(page.full, 1),
    ratio: ratio(page.full, page.empty),
  }));
  const slowest = Math.max(...pages.map((page) => page.full));
  const over = ({ peak }) => Math.round(peak - idleMemory.withoutPlugin.peak);
  const memories = [
    ['Strapi without the plugin, idle', idleMemory.withoutPlugin],
    ['with it and a nearly empty backlog, idle', idleMemory.empty],
    ['… draining', empty.memory],
    ['with it and a full backlog, idle', idleMemory.full],
    ['… draining', full.memory],
  ];
  return {
    tables: [
      {
        columns: ['', 'nearly empty', 'full', 'ratio'],
        rows: [
          [
            'deliveries a second',
            Math.round(empty.rate),
            Math.round(full.rate),
            ratio(full.rate, empty.rate),
          ],
          ...[...costs, ...reads].map((line) => [line.name, line.empty, line.full, line.ratio]),
        ],
      },
      {
        columns: [
          'memory of the process, MB',
          'after a collection',
          'peak',
          'over Strapi without the plugin',
        ],
        rows: memories.map(([name, memory]) => [
          name,
          Math.round(memory.before),
          Math.round(memory.peak),
          over(memory),
        ]),
      },
    ],
    targets: [
      ...[...costs, ...reads].map((line) => ({
        what: line.name.split(',')[0],
        value: line.ratio,
        atMost: AT_MOST,
      })),
      { what: 'slowest page, ms', value: round(slowest, 1), atMost: PAGE_MS },
      { what: 'memory over an idle Strapi, MB', value: over(full.memory), atMost: ADDED_MB },
    ],
    notes: [
      `Full: ${sizes.rows.toLocaleString('en')} waiting and as many finished; nearly empty: ${sizes.few.toLocaleString('en')} and ${FEW_FINISHED}. Claims and settlements are the time of their queries while one destination with its default concurrency drains. The thread that sends starts with the first delivery.`,
    ],
  };
}

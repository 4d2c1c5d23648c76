/** One entry that many views reference: how fast the fan-out expands, and what it costs the process and the save. */
import { randomUUID } from 'node:crypto';

import { batchesOf } from './support/batches.mjs';
import { createDatabase } from './support/databases.mjs';
import { watchEventLoop } from './support/event-loop.mjs';
import { watchMemory } from './support/memory.mjs';
import { median, round } from './support/statistics.mjs';
import { startStrapi } from './support/strapi.mjs';
import { now, timed, until } from './support/time.mjs';

const BATCH = 100;
/** Views of a ledger that was there before. */
const FIRST_VIEW = 1_000_000;
const ADDED_P99_MS = 25;
const ADDED_MAX_MS = 50;
const ADDED_MB = 40;
const SAVE_AT_MOST = 1.1;
const VIEWS_A_SECOND = 10_000;

export default async function fanOut({ database: databaseName, sizes }) {
  const database = await createDatabase(databaseName);
  const bench = await startStrapi({ database });
  const { strapi, knex } = bench;
  const tags = strapi.documents('api::tag.tag');

  try {
    // Suspended: the expansion is measured alone, without the sending.
    const { data } = await bench.call('POST', '/destinations', {
      url: 'http://127.0.0.1:9/',
      events: ['article.*'],
    });
    await bench.call('PATCH', `/destinations/${data.id}/suspend`);
    const lonely = await tags.create({ data: { name: 'Lonely' } });
    const popular = await tags.create({ data: { name: 'Popular' } });
    await until(async () => !(await knex('destinations_changes').first('id')));
    await insertReferrers(bench, popular.documentId, sizes.referrers);

    const expansions = [];
    for (const name of ['the first time', 'while the first ones wait']) {
      expansions.push({
        name,
        ...(await expand(bench, { popular, lonely }, name, sizes.referrers)),
      });
    }
    const saves = await compareSaves(bench, { lonely, popular, number: sizes.saves });
    return report(sizes, expansions, saves);
  } finally {
    await bench.stop();
    await database.drop();
  }
}

async function insertReferrers({ knex, databaseName }, documentId, count) {
  for (const numbers of batchesOf(count, BATCH)) {
    await knex('destinations_views').insert(
      numbers.map((number) => ({
        id: FIRST_VIEW + number,
        type: 'article',
        origin_id: `bench${String(number).padStart(19, '0')}-en`,
        uid: 'api::article.article',
        document_id: `bench${String(number).padStart(19, '0')}`,
        locale: 'en',
        live: true,
        version: 1,
        changed_version: 1,
        hash: randomUUID(),
        space: 'default',
        updated_at: Date.now(),
      }))
    );
    await knex('destinations_references').insert(
      numbers.map((number) => ({
        view_id: FIRST_VIEW + number,
        uid: 'api::tag.tag',
        document_id: documentId,
        locale: '',
      }))
    );
  }
  if (databaseName === 'postgres') await knex.raw('ANALYZE');
}

async function expand({ strapi, knex }, { popular, lonely }, name, referrers) {
  const save = ({ documentId }) =>
    strapi.documents('api::tag.tag').update({ documentId, data: { name } });
  const endMemory = await watchMemory(async () => {
    await save(lonely);
    await until(async () => !(await knex('destinations_changes').first('id')));
  });
  const cpuBefore = process.cpuUsage();
  const endLoop = watchEventLoop();
  const start = now();
  await save(popular);
  await until(async () => {
    const change = await knex('destinations_changes').first('id');
    const fanout = await knex('destinations_fanouts').whereNotNull('due_at').first('id');
    return !change && !fanout;
  }, 50);
  const ms = now() - start;
  const loop = endLoop();
  const { user, system } = process.cpuUsage(cpuBefore);
  const memory = await endMemory();
  return {
    rate: (referrers / ms) * 1_000,
    // What a machine with nothing else to do comes close to.
    perCpuSecond: (referrers / (user + system)) * 1e6,
    loop,
    addedMb: memory.peak - memory.before,
  };
}

/** In pairs, of which every second one begins with the other save. */
async function compareSaves({ strapi, knex }, { lonely, popular, number }) {
  const save = ({ documentId }, name) =>
    timed(() => strapi.documents('api::tag.tag').update({ documentId, data: { name } }));
  const pairs = [];
  for (let round = 0; round < number; round += 1) {
    const pair = {};
    const turns = [
      ['without', lonely],
      ['withReferrers', popular],
    ];
    for (const [which, tag] of round % 2 === 0 ? turns : turns.toReversed()) {
      pair[which] = await save(tag, `Save ${round}`);
      await comeToRest(knex);
    }
    pairs.push(pair);
  }
  return pairs;
}

/** What follows from one save must not slow down the next one. */
async function comeToRest(knex) {
  await until(async () => !(await knex('destinations_changes').first('id')));
  // Ends the fan-out; a page that is under way is waited for.
  await knex('destinations_fanouts').delete();
}

function report({ referrers }, expansions, pairs) {
  const p50 = (which) => round(median(pairs.map((pair) => pair[which])), 2);
  const ratio = round(median(pairs.map((pair) => pair.withReferrers / pair.without)), 2);
  const worst = (of) => round(Math.max(...expansions.map(of)), 1);
  return {
    tables: [
      {
        columns: [
          'fan-out',
          'views a second',
          'views per CPU second',
          'event loop p50 / p99 / max, ms',
          'memory added, MB',
        ],
        rows: expansions.map(({ name, rate, perCpuSecond, loop, addedMb }) => [
          name,
          Math.round(rate),
          Math.round(perCpuSecond),
          `${round(loop.p50)} / ${round(loop.p99)} / ${round(loop.max)}`,
          Math.round(addedMb),
        ]),
      },
      {
        columns: ['save of an entry', 'p50 ms', 'ratio'],
        rows: [
          ['without referrers', p50('without'), 1],
          [`with ${referrers.toLocaleString('en')}`, p50('withReferrers'), ratio],
        ],
      },
    ],
    targets: [
      ...expansions.map(({ name, rate }) => ({
        what: `views a second, ${name}`,
        value: Math.round(rate),
        atLeast: VIEWS_A_SECOND,
      })),
      {
        what: 'event-loop delay, p99, ms',
        value: worst(({ loop }) => loop.p99),
        atMost: ADDED_P99_MS,
      },
      {
        what: 'event-loop delay, longest, ms',
        value: worst(({ loop }) => loop.max),
        atMost: ADDED_MAX_MS,
      },
      { what: 'memory added, MB', value: worst(({ addedMb }) => addedMb), atMost: ADDED_MB },
      { what: 'save', value: ratio, atMost: SAVE_AT_MOST },
    ],
    notes: [
      `${referrers.toLocaleString('en')} views; ${pairs.length} pairs of saves, whose ratio is the median of the ratios of the pairs.`,
    ],
  };
}

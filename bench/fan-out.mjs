/**
 * One entry that many views reference: how fast the fan-out expands, how long it blocks the event loop,
 * and what it costs the save. `node bench/fan-out.mjs [sqlite|postgres|mariadb] [referrers]`
 */
import { randomUUID } from 'node:crypto';

import { median, round, timed, withLoopDelay } from './support/measure.mjs';
import { startStrapi } from './support/strapi.mjs';

const [database = 'sqlite', count = '100000'] = process.argv.slice(2);
const REFERRERS = Number(count);
const SAVES = 41;

const bench = await startStrapi(database);
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
  await insertReferrers(popular.documentId);

  const first = await expand(popular.documentId, 'first');
  const again = await expand(popular.documentId, 'again');
  const saves = await compareSaves(lonely.documentId, popular.documentId);

  console.log(
    JSON.stringify(
      {
        database,
        referrers: REFERRERS,
        viewsPerSecond: { first: first.rate, coalescing: again.rate },
        viewsPerCpuSecond: { first: first.perCpuSecond, coalescing: again.perCpuSecond },
        eventLoopDelayMs: { first: first.delay, coalescing: again.delay },
        heapGrowthMb: { first: first.growth, coalescing: again.growth },
        saveMs: saves,
      },
      null,
      2
    )
  );
} finally {
  await bench.stop();
}

async function insertReferrers(documentId) {
  const batch = database === 'sqlite' ? 100 : 1_000;
  for (let start = 0; start < REFERRERS; start += batch) {
    const numbers = Array.from({ length: batch }, (_, index) => start + index + 1);
    await knex('destinations_views').insert(
      numbers.map((number) => ({
        id: 1_000_000 + number,
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
        view_id: 1_000_000 + number,
        uid: 'api::tag.tag',
        document_id: documentId,
        locale: '',
      }))
    );
  }
  if (database === 'postgres') await knex.raw('ANALYZE');
}

async function expand(documentId, name) {
  globalThis.gc?.();
  const before = process.memoryUsage().heapUsed;
  const cpuBefore = process.cpuUsage();
  const { ms, delay } = await withLoopDelay(async () => {
    await tags.update({ documentId, data: { name } });
    while (await isBusy()) await new Promise((resolve) => setTimeout(resolve, 20));
  });
  const { user, system } = process.cpuUsage(cpuBefore);
  globalThis.gc?.();
  const growth = round((process.memoryUsage().heapUsed - before) / 1e6);
  const { p50, p99, max } = delay;
  return {
    rate: Math.round((REFERRERS / ms) * 1_000),
    // What a machine with nothing else to do comes close to.
    perCpuSecond: Math.round((REFERRERS / (user + system)) * 1e6),
    delay: { p50: round(p50), p99: round(p99), max: round(max) },
    growth,
  };
}

async function isBusy() {
  const change = await knex('destinations_changes').first('id');
  const fanout = await knex('destinations_fanouts').whereNotNull('due_at').first('id');
  return Boolean(change ?? fanout);
}

/** Interleaved, each pair after the background has come to rest. */
async function compareSaves(lonely, popular) {
  const without = [];
  const withReferrers = [];
  for (let number = 0; number < SAVES; number += 1) {
    const save = (documentId) =>
      timed(() => tags.update({ documentId, data: { name: `Save ${number}` } }));
    without.push(await save(lonely));
    withReferrers.push(await save(popular));
    await knex('destinations_changes').delete();
    await knex('destinations_fanouts').delete();
  }
  return {
    withoutReferrers: round(median(without), 2),
    withReferrers: round(median(withReferrers), 2),
    ratio: round(median(withReferrers) / median(without), 2),
  };
}

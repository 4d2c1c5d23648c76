/**
 * Half of 20 destinations hang until their timeout: what the other half still gets a second, as a ratio to what it
 * gets alone. `node bench/isolation.mjs [sqlite|postgres|mariadb] [deliveries per destination]`
 */
import { fork } from 'node:child_process';
import { createServer } from 'node:http';
import { fileURLToPath } from 'node:url';

import { v7 as uuidv7 } from 'uuid';

import { median, round } from './support/measure.mjs';
import { startStrapi } from './support/strapi.mjs';

const [database = 'sqlite', count = '500', rounds = '5'] = process.argv.slice(2);
const DELIVERIES = Number(count);
const ROUNDS = Number(rounds);
const HALF = 10;
/** Nobody takes what is due then. */
const LATER = 9_999_999_999_999;

const receiver = fork(fileURLToPath(new URL('./support/receiver.mjs', import.meta.url)));
const port = await new Promise((resolve) => receiver.once('message', resolve));
const hanging = createServer(() => undefined);
await new Promise((resolve) => hanging.listen(0, '127.0.0.1', resolve));
const bench = await startStrapi(database, { pollInterval: 0.1 });
const { knex } = bench;
let lastView = 0;

try {
  const healthy = await createAll(port);
  const hung = await createAll(hanging.address().port);
  const alone = [];
  const together = [];
  for (let number = 0; number < ROUNDS; number += 1) {
    alone.push(await drain(healthy, []));
    together.push(await drain(healthy, hung));
  }
  console.log(
    JSON.stringify({
      database,
      destinations: 2 * HALF,
      deliveries: DELIVERIES * HALF,
      perSecond: {
        alone: Math.round(median(alone)),
        withHangingOnes: Math.round(median(together)),
      },
      ratio: round(median(together) / median(alone), 2),
      ratios: together.map((rate, index) => round(rate / alone[index], 2)),
    })
  );
} finally {
  hanging.closeAllConnections();
  hanging.close();
  await bench.stop();
  receiver.kill();
}

async function createAll(toPort) {
  const ids = [];
  for (let number = 0; number < HALF; number += 1) {
    const { data } = await bench.call('POST', '/destinations', {
      url: `http://127.0.0.1:${toPort}/hooks`,
      events: [],
      failureHandling: { suspend: false, retry: { maxAttempts: 1 } },
    });
    ids.push(data.id);
  }
  return ids;
}

/** @returns what the healthy ones get a second */
async function drain(healthy, hung) {
  for (const id of [...healthy, ...hung]) await insertBacklog(id);
  // Those that hang are at it when the others begin.
  for (const ids of [hung, healthy]) {
    await knex('destinations_deliveries')
      .whereIn('destination_id', ids)
      .where('due_at', LATER)
      .update({ due_at: Date.now() });
    if (ids.length > 0 && ids === hung) await new Promise((resolve) => setTimeout(resolve, 500));
  }
  const start = performance.now();
  const left = () =>
    knex('destinations_deliveries')
      .whereIn('destination_id', healthy)
      .whereIn('status', ['pending', 'delivering'])
      .first('id');
  while (await left()) await new Promise((resolve) => setTimeout(resolve, 20));
  const rate = ((DELIVERIES * HALF) / (performance.now() - start)) * 1_000;
  await knex('destinations_deliveries')
    .whereIn('destination_id', hung)
    .where('status', 'pending')
    .update({ status: 'canceled', due_at: null });
  return rate;
}

async function insertBacklog(destinationId) {
  const rows = Array.from({ length: DELIVERIES }, () => {
    lastView += 1;
    return {
      id: uuidv7(),
      destination_id: destinationId,
      view_id: lastView,
      type: 'article',
      origin_id: `bench${String(lastView).padStart(19, '0')}-en`,
      locale: 'en',
      action: 'Deploy',
      version: 1,
      due_at: LATER,
      created_at: Date.now(),
    };
  });
  for (let start = 0; start < rows.length; start += 100) {
    await knex('destinations_deliveries').insert(rows.slice(start, start + 100));
  }
}

/**
 * Draining a backlog to a local receiver, as a ratio to a bare undici loop with the same body and concurrency.
 * `node bench/drain.mjs [sqlite|postgres|mariadb] [deliveries] [rounds]`
 */
import { fork } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { fileURLToPath } from 'node:url';

import { Agent, request } from 'undici';
import { v7 as uuidv7 } from 'uuid';

import { median, round } from './support/measure.mjs';
import { startStrapi } from './support/strapi.mjs';

const [database = 'sqlite', count = '20000', rounds = '5'] = process.argv.slice(2);
const DELIVERIES = Number(count);
const CONCURRENCY = 64;
const ROUNDS = Number(rounds);
/** Nobody takes what is due then. */
const LATER = 9_999_999_999_999;

const receiver = fork(fileURLToPath(new URL('./support/receiver.mjs', import.meta.url)));
const port = await new Promise((resolve) => receiver.once('message', resolve));
const target = `http://127.0.0.1:${port}/hooks`;
const bench = await startStrapi(database, { pollInterval: 0.1 });

try {
  const { data } = await bench.call('POST', '/destinations', {
    url: target,
    events: [],
    concurrency: CONCURRENCY,
  });
  const bare = [];
  const plugin = [];
  for (let number = 0; number < ROUNDS; number += 1) {
    bare.push(await bareLoop());
    plugin.push(await drain(data.id, number));
  }
  const ratios = plugin.map((rate, index) => rate / bare[index]);
  console.log(
    JSON.stringify({
      database,
      deliveries: DELIVERIES,
      perSecond: { bareUndici: Math.round(median(bare)), plugin: Math.round(median(plugin)) },
      ratio: round(median(ratios), 2),
      ratios: ratios.map((ratio) => round(ratio, 2)),
    })
  );
} finally {
  await bench.stop();
  receiver.kill();
}

async function bareLoop() {
  const agent = new Agent({ connections: CONCURRENCY });
  const body = JSON.stringify({ id: randomUUID().repeat(8) });
  let left = DELIVERIES;
  const start = performance.now();
  await Promise.all(
    Array.from({ length: CONCURRENCY }, async () => {
      while (left > 0) {
        left -= 1;
        const response = await request(target, { dispatcher: agent, method: 'POST', body });
        await response.body.dump();
      }
    })
  );
  await agent.close();
  return (DELIVERIES / (performance.now() - start)) * 1_000;
}

async function drain(destinationId, number) {
  const { knex } = bench;
  const batch = 100;
  for (let start = 0; start < DELIVERIES; start += batch) {
    await knex('destinations_deliveries').insert(
      Array.from({ length: batch }, (_, index) => {
        const viewId = number * DELIVERIES + start + index + 1;
        return {
          id: uuidv7(),
          destination_id: destinationId,
          view_id: viewId,
          type: 'article',
          origin_id: `bench${String(viewId).padStart(19, '0')}-en`,
          locale: 'en',
          action: 'Deploy',
          version: 1,
          due_at: LATER,
          created_at: Date.now(),
        };
      })
    );
  }
  if (database === 'postgres') await knex.raw('ANALYZE');
  await knex('destinations_deliveries').where('due_at', LATER).update({ due_at: Date.now() });
  const start = performance.now();
  for (;;) {
    const row = await knex('destinations_deliveries')
      .where({ destination_id: destinationId })
      .whereIn('status', ['pending', 'delivering'])
      .first('id');
    if (!row) break;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  return (DELIVERIES / (performance.now() - start)) * 1_000;
}

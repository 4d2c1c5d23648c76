/**
 * Draining a backlog to a local receiver, as a ratio to a bare undici loop with the same body and concurrency.
 * `node bench/drain.mjs [sqlite|postgres|mariadb] [deliveries]`
 */
import { fork } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { fileURLToPath } from 'node:url';

import { Agent, request } from 'undici';

import { median, round } from './support/measure.mjs';
import { startStrapi } from './support/strapi.mjs';

const [database = 'sqlite', count = '20000'] = process.argv.slice(2);
const DELIVERIES = Number(count);
const CONCURRENCY = 64;
const ROUNDS = 5;

const receiver = fork(fileURLToPath(new URL('./support/receiver.mjs', import.meta.url)));
const port = await new Promise((resolve) => receiver.once('message', resolve));
const target = `http://127.0.0.1:${port}/hooks`;
const bench = await startStrapi(database);

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
  await bench.call('PATCH', `/destinations/${destinationId}/suspend`);
  const batch = 100;
  for (let start = 0; start < DELIVERIES; start += batch) {
    await knex('destinations_deliveries').insert(
      Array.from({ length: batch }, (_, index) => {
        const id = number * DELIVERIES + start + index + 1;
        return {
          id: randomUUID(),
          destination_id: destinationId,
          view_id: id,
          type: 'article',
          origin_id: `bench${String(id).padStart(19, '0')}-en`,
          locale: 'en',
          action: 'Deploy',
          version: 1,
          due_at: Date.now(),
          created_at: Date.now(),
        };
      })
    );
  }
  if (database === 'postgres') await knex.raw('ANALYZE');
  const start = performance.now();
  await bench.call('PATCH', `/destinations/${destinationId}/unsuspend`);
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

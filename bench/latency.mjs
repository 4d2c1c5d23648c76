/** Commit to arrival in an idle system: the plugin and Strapi's own webhook in turns. */
import { createDatabase } from './support/databases.mjs';
import { startReceiver } from './support/receiver.mjs';
import { median, percentile, round } from './support/statistics.mjs';
import { startStrapiChild } from './support/strapi-child.mjs';
import { now, pause } from './support/time.mjs';

/** Enough for V8 to have compiled what both need, as in a Strapi that has run for a while. */
const WARM_UP = 100;
/** Between two publishes, so that all work in the background is over. */
const IDLE_MS = 30;
const MEDIAN_MS = 10;
const P99_MS = 40;

export default async function latency({ database: databaseName, sizes }) {
  const receiver = await startReceiver();
  const databases = [await createDatabase(databaseName), await createDatabase(databaseName)];
  const withPlugin = await startStrapiChild({ database: databases[0] });
  const without = await startStrapiChild({ database: databases[1], withPlugin: false });

  try {
    await withPlugin.call('POST', '/destinations', { url: receiver.url, events: ['article.*'] });
    await without.act('addWebhook', receiver.url);
    const contenders = [];
    for (const [name, strapi] of [
      ['this plugin', withPlugin],
      ['Strapi’s webhook', without],
    ]) {
      await receiver.expect(1);
      const documentId = await strapi.act('createArticle', name);
      await receiver.arrived();
      contenders.push({ name, strapi, documentId, times: [], points: [] });
    }

    const start = now();
    for (let number = -WARM_UP; number < sizes.samples; number += 1) {
      for (const { strapi, documentId, times, points } of contenders) {
        await pause(IDLE_MS);
        await receiver.expect(1);
        const committedAt = await strapi.act('commit', documentId, `Version ${number}`);
        const ms = (await receiver.arrived()).firstAt - committedAt;
        if (number < 0) continue;
        times.push(ms);
        points.push([round((committedAt - start) / 1_000, 2), round(ms, 2)]);
      }
    }
    const [{ times }, own] = contenders;
    const ownMs = round(median(own.times), 1);
    return {
      tables: [
        {
          columns: ['sender', 'p50 ms', 'p90 ms', 'p99 ms', 'max ms'],
          rows: contenders.map((contender) => [
            contender.name,
            ...[50, 90, 99, 100].map((percent) => round(percentile(contender.times, percent), 1)),
          ]),
        },
      ],
      targets: [
        { what: 'median, ms', value: round(median(times), 1), atMost: MEDIAN_MS },
        { what: 'p99, ms', value: round(percentile(times, 99), 1), atMost: P99_MS },
      ],
      notes: [
        `${sizes.samples} publishes each.`,
        `Before anybody is told of a change, Strapi itself reads the entry twice, with all that it refers to, for its own events, on the same thread and with the same connections: its own webhook, which keeps nothing, needs ${ownMs} ms here.`,
      ],
      series: { latency: contenders.map(({ name, points }) => ({ name, points })) },
    };
  } finally {
    await withPlugin.stop();
    await without.stop();
    for (const database of databases) await database.drop();
    await receiver.stop();
  }
}

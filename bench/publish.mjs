/**
 * Publishing with the plugin against a Strapi without it, through the document service and the REST API. The two take
 * turns in pairs, and each goes first in every other one; what is judged is the median of the ratios within the pairs,
 * which a machine that is slow for a while does not move.
 */
import { createDatabase } from './support/databases.mjs';
import { startReceiver } from './support/receiver.mjs';
import { median, percentile, round } from './support/statistics.mjs';
import { startStrapiChild } from './support/strapi-child.mjs';
import { pause, timed, until } from './support/time.mjs';

const DESTINATIONS = [1, 10, 100];
/** Enough for V8 to have compiled what both need, as in a Strapi that has run for a while. */
const WARM_UP = 50;
/** Between two publishes. */
const IDLE_MS = 20;
const AT_MOST = 1.1;

export default async function publish({ database: databaseName, sizes }) {
  const receiver = await startReceiver();
  const databases = [await createDatabase(databaseName), await createDatabase(databaseName)];
  const withPlugin = await startStrapiChild({ database: databases[0] });
  const without = await startStrapiChild({ database: databases[1], withPlugin: false });
  const rows = [];
  const targets = [];
  let existing = 0;

  try {
    const documentIds = new Map([
      [withPlugin, await withPlugin.act('createArticle', 'Bench')],
      [without, await without.act('createArticle', 'Bench')],
    ]);
    for (const destinations of DESTINATIONS) {
      for (; existing < destinations; existing += 1) {
        await withPlugin.call('POST', '/destinations', {
          name: `Bench ${existing}`,
          url: receiver.url,
          events: ['article.*'],
        });
      }
      for (const [way, write] of Object.entries(WAYS)) {
        const times = new Map([withPlugin, without].map((strapi) => [strapi, []]));
        for (let number = -WARM_UP; number < sizes.samples; number += 1) {
          const turns = [...documentIds];
          if (number % 2 !== 0) turns.reverse();
          for (const [strapi, documentId] of turns) {
            const title = `${way} ${destinations} ${number}`;
            const expected = strapi === withPlugin ? destinations : 0;
            if (expected > 0) await receiver.expect(expected);
            const ms = await write(strapi, documentId, title);
            if (number >= 0) times.get(strapi).push(ms);
            if (expected > 0) {
              await receiver.arrived();
              await until(() => strapi.act('isQuiet'));
            }
            await pause(IDLE_MS);
          }
        }
        const [plugin, bare] = [times.get(withPlugin), times.get(without)];
        const ratios = plugin.map((ms, index) => ms / bare[index]);
        const ratio = round(median(ratios), 2);
        rows.push([
          way,
          destinations,
          round(median(bare), 1),
          round(median(plugin), 1),
          ratio,
          `${round(percentile(bare, 90), 1)} / ${round(percentile(plugin, 90), 1)}`,
          `${round(percentile(ratios, 25), 2)}–${round(percentile(ratios, 75), 2)}`,
        ]);
        targets.push({
          what: `${way}, ${destinations} destinations`,
          value: ratio,
          atMost: AT_MOST,
        });
      }
    }
    return {
      tables: [
        {
          columns: [
            'through',
            'destinations',
            'without, p50 ms',
            'with, p50 ms',
            'ratio of a pair, p50',
            'p90 without / with, ms',
            'half of the pairs',
          ],
          rows,
        },
      ],
      targets,
      notes: [
        `${sizes.samples} pairs each; the next turn begins when all messages have arrived and are settled.`,
      ],
    };
  } finally {
    await withPlugin.stop();
    await without.stop();
    for (const database of databases) await database.drop();
    await receiver.stop();
  }
}

const WAYS = {
  'document service': async (strapi, documentId, title) => {
    await strapi.act('updateDraft', documentId, title);
    return strapi.act('publish', documentId);
  },
  'REST API': (strapi, documentId, title) =>
    timed(() =>
      strapi.call('PUT', `/articles/${documentId}?locale=en&status=published`, { data: { title } })
    ),
};

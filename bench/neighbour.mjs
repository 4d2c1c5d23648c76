/** An editor's requests and the event loop, with and without a backlog that drains beside them. */
import { createDatabase } from './support/databases.mjs';
import { startReceiver } from './support/receiver.mjs';
import { median, percentile, round } from './support/statistics.mjs';
import { startStrapiChild } from './support/strapi-child.mjs';
import { pause, timed, until } from './support/time.mjs';

const CONCURRENCY = 64;
/** An editor, or the site that is being built, is not faster than this. */
const BETWEEN_MS = 20;
const AT_MOST = { sqlite: 2.5, postgres: 1.5 };
const ADDED_P99_MS = 25;
const ADDED_MAX_MS = 50;

export default async function neighbour({ database: databaseName, sizes }) {
  const receiver = await startReceiver();
  const database = await createDatabase(databaseName);
  const strapi = await startStrapiChild({ database });

  try {
    const { data: destination } = await strapi.call('POST', '/destinations', {
      url: receiver.url,
      events: [],
      concurrency: CONCURRENCY,
    });
    const documentId = await strapi.act('createArticle', 'Bench');
    const kinds = {
      'reads an article': () => strapi.call('GET', `/articles/${documentId}?locale=en&populate=*`),
      'saves an article': (number) =>
        strapi.call('PUT', `/articles/${documentId}?locale=en`, { data: { title: `V ${number}` } }),
    };
    const phases = { idle: newPhase(kinds), draining: newPhase(kinds) };
    const rates = [];
    await visit(kinds, newPhase(kinds), sizes.requests, () => true);

    for (let number = 0; number < sizes.rounds; number += 1) {
      await observe(strapi, phases.idle, () =>
        visit(kinds, phases.idle, sizes.requests, () => true)
      );
      const count = sizes.deliveries;
      await receiver.expect(count);
      await strapi.act('insert', [
        { destinationId: destination.id, count, firstView: number * count },
      ]);
      let isDraining = true;
      const drained = receiver.arrived().then(({ firstAt, lastAt }) => {
        isDraining = false;
        rates.push((count / (lastAt - firstAt)) * 1_000);
      });
      await observe(strapi, phases.draining, () =>
        visit(kinds, phases.draining, sizes.requests, () => isDraining)
      );
      await drained;
      await until(() => strapi.act('isQuiet'));
    }
    return report({ databaseName, kinds, phases, rates });
  } finally {
    await strapi.stop();
    await database.drop();
    await receiver.stop();
  }
}

function newPhase(kinds) {
  return { times: new Map(Object.keys(kinds).map((kind) => [kind, []])), loops: [] };
}

async function observe(strapi, { loops }, work) {
  await strapi.act('watch', 'eventLoop');
  await work();
  loops.push(await strapi.act('endWatch', 'eventLoop'));
}

/** One request after the other, of each kind in turn. */
async function visit(kinds, { times }, requests, isOn) {
  for (let number = 0; number < requests && isOn(); number += 1) {
    for (const [kind, request] of Object.entries(kinds)) {
      times.get(kind).push(await timed(() => request(number)));
      await pause(BETWEEN_MS);
    }
  }
}

function report({ databaseName, kinds, phases: { idle, draining }, rates }) {
  const targets = [];
  const requests = Object.keys(kinds).map((kind) => {
    const [alone, beside] = [idle.times.get(kind), draining.times.get(kind)];
    const ratio = round(median(beside) / median(alone), 2);
    targets.push({ what: `${kind}: median`, value: ratio, atMost: AT_MOST[databaseName] });
    return [
      kind,
      round(median(alone), 1),
      round(median(beside), 1),
      ratio,
      `${round(percentile(alone, 99), 1)} / ${round(percentile(beside, 99), 1)}`,
      beside.length,
    ];
  });
  const p99 = (loops) => median(loops.map((loop) => loop.p99));
  const max = (loops) => Math.max(...loops.map((loop) => loop.max));
  const addedP99 = round(p99(draining.loops) - p99(idle.loops), 1);
  const addedMax = round(max(draining.loops) - max(idle.loops), 1);
  return {
    tables: [
      {
        columns: ['the editor', 'idle, p50 ms', 'draining, p50 ms', 'ratio', 'p99 ms', 'requests'],
        rows: requests,
      },
      {
        columns: ['event loop', 'idle, ms', 'draining, ms', 'added, ms'],
        rows: [
          ['p99, median of rounds', round(p99(idle.loops)), round(p99(draining.loops)), addedP99],
          ['longest of all rounds', round(max(idle.loops)), round(max(draining.loops)), addedMax],
        ],
      },
    ],
    targets: [
      ...targets,
      { what: 'event-loop delay added, p99, ms', value: addedP99, atMost: ADDED_P99_MS },
      { what: 'event-loop delay added, longest, ms', value: addedMax, atMost: ADDED_MAX_MS },
    ],
    notes: [`Meanwhile ${Math.round(median(rates))} deliveries a second arrived.`],
  };
}

/** Draining a backlog: the plugin, Strapi's own runner and the contenders, round after round. */
import { BASELINE, CONTENDERS } from './contenders/index.mjs';
import { pluginSender, strapiRunnerSender } from './support/senders.mjs';
import { startChild } from './support/child.mjs';
import { createDatabase } from './support/databases.mjs';
import { watchDatabaseCpu } from './support/database-cpu.mjs';
import { sizeOf } from './support/size.mjs';
import { startReceiver } from './support/receiver.mjs';
import { median, round, spread } from './support/statistics.mjs';
import { startStrapi } from './support/strapi.mjs';

const CONCURRENCY = 64;
/** Rounds that do not count: V8 compiles what everybody needs. */
const WARM_UP = 1;
const PLUGIN = 'this plugin';
/** SQLite's own one, which Strapi leaves as it is, and the write-ahead log. */
const JOURNALS = [
  { name: PLUGIN, journal: 'delete' },
  { name: `${PLUGIN}, with WAL`, journal: 'wal' },
];
const RUNNER = 'Strapi’s webhook runner';
const AT_LEAST = { sqlite: 0.45, postgres: 0.42, mariadb: 0.36 };
const TIMES_RUNNER = 4;
const TIMES_CONTENDER = 1.2;

export default async function drain({ database: databaseName, sizes }) {
  const receiver = await startReceiver();
  const database = await createDatabase(databaseName);
  const bench = await startStrapi({ database });
  const others = await startChild(new URL('./contenders/process.mjs', import.meta.url), {
    args: [receiver.url, String(CONCURRENCY)],
  });
  const notes = [];

  try {
    const senders = [];
    for (const { name, keeps, keepsResult, isReachable } of CONTENDERS) {
      if (!(await isReachable())) {
        notes.push(`${name}: its server did not answer, left out.`);
        continue;
      }
      senders.push({
        name,
        keeps,
        timesAsFast: keepsResult ? TIMES_CONTENDER : null,
        count: name === BASELINE ? sizes.deliveries : sizes.contenders,
        prepare: (count) => others.call('prepare', name, count),
        drain: () => others.call('drain', name),
      });
    }
    senders.push({
      name: RUNNER,
      keeps: 'nothing',
      timesAsFast: TIMES_RUNNER,
      count: sizes.strapi,
      ...strapiRunnerSender(bench, receiver),
    });
    const plugin = await pluginSender(bench, receiver, { concurrency: CONCURRENCY });
    for (const { name, journal } of databaseName === 'sqlite' ? JOURNALS : [{ name: PLUGIN }]) {
      senders.push({
        name,
        keeps: 'the delivery, its attempt, receipt and statistics',
        timesAsFast: null,
        count: sizes.deliveries,
        ...plugin,
        prepare: async () => {
          if (journal) await bench.knex.raw(`pragma journal_mode = ${journal}`);
        },
      });
    }

    const rates = new Map(senders.map(({ name }) => [name, []]));
    const cpu = [];
    const serverCpu = [];
    let sizeBefore;
    let throughput = [];
    for (let number = -WARM_UP; number < sizes.rounds; number += 1) {
      if (number === 0) sizeBefore = await sizeOf(bench);
      for (const sender of senders) {
        let before = null;
        let databaseUsed = () => null;
        // To make the backlog is work of the database that belongs to no delivery.
        const { rate, points } = await measure(sender, receiver, () => {
          before = process.cpuUsage();
          databaseUsed = watchDatabaseCpu(databaseName);
        });
        if (number < 0) continue;
        rates.get(sender.name).push(rate);
        if (sender.name !== PLUGIN) continue;
        throughput = points;
        const { user, system } = process.cpuUsage(before);
        cpu.push((user + system) / sender.count);
        const used = databaseUsed();
        if (used !== null) serverCpu.push(used / sender.count);
      }
    }
    const kept = senders.filter(({ name }) => name.startsWith(PLUGIN)).length * sizes.rounds;
    const bytes = (await sizeOf(bench)) - sizeBefore;
    notes.push(
      `A delivery costs ${Math.round(median(cpu))} µs of the processor in Strapi's process${serverCpu.length > 0 ? `, ${Math.round(median(serverCpu))} µs in the database server` : ''} and, once it is finished, ${Math.round(bytes / (kept * sizes.deliveries))} bytes of disk with its attempt, receipt and all indexes.`
    );
    return report({ databaseName, senders, rates, throughput, notes });
  } finally {
    await others.call('close');
    await others.stop();
    await bench.stop();
    await database.drop();
    await receiver.stop();
  }
}

/** From the first arrival until the last result is kept. */
async function measure({ count, prepare, drain: start }, receiver, onBegin) {
  await prepare(count);
  await receiver.expect(count);
  const finishedAt = await start(count, onBegin);
  const arrivals = await receiver.arrived();
  const ms = Math.max(finishedAt, arrivals.lastAt) - arrivals.firstAt;
  // The last slice of time is not full.
  const points = arrivals.perSlice
    .slice(0, -1)
    .map((number, index) => [
      round(((index + 1) * arrivals.sliceMs) / 1_000, 2),
      Math.round((number / arrivals.sliceMs) * 1_000),
    ]);
  return { rate: (count / ms) * 1_000, points };
}

function report({ databaseName, senders, rates, throughput, notes }) {
  const baseline = rates.get(BASELINE);
  const ratiosOf = (name) => rates.get(name).map((rate, index) => rate / baseline[index]);
  const timesOf = (name) => median(rates.get(PLUGIN).map((rate, i) => rate / rates.get(name)[i]));
  const ratio = median(ratiosOf(PLUGIN));

  const targets = [
    { what: 'ratio to the bare loop', value: round(ratio, 2), atLeast: AT_LEAST[databaseName] },
  ];
  for (const { name, timesAsFast: atLeast } of senders) {
    if (atLeast === null) continue;
    targets.push({ what: `times as fast as ${name}`, value: round(timesOf(name), 2), atLeast });
  }
  return {
    tables: [
      {
        columns: ['sender', 'deliveries a second', 'ratio', 'lowest–highest', 'keeps'],
        rows: senders.map(({ name, keeps }) => [
          name,
          Math.round(median(rates.get(name))),
          round(median(ratiosOf(name)), 2),
          spread(ratiosOf(name)),
          keeps,
        ]),
      },
    ],
    targets,
    notes,
    series: { throughput: [{ name: 'this plugin', points: throughput }] },
  };
}

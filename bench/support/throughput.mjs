/** How many deliveries a second Strapi makes to ten destinations of one receiver, round after round. */
import { cpus } from 'node:os';

import { until } from './time.mjs';

const DESTINATIONS = 10;
const SLOW_MS = 100;

/** What is measured: how the receiver answers, and how many deliveries it gets. */
export function kindsOf({ deliveries, slowDeliveries }) {
  return [
    { name: 'receivers answer at once', options: {}, count: deliveries },
    {
      name: `receivers answer after ${SLOW_MS} ms`,
      options: { delayMs: SLOW_MS },
      count: slowDeliveries,
    },
  ];
}

/**
 * @param {{ call: Function, act: Function }} strapi in a process of its own
 * @returns of each round how many a second arrived, and how busy the machine was, in percent
 */
export async function measureThroughput(strapi, receiver, { count, rounds }) {
  const ids = [];
  for (let number = 0; number < DESTINATIONS; number += 1) {
    const { data } = await strapi.call('POST', '/destinations', { url: receiver.url, events: [] });
    ids.push(data.id);
  }
  const each = Math.ceil(count / DESTINATIONS);
  const total = each * DESTINATIONS;
  const rates = [];
  const busy = [];
  for (let number = 0; number < rounds; number += 1) {
    await receiver.expect(total);
    const endWatch = watchMachine();
    const backlogs = ids.map((destinationId, index) => ({
      destinationId,
      count: each,
      firstView: number * total + index * each,
    }));
    await strapi.act('insert', backlogs);
    const { firstAt, lastAt } = await receiver.arrived();
    busy.push(endWatch());
    rates.push((total / (lastAt - firstAt)) * 1_000);
    // All are settled before the next round begins.
    await until(() => strapi.act('isQuiet'), 50);
  }
  return { rates, busy };
}

/** @returns ends the watch and gives how busy all cores together were, in percent */
function watchMachine() {
  const read = () =>
    cpus().reduce(
      ({ idle, total }, { times }) => ({
        idle: idle + times.idle,
        total: total + Object.values(times).reduce((sum, ms) => sum + ms, 0),
      }),
      { idle: 0, total: 0 }
    );
  const before = read();
  return () => {
    const after = read();
    return 100 * (1 - (after.idle - before.idle) / (after.total - before.total));
  };
}

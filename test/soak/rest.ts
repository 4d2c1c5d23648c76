/** Waits, once nobody writes any more, until everything is planned, and sent or failed. */
import { setTimeout as pause } from 'node:timers/promises';

import { type Knex } from 'knex';

import { type Fleet } from './fleet';
import { bringHintsForward, countUnfinished, describeUnfinished } from './stored';

/** A planner's lease is a minute, a delivery's half of that; ten lost claims need ten of them. */
const REST_MS = 300_000;
/** The instances need the processor more than whoever asks. */
const LOOK_EVERY_MS = 500;

export interface RestDeps {
  fleet: Fleet;
  knex: Knex;
  signal: AbortSignal;
}

/** @returns a sentence for each thing that is not finished in time */
export async function untilAtRest({ fleet, knex, signal }: RestDeps): Promise<string[]> {
  await fleet.untilComplete();
  const deadline = Date.now() + REST_MS;
  while (Date.now() < deadline) {
    await bringHintsForward(knex);
    const unfinished = await countUnfinished(knex);
    if (Object.values(unfinished).every((count) => count === 0)) return [];
    await pause(LOOK_EVERY_MS, undefined, { signal });
  }
  return describeUnfinished(knex);
}

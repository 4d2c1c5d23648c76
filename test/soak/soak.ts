/** Writes, troubles and weather for a while, then rest; at the end everybody agrees, or it says who does not. */
import { mkdirSync, openSync, readFileSync } from 'node:fs';
import path from 'node:path';

import { type Knex } from 'knex';

import { type DestinationWithSecret } from '../../contracts/destination';
import { createTestDatabase } from '../support/databases';
import { eventually } from '../support/eventually';
import { compareDestination, compareLedger } from './agreement';
import { allPictures, pictureOf } from './content';
import { type Fleet, startFleet } from './fleet';
import { createOrderWatch, judge } from './order';
import { type Plan, type Planned, planSoak, type Trouble } from './plan';
import { type SoakReceiver, startSoakReceiver } from './receivers';
import {
  bringHintsForward,
  countDeliveries,
  countUnfinished,
  readFailed,
  readLateStarts,
  readLedger,
  readReceipts,
  readStarts,
} from './stored';
import { watchVitals } from './vitals';
import { startWriters, type Writers } from './writers';

export interface SoakOptions {
  seed: number;
  durationMs: number;
  /** For logs and the API token. */
  folder: string;
  say(line: string): void;
}

const WRITERS = 4;
const PROGRESS_MS = 10_000;
const SAMPLE_MS = 3_000;
/** A planner's lease is a minute, a delivery's half of that; ten lost claims need ten of them. */
const REST_MS = 300_000;
const TIMEOUT_SECONDS = 1;
/** The timeout and the slack of a lease. */
const LEASE_MS = 26_000;
const EVENTS = ['article.*', 'author.*', 'tag.*'];
const PROBE_SECONDS = 2;
const OWN_CONNECTION = 'soak';

/** How each destination is to treat its failures. */
const DESTINATIONS = {
  steady: {},
  // Wants every version in order, and is tried until the weather is better.
  flapping: {
    coalesce: false,
    failureHandling: {
      retry: { maxAttempts: 20, pattern: 'linear', intervalSeconds: 1, maxIntervalSeconds: 2 },
      suspendAfter: 10,
      probeSeconds: PROBE_SECONDS,
    },
  },
  // Gives up soon, so that it is suspended, probed and comes back.
  hanging: {
    failureHandling: {
      retry: { maxAttempts: 2, pattern: 'linear', intervalSeconds: 1 },
      suspendAfter: 5,
      probeSeconds: PROBE_SECONDS,
    },
  },
};

/** @returns what does not agree; nothing when all is well */
export async function soak(options: SoakOptions): Promise<string[]> {
  const { seed, durationMs, folder, say } = options;
  mkdirSync(folder, { recursive: true });
  const plan = planSoak(seed, durationMs);
  const tokenFile = path.join(folder, 'token');
  const database = await createTestDatabase('postgres');
  const knex = database.connect({ name: OWN_CONNECTION });
  const fleet = await startFleet({
    database,
    config: { pollInterval: 0.2 },
    env: { PLAYGROUND_API_TOKEN_FILE: tokenFile, TEST_LOG: 'info' },
    output: openSync(path.join(folder, 'strapi.log'), 'w'),
  });
  const watch = createOrderWatch();
  const look = (type: string, originId: string) => pictureOf(knex, type, originId);
  const receivers = {
    steady: await startSoakReceiver({ name: 'steady', watch, look }),
    flapping: await startSoakReceiver({ name: 'flapping', watch, look }),
    hanging: await startSoakReceiver({ name: 'hanging', watch, look }),
  };
  try {
    const token = readFileSync(tokenFile, 'utf8').trim();
    const ids = await createDestinations(fleet, token, Object.values(receivers));
    const writers = await startWriters({
      count: WRITERS,
      seed,
      token,
      instances: fleet.running,
    });
    const vitals = watchVitals(fleet.elder, SAMPLE_MS);
    const stopProgress = startProgress({ say, writers, receivers: Object.values(receivers), knex });

    await playOut(plan, { fleet, receivers, knex, say, durationMs });
    await writers.stop();
    say(`Writing has ended: ${writers.written()} writes, ${writers.refused()} refused.`);
    await rest(fleet, knex);
    stopProgress();
    const { problems, summary } = await vitals.stop();

    say(`Deliveries: ${JSON.stringify(await countDeliveries(knex))}; ${summary}`);
    say(
      `Started again after an end that nobody ordered: elder ${fleet.crashes.elder}, younger ${fleet.crashes.younger}`
    );
    const differences = await compareAll(false);
    await repair(fleet.elder().url, token, ids);
    await rest(fleet, knex);
    differences.push(...(await compareAll(true)));

    const doubtful = watch.doubts.flatMap(({ first, second }) => [first, second]);
    const startOf = await readStarts(knex, doubtful);
    say(`Arrivals out of order or at the same time: ${watch.doubts.length}`);
    return [
      ...differences,
      ...judge(watch.doubts, startOf, { frozen: fleet.frozen, leaseMs: LEASE_MS }),
      ...(await readLateStarts(knex)),
      ...problems,
      ...(fleet.crashes.elder > 0 ? ['The instance that nobody killed has ended.'] : []),
    ];

    /** Failed deliveries are visible and may differ, until they are repaired. */
    async function compareAll(isRepaired: boolean): Promise<string[]> {
      const pictures = await allPictures(knex);
      const ledger = await readLedger(knex);
      const found = compareLedger(pictures, ledger);
      for (const { name, known } of Object.values(receivers)) {
        const destinationId = ids.get(name) ?? '';
        const receipts = await readReceipts(knex, destinationId);
        const failed = isRepaired ? new Set<string>() : await readFailed(knex, destinationId);
        found.push(...compareDestination(pictures, ledger, { name, known, receipts, failed }));
        say(
          `${name}${isRepaired ? ', repaired' : ''}: ${ledger.length} views, ${receipts.size} receipts, ${failed.size} failed and visible`
        );
      }
      return found.map((difference) =>
        isRepaired ? `After the repair: ${difference}` : difference
      );
    }
  } finally {
    await fleet.stop();
    for (const receiver of Object.values(receivers)) await receiver.stop();
    await knex.destroy();
    await database.drop();
  }
}

async function createDestinations(
  fleet: Fleet,
  token: string,
  receivers: readonly SoakReceiver[]
): Promise<Map<string, string>> {
  const ids = new Map<string, string>();
  for (const { name, url } of receivers) {
    const { data } = await post<{ data: DestinationWithSecret }>(fleet.elder().url, token, '', {
      name,
      url,
      events: EVENTS,
      timeoutSeconds: TIMEOUT_SECONDS,
      ...DESTINATIONS[name as keyof typeof DESTINATIONS],
    });
    ids.set(name, data.id);
  }
  return ids;
}

/** What a person does about failed deliveries: compare, and queue what is missing or stale. */
async function repair(
  origin: string,
  token: string,
  ids: ReadonlyMap<string, string>
): Promise<void> {
  for (const id of ids.values()) await post(origin, token, `/${id}/reconcile`, {});
}

async function post<T>(origin: string, token: string, route: string, body: object): Promise<T> {
  const response = await fetch(`${origin}/api/destinations${route}`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  const text = await response.text();
  if (!response.ok) throw new Error(`POST ${route}: ${response.status} ${text}`);
  return JSON.parse(text) as T;
}

interface Stage {
  fleet: Fleet;
  receivers: Record<'steady' | 'flapping' | 'hanging', SoakReceiver>;
  knex: Knex;
  say(line: string): void;
  durationMs: number;
}

async function playOut(plan: Plan, stage: Stage): Promise<void> {
  const startedAt = Date.now();
  const until = (ms: number): Promise<void> =>
    new Promise((resolve) => setTimeout(resolve, Math.max(0, startedAt + ms - Date.now())));

  async function play<T>(events: readonly Planned<T>[], act: (event: T) => Promise<void>) {
    for (const { atMs, event } of events) {
      await until(atMs);
      await act(event);
    }
  }

  const { flapping, hanging } = stage.receivers;
  const blow = async (
    receiver: SoakReceiver,
    kind: Parameters<SoakReceiver['weather']>[0],
    ms: number
  ) => {
    receiver.weather(kind);
    await until(Date.now() - startedAt + ms);
    receiver.weather('fine');
  };
  await Promise.all([
    until(stage.durationMs),
    play(plan.troubles, (event) => trouble(event, stage)),
    play(plan.flapping, ({ kind, forMs }) => blow(flapping, kind, forMs)),
    play(plan.hanging, ({ kind, forMs }) => blow(hanging, kind, forMs)),
  ]);
}

async function trouble(event: Trouble, { fleet, knex, say }: Stage): Promise<void> {
  say(`! ${Object.values(event).join(' ')}`);
  switch (event.kind) {
    case 'kill':
      await fleet.kill(event.instance);
      return;
    case 'freeze':
      await fleet.freeze(event.instance, event.forMs);
      return;
    case 'database away':
      await fleet.takeDatabaseAway(event.forMs);
      return;
    case 'connections ended':
      await endConnections(knex);
  }
}

/** Those of the instances; a connection of the soak's own says so in its name. */
async function endConnections(knex: Knex): Promise<void> {
  await knex.raw(
    `select pg_terminate_backend(pid) from pg_stat_activity
      where datname = current_database() and application_name <> ?`,
    [OWN_CONNECTION]
  );
}

/** Everything planned, everything sent or failed. */
async function rest(fleet: Fleet, knex: Knex): Promise<void> {
  await fleet.untilComplete();
  await eventually(
    'everything planned and delivered',
    async () => {
      await bringHintsForward(knex);
      const unfinished = await countUnfinished(knex);
      return Object.values(unfinished).every((count) => count === 0);
    },
    REST_MS
  );
}

interface Progress {
  say(line: string): void;
  writers: Writers;
  receivers: readonly SoakReceiver[];
  knex: Knex;
}

function startProgress({ say, writers, receivers, knex }: Progress): () => void {
  const startedAt = Date.now();
  const report = async (): Promise<void> => {
    const seconds = Math.round((Date.now() - startedAt) / 1_000);
    const arrived = receivers.map((receiver) => `${receiver.name} ${receiver.arrived()}`);
    const unfinished = Object.entries(await countUnfinished(knex)).map(
      ([what, count]) => `${what} ${count}`
    );
    say(
      `${seconds} s: ${writers.written()} writes; arrived ${arrived.join(', ')}; waiting ${unfinished.join(', ')}`
    );
  };
  const timer = setInterval(() => void report().catch(() => undefined), PROGRESS_MS);
  return () => clearInterval(timer);
}

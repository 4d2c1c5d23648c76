/** Writes, troubles and weather for a while, then rest; at the end everybody agrees, or it says who does not. */
import { closeSync, mkdirSync, openSync, readFileSync } from 'node:fs';
import path from 'node:path';

import { type Knex } from 'knex';

import { type DestinationWithSecret } from '../../contracts/destination';
import { createTestDatabase } from '../support/databases';
import { startTcpProxy } from '../support/tcp-proxy';
import { compareDestination, compareLedger } from './agreement';
import { allPictures, pictureOf } from './content';
import { type Fleet, startFleet } from './fleet';
import { createOrderWatch, judge } from './order';
import { planSoak } from './plan';
import { OWN_CONNECTION, playOut } from './play';
import { type SoakReceiver, startSoakReceiver } from './receivers';
import { untilAtRest } from './rest';
import {
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
  /** Aborted: it ends at once, and leaves nothing behind. */
  signal: AbortSignal;
}

const WRITERS = 4;
const PROGRESS_MS = 10_000;
const SAMPLE_MS = 3_000;
const TIMEOUT_SECONDS = 1;
/** The timeout and the slack of a lease. */
const LEASE_MS = 26_000;
const EVENTS = ['article.*', 'author.*', 'tag.*'];
const PROBE_SECONDS = 2;

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
  const ending = new AbortController();
  const undo: (() => unknown)[] = [];
  try {
    return await run({
      ...options,
      signal: AbortSignal.any([options.signal, ending.signal]),
      inTheEnd: (step) => undo.push(step),
    });
  } finally {
    ending.abort();
    for (const step of undo.reverse()) await step();
  }
}

interface Run extends SoakOptions {
  /** What is to be undone, the last first, when the processes have been told to end. */
  inTheEnd(undo: () => unknown): void;
}

async function run({ seed, durationMs, folder, say, signal, inTheEnd }: Run): Promise<string[]> {
  mkdirSync(folder, { recursive: true });
  const plan = planSoak(seed, durationMs);
  const tokenFile = path.join(folder, 'token');
  const output = openSync(path.join(folder, 'strapi.log'), 'w');
  inTheEnd(() => closeSync(output));
  const database = await createTestDatabase('postgres');
  inTheEnd(() => database.drop());
  const knex = database.connect({ name: OWN_CONNECTION });
  inTheEnd(() => knex.destroy());
  const proxy = await startTcpProxy(Number(database.env.DATABASE_PORT));
  inTheEnd(() => proxy.stop());

  const fleet = await startFleet({
    database,
    proxy,
    config: { pollInterval: 0.2 },
    env: { PLAYGROUND_API_TOKEN_FILE: tokenFile, TEST_LOG: 'info' },
    output,
    signal,
  });
  const watch = createOrderWatch();
  const startReceiver = async (name: keyof typeof DESTINATIONS): Promise<SoakReceiver> => {
    const receiver = await startSoakReceiver({
      name,
      watch,
      look: (type, originId) => pictureOf(knex, type, originId),
    });
    inTheEnd(() => receiver.stop());
    return receiver;
  };
  const receivers = {
    steady: await startReceiver('steady'),
    flapping: await startReceiver('flapping'),
    hanging: await startReceiver('hanging'),
  };

  const token = readFileSync(tokenFile, 'utf8').trim();
  const ids = await createDestinations(fleet, token, Object.values(receivers));
  const writers = await startWriters({ count: WRITERS, seed, token, instances: fleet.running });
  inTheEnd(() => writers.stop());
  const vitals = watchVitals(fleet.elder, SAMPLE_MS);
  inTheEnd(() => vitals.stop());
  const stopProgress = startProgress({ say, writers, receivers: Object.values(receivers), knex });
  inTheEnd(stopProgress);

  await playOut(plan, { fleet, receivers, knex, say, durationMs, signal });
  await writers.stop();
  say(
    `Writing has ended: ${writers.written()} writes; not done ${JSON.stringify(writers.notDone())}`
  );
  const differences = await untilAtRest({ fleet, knex, signal });
  stopProgress();
  const { problems, summary } = await vitals.stop();

  say(`Deliveries: ${JSON.stringify(await countDeliveries(knex))}; ${summary}`);
  say(
    `Started again after an end that nobody ordered: elder ${fleet.crashes.elder}, younger ${fleet.crashes.younger}`
  );
  differences.push(...(await compareAll(false)));
  await repair(fleet.elder().url, token, ids);
  differences.push(...(await untilAtRest({ fleet, knex, signal })));
  differences.push(...(await compareAll(true)));

  const doubtful = watch.doubts.flatMap(({ first, second }) => [first, second]);
  const startOf = await readStarts(knex, doubtful);
  say(`Arrivals out of order or at the same time: ${watch.doubts.length}`);
  return [
    ...differences,
    ...judge(watch.doubts, startOf, { frozen: fleet.frozen, leaseMs: LEASE_MS }),
    ...(await readLateStarts(knex)),
    ...problems,
    ...Object.values(receivers).flatMap((receiver) => receiver.problems),
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
    return found.map((difference) => (isRepaired ? `After the repair: ${difference}` : difference));
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

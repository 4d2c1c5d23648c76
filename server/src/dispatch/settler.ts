/**
 * Collects outcomes and writes them together. An outcome is never dropped: while the database cannot be written
 * it is tried again and again, and the dispatcher claims nothing new meanwhile.
 */
import { type Settle, type Settled } from '../queue/settle';
import { type Settlement, withoutDetails } from '../queue/settlement';
import { toError } from '../support/errors';
import { type Logger } from '../support/logger';
import { immediate } from '../support/immediate';
import { createSignal } from './signal';

/**
 * How long the first outcome of a batch waits for others while requests are under way: a transaction costs the same
 * for one outcome as for a hundred, and nobody waits for its commit but the next version of the same view.
 */
const GATHER_MS = 50;
const FIRST_PAUSE_MS = 100;
const MAX_PAUSE_MS = 5_000;

export interface Settler {
  add(settlement: Settlement): void;
  /**
   * So many outcomes are on their way: until they are here others may wait a moment for them. Negative for those
   * that will never come.
   */
  expect(count: number): void;
  /** Adds one that was expected. */
  settle(settlement: Settlement): void;
  /** The last write failed and is being tried again. */
  isStuck(): boolean;
  /** Outcomes not written yet. */
  waiting(): number;
  start(): void;
  /** Writes what is there, and gives up once `deadlineMs` have passed; the leases then bring it back. */
  stop(deadlineMs: number): Promise<void>;
}

export interface SettlerDeps {
  settle: Settle;
  /** Outcomes that may be written at once, now. */
  batchSize(): number;
  logger: Logger;
  /** Milliseconds that only ever grow. */
  elapsed(): number;
  /** After the outcomes were committed. Must not throw. */
  onSettled(settled: Settled): void;
}

export function createSettler(deps: SettlerDeps): Settler {
  const { settle, batchSize, logger, elapsed, onSettled } = deps;
  const signal = createSignal();
  const complete = createSignal();
  const waiting: Settlement[] = [];
  let expected = 0;
  let isStuck = false;
  let isStopping = false;
  let isAbandoned = false;
  let running: Promise<void> | null = null;

  async function tryToSettle(batch: readonly Settlement[]): Promise<boolean> {
    try {
      onSettled(await settle(batch));
      isStuck = false;
      return true;
    } catch (error) {
      if (!isStuck) {
        logger.error(
          `The outcome of ${batch.length} attempts cannot be stored, nothing new is sent until it can: ${toError(error).message}`
        );
      }
      isStuck = true;
      return false;
    }
  }

  /**
   * One by one, the stubborn ones without what the receiver said: an answer that the database refuses must not
   * hold up the others. Where even that fails the database is away.
   * @returns what is not stored yet
   */
  async function settleSingly(batch: readonly Settlement[]): Promise<readonly Settlement[]> {
    for (const [index, settlement] of batch.entries()) {
      const isDone =
        (await tryToSettle([settlement])) || (await tryToSettle([withoutDetails(settlement)]));
      if (!isDone) return batch.slice(index);
    }
    return [];
  }

  async function write(batch: readonly Settlement[]): Promise<void> {
    if (await tryToSettle(batch)) return;
    let rest = batch;
    let pauseMs = FIRST_PAUSE_MS;
    while (!isAbandoned) {
      await signal.wait(pauseMs);
      if (await tryToSettle(rest)) return;
      rest = await settleSingly(rest);
      if (rest.length === 0) return;
      pauseMs = Math.min(pauseMs * 2, MAX_PAUSE_MS);
    }
  }

  const isComplete = (): boolean => isStopping || expected === 0 || waiting.length >= batchSize();

  async function gather(): Promise<void> {
    const until = elapsed() + GATHER_MS;
    // Every answer that has already arrived joins in, also where nothing else is under way.
    await immediate();
    while (!isComplete() && elapsed() < until) await complete.wait(until - elapsed());
  }

  function add(settlement: Settlement): void {
    waiting.push(settlement);
    if (!isStuck) signal.wake();
    if (isComplete()) complete.wake();
  }

  async function run(): Promise<void> {
    while (!isAbandoned && !(isStopping && waiting.length === 0)) {
      if (waiting.length === 0) {
        await signal.wait(60_000);
        continue;
      }
      if (waiting.length < batchSize()) await gather();
      await write(waiting.splice(0, batchSize()));
    }
  }

  return {
    add,
    expect(count) {
      expected += count;
      if (isComplete()) complete.wake();
    },
    settle(settlement) {
      expected -= 1;
      add(settlement);
    },
    isStuck: () => isStuck,
    waiting: () => waiting.length,
    start() {
      running ??= run();
    },
    async stop(deadlineMs) {
      isStopping = true;
      complete.wake();
      const timer = setTimeout(() => {
        isAbandoned = true;
        signal.wake();
      }, deadlineMs);
      signal.wake();
      await running;
      clearTimeout(timer);
    },
  };
}

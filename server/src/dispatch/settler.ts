/**
 * Collects outcomes and writes them together. An outcome is never dropped: while the database cannot be written
 * it is tried again and again, and the dispatcher claims nothing new meanwhile.
 */
import { type Settle, type Settlement } from '../queue/settle';
import { toError } from '../support/errors';
import { type Logger } from '../support/logger';
import { createSignal } from './signal';

const FIRST_PAUSE_MS = 100;
const MAX_PAUSE_MS = 5_000;

export interface Settler {
  add(settlement: Settlement): void;
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
  batchSize: number;
  logger: Logger;
  onSettled(): void;
}

export function createSettler({ settle, batchSize, logger, onSettled }: SettlerDeps): Settler {
  const signal = createSignal();
  const waiting: Settlement[] = [];
  let isStuck = false;
  let isStopping = false;
  let isAbandoned = false;
  let running: Promise<void> | null = null;

  async function write(batch: readonly Settlement[]): Promise<void> {
    for (
      let pauseMs = FIRST_PAUSE_MS;
      !isAbandoned;
      pauseMs = Math.min(pauseMs * 2, MAX_PAUSE_MS)
    ) {
      try {
        await settle(batch);
        isStuck = false;
        return;
      } catch (error) {
        if (!isStuck) {
          logger.error(
            `The outcome of ${batch.length} attempts cannot be stored, nothing new is sent until it can: ${toError(error).message}`
          );
        }
        isStuck = true;
        await signal.wait(pauseMs);
      }
    }
  }

  async function run(): Promise<void> {
    while (!isAbandoned && !(isStopping && waiting.length === 0)) {
      if (waiting.length === 0) {
        await signal.wait(60_000);
        continue;
      }
      await write(waiting.splice(0, batchSize));
      onSettled();
    }
  }

  return {
    add(settlement) {
      waiting.push(settlement);
      if (!isStuck) signal.wake();
    },
    isStuck: () => isStuck,
    waiting: () => waiting.length,
    start() {
      running ??= run();
    },
    async stop(deadlineMs) {
      isStopping = true;
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

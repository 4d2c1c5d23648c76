/** Does a turn of work whenever it is woken or its next turn is due, one at a time, until it is stopped. */
import { toError } from '../support/errors';
import { type Logger } from '../support/logger';
import { createSignal } from './signal';

/** After an error, so that a database that is away is not asked in a tight loop. */
const PAUSE_AFTER_ERROR_MS = 1_000;

export interface Loop {
  start(): void;
  wake(): void;
  /** Resolves when the turn that is under way has ended. */
  stop(): Promise<void>;
}

export interface LoopOptions {
  name: string;
  logger: Logger;
  /** The longest wait between two turns: finds what another instance or a crash left behind. */
  pollMs: number;
  /**
   * @param isWoken whether there is something new since the turn began
   * @returns milliseconds until the next turn is needed; 0 for at once, null for whenever it is woken or polls
   */
  turn(isWoken: () => boolean): Promise<number | null>;
}

export function createLoop({ name, logger, pollMs, turn }: LoopOptions): Loop {
  const signal = createSignal();
  let isStopped = false;
  let running: Promise<void> | null = null;

  async function oneTurn(): Promise<number | null> {
    try {
      return await turn(signal.isWoken);
    } catch (error) {
      logger.error(`The ${name} had a problem and goes on in a moment: ${toError(error).message}`);
      return PAUSE_AFTER_ERROR_MS;
    }
  }

  async function run(): Promise<void> {
    while (!isStopped) {
      signal.clear();
      const nextIn = await oneTurn();
      if (nextIn === 0) await new Promise((resolve) => setImmediate(resolve));
      else await signal.wait(Math.min(nextIn ?? pollMs, pollMs));
    }
  }

  return {
    start() {
      running ??= run();
    },
    wake: () => signal.wake(),
    async stop() {
      isStopped = true;
      signal.wake();
      await running;
    },
  };
}

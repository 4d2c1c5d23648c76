/** The messages that arrived, and waiting for one of them. */
import { setTimeout as sleep } from 'node:timers/promises';

import { problem } from '../support/problem.mjs';

const WAIT_MS = 20_000;
const QUIET_MS = 1_500;

/**
 * @param {(message: object) => void} print
 */
export function createInbox(print) {
  const messages = [];
  const waiting = new Set();

  return {
    add(message) {
      messages.push(message);
      print(message);
      for (const check of waiting) check();
    },
    count: () => messages.length,
    /** Resolves when nothing arrives any more, or when it has waited long enough. */
    async untilQuiet() {
      const deadline = Date.now() + WAIT_MS;
      let before;
      do {
        before = messages.length;
        await sleep(QUIET_MS);
      } while (messages.length > before && Date.now() < deadline);
    },
    /**
     * @param {string} what as in "a Deploy of the article"
     * @param {(message: object) => boolean} isWanted
     */
    expect(what, isWanted) {
      return new Promise((resolve, reject) => {
        const check = () => {
          const found = messages.find(isWanted);
          if (!found) return;
          waiting.delete(check);
          clearTimeout(timer);
          resolve(found);
        };
        const timer = setTimeout(() => {
          waiting.delete(check);
          reject(problem(`Missing: ${what}. It did not arrive within ${WAIT_MS / 1_000} s.`));
        }, WAIT_MS);
        // After Ctrl-C nobody waits any more.
        timer.unref();
        waiting.add(check);
        check();
      });
    },
  };
}

/** The messages that arrived, and waiting for one of them. */
import { problem } from './problem.mjs';

const WAIT_MS = 20_000;

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
    /** Messages that arrive later have a place from here on. */
    mark: () => messages.length,
    /**
     * @param {string} what as in "a Deploy of the article"
     * @param {(message: object) => boolean} isWanted
     * @param {number} since a mark
     */
    expect(what, isWanted, since = 0) {
      return new Promise((resolve, reject) => {
        const check = () => {
          const found = messages.slice(since).find(isWanted);
          if (!found) return;
          waiting.delete(check);
          clearTimeout(timer);
          resolve(found);
        };
        const timer = setTimeout(() => {
          waiting.delete(check);
          reject(problem(`Missing: ${what}. It did not arrive within ${WAIT_MS / 1_000} s.`));
        }, WAIT_MS);
        waiting.add(check);
        check();
      });
    },
  };
}

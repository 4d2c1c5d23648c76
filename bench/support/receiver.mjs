/** A receiver in a process of its own, which counts what arrives so that nobody has to ask a database. */
import { startChild } from './child.mjs';

/** Longer than any measurement waits when nothing is wrong. */
const PATIENCE_MS = 300_000;

/**
 * @param {{ delayMs?: number, hangs?: boolean }} options when it answers: at once, later, or never
 */
export async function startReceiver(options = {}) {
  const child = await startChild(new URL('./receiver-process.mjs', import.meta.url), {
    args: [JSON.stringify(options)],
  });
  const port = await child.call('port');
  return {
    url: `http://127.0.0.1:${port}/hooks`,
    /** Counts from now on. */
    expect: (count) => child.call('expect', count),
    /** @returns when the expected ones arrived, by the clock of `now()`, and how many in each slice of time */
    arrived: () => child.call('arrived', PATIENCE_MS),
    /** How many since `expect`. */
    count: () => child.call('count'),
    stop: () => child.stop(),
  };
}

/** One line per step, with the time it took. A long step shows that it is alive. */

const QUIET_MS = 10_000;
const FRAME_MS = 1_000;

/**
 * @param {string} label such as "Build the plugin"
 * @param {() => Promise<T>} work
 * @returns {Promise<T>}
 * @template T
 */
export async function step(label, work) {
  const started = performance.now();
  const elapsed = () => `${((performance.now() - started) / 1_000).toFixed(1)} s`;

  const alive = process.stdout.isTTY
    ? setInterval(() => process.stdout.write(`\r… ${label}  ${elapsed()}`), FRAME_MS)
    : setInterval(() => console.log(`… ${label}  ${elapsed()}`), QUIET_MS);
  try {
    const result = await work();
    clearLine();
    console.log(`✔ ${label}  ${elapsed()}`);
    return result;
  } catch (error) {
    clearLine();
    console.log(`✖ ${label}  ${elapsed()}`);
    throw error;
  } finally {
    clearInterval(alive);
  }
}

export function skipped(label, reason) {
  console.log(`✔ ${label}  ${reason}`);
}

function clearLine() {
  if (process.stdout.isTTY) process.stdout.write('\r\x1b[K');
}

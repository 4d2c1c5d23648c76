/** What this whole process takes of the machine's memory, in megabytes. */
import { pause } from './time.mjs';

const EVERY_MS = 50;
const SETTLE_MS = 100;
const rss = () => process.memoryUsage.rss() / 2 ** 20;

/** Twice: what a first collection finalizes is free after the second, and pages go back in between. */
async function collect() {
  for (let times = 0; times < 2; times += 1) {
    globalThis.gc?.();
    await pause(SETTLE_MS);
  }
}

/**
 * @param {() => Promise<void>} warmUp what brings back the compiled code that the collection throws away, before the
 * first reading
 * @returns ends the watch and says what was seen
 */
export async function watchMemory(warmUp = async () => {}) {
  await collect();
  await warmUp();
  const before = rss();
  let peak = before;
  const timer = setInterval(() => {
    peak = Math.max(peak, rss());
  }, EVERY_MS);
  return async () => {
    clearInterval(timer);
    await collect();
    return { before, peak, after: rss() };
  };
}

/** What this whole process takes of the machine's memory, in megabytes. */

const EVERY_MS = 50;
const rss = () => process.memoryUsage.rss() / 2 ** 20;

/** @returns ends the watch and says what was seen */
export function watchMemory() {
  globalThis.gc?.();
  const before = rss();
  let peak = before;
  const timer = setInterval(() => {
    peak = Math.max(peak, rss());
  }, EVERY_MS);
  return () => {
    clearInterval(timer);
    globalThis.gc?.();
    return { before, peak, after: rss() };
  };
}

/** One clock for all processes of a measurement. */

/** Milliseconds on the machine's monotonic clock, which every process reads the same. */
export const now = () => Number(process.hrtime.bigint()) / 1e6;

export const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

export async function timed(work) {
  const start = now();
  await work();
  return now() - start;
}

/** @param {() => Promise<unknown>} isTrue looked at every few milliseconds: must be cheap */
export async function until(isTrue, everyMs = 10) {
  while (!(await isTrue())) await pause(everyMs);
}

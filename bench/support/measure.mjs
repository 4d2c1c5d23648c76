/** Small tools to measure with. */
import { monitorEventLoopDelay } from 'node:perf_hooks';

/** How long the event loop was blocked while `work` ran, in milliseconds. */
export async function withLoopDelay(work) {
  const histogram = monitorEventLoopDelay({ resolution: 5 });
  histogram.enable();
  const start = performance.now();
  const result = await work();
  const ms = performance.now() - start;
  histogram.disable();
  const inMs = (nanoseconds) => Math.max(0, nanoseconds / 1e6 - 5);
  return {
    result,
    ms,
    delay: {
      p50: inMs(histogram.percentile(50)),
      p99: inMs(histogram.percentile(99)),
      max: inMs(histogram.max),
    },
  };
}

export function median(values) {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)];
}

export async function timed(work) {
  const start = performance.now();
  await work();
  return performance.now() - start;
}

export const round = (value, digits = 1) => Number(value.toFixed(digits));

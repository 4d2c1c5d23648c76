/**
 * Waits for a moment in which the machine does nothing else: on a shared one the disk or the processor may be taken
 * away for a second, and a figure would be about that.
 */
import { closeSync, fsyncSync, mkdtempSync, openSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

const PAGE = Buffer.alloc(256 * 1_024, 1);
const PROBE_MS = 1_000;
const STEPS = 1_000_000;
/** Longer than a still machine takes for a page to reach the disk, or for a few milliseconds of work. */
const STILL_MS = 15;
const STILL_PROBES = 3;
const PATIENCE_MS = 300_000;

/** @returns {Promise<number>} the longest pause of the machine in the last second, in milliseconds */
export async function awaitStillness() {
  const until = performance.now() + PATIENCE_MS;
  let longest = probe();
  for (let still = 0; still < STILL_PROBES && performance.now() < until; ) {
    await sleep(100);
    longest = probe();
    still = longest <= STILL_MS ? still + 1 : 0;
  }
  return longest;
}

/** @returns {number} the longest of many small steps of work and writes to the disk, in milliseconds */
export function probe() {
  const folder = mkdtempSync(path.join(tmpdir(), 'destinations-still-'));
  const file = openSync(path.join(folder, 'probe'), 'w');
  const until = performance.now() + PROBE_MS;
  let longest = 0;
  const time = (step) => {
    const start = performance.now();
    step();
    longest = Math.max(longest, performance.now() - start);
  };
  while (performance.now() < until) {
    time(() => {
      writeSync(file, PAGE, 0, PAGE.length, 0);
      fsyncSync(file);
    });
    time(() => {
      let sum = 0;
      for (let number = 0; number < STEPS; number += 1) sum += number % 7;
      return sum;
    });
  }
  closeSync(file);
  rmSync(folder, { recursive: true });
  return longest;
}

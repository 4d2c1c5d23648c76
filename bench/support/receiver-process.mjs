/** The receiver's own process: answers 200 and counts. */
import { createServer } from 'node:http';

import { answerCalls } from './child.mjs';
import { now } from './time.mjs';

const { delayMs = 0, hangs = false } = JSON.parse(process.argv[2]);
const SLICE_MS = 100;

let counted = startCounting(Infinity);

const server = createServer((request, response) => {
  request.resume();
  request.on('end', () => {
    counted.add();
    if (hangs) return;
    const answer = () => response.writeHead(200, { 'content-length': '0' }).end();
    if (delayMs > 0) setTimeout(answer, delayMs);
    else answer();
  });
});
server.keepAliveTimeout = 60_000;
await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));

answerCalls({
  port: () => server.address().port,
  expect(count) {
    counted = startCounting(count);
  },
  arrived: (patienceMs) => counted.within(patienceMs),
  count: () => counted.count(),
});

function startCounting(expected) {
  let count = 0;
  let firstAt = 0;
  const slices = [];
  let finish;
  const all = new Promise((resolve) => {
    finish = resolve;
  });
  return {
    count: () => count,
    async within(ms) {
      let timer;
      const impatience = new Promise((_resolve, reject) => {
        const giveUp = () =>
          reject(new Error(`Expected ${expected} messages, got ${count} of them`));
        timer = setTimeout(giveUp, ms);
      });
      try {
        return await Promise.race([all, impatience]);
      } finally {
        clearTimeout(timer);
      }
    },
    add() {
      const at = now();
      if (count === 0) firstAt = at;
      count += 1;
      const slice = Math.floor((at - firstAt) / SLICE_MS);
      slices[slice] = (slices[slice] ?? 0) + 1;
      if (count !== expected) return;
      const perSlice = Array.from(slices, (number) => number ?? 0);
      finish({ firstAt, lastAt: at, sliceMs: SLICE_MS, perSlice });
    },
  };
}

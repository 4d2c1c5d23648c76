/** Runs the contenders in a process of their own, as the plugin runs in Strapi's. */
import { answerCalls } from '../support/child.mjs';
import { now } from '../support/time.mjs';
import { CONTENDERS } from './index.mjs';

const [target, concurrency] = process.argv.slice(2);
const opened = new Map();

answerCalls({
  async prepare(name, count) {
    if (!opened.has(name)) {
      const contender = CONTENDERS.find((each) => each.name === name);
      opened.set(name, await contender.open({ target, concurrency: Number(concurrency) }));
    }
    await opened.get(name).prepare(count);
  },
  /** @returns when the last result was kept */
  async drain(name) {
    const end = await opened.get(name).drain();
    const finishedAt = now();
    await end?.();
    return finishedAt;
  },
  async close() {
    for (const contender of opened.values()) await contender.close();
  },
});

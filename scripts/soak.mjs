/**
 * `npm run soak [-- --minutes 3 --hours 0 --seed 1]`: two Strapi instances on PostgreSQL, four writers, three
 * receivers and every trouble that the guarantees name, at random; ends with 1 when anything disagrees afterwards.
 */
import { createRequire } from 'node:module';
import path from 'node:path';
import { parseArgs } from 'node:util';

import { buildPlugin, compilePlayground } from './support/build.mjs';
import { findNpm, requireNode } from './support/machine.mjs';
import { shown, TMP } from './support/paths.mjs';
import { canConnect } from './support/port.mjs';
import { main, problem } from './support/problem.mjs';
import { readTypeScript } from './support/typescript.mjs';

const POSTGRES_PORT = 5432;
const FOLDER = path.join(TMP, 'soak');
const MOST_SHOWN = 50;

main(async () => {
  requireNode();
  const { seed, durationMs } = parseOptions();
  if (!(await canConnect(POSTGRES_PORT))) {
    throw problem(`The soak needs PostgreSQL at 127.0.0.1:${POSTGRES_PORT}, and nothing answers.`);
  }
  await buildPlugin(findNpm());
  await compilePlayground();

  readTypeScript();
  const { soak } = createRequire(import.meta.url)('../test/soak/soak.ts');
  console.log(`\nSoak for ${durationMs / 60_000} minutes, --seed ${seed}\n`);
  const { signal } = endedBy('SIGINT', 'SIGTERM', 'SIGHUP');
  const differences = await soak({
    seed,
    durationMs,
    folder: FOLDER,
    say: console.log,
    signal,
  }).catch((error) => {
    signal.throwIfAborted();
    throw error;
  });

  if (differences.length === 0) {
    console.log(
      '\n✔ Content, ledger, receipts and receivers agree; the order of every view held.'
    );
    return;
  }
  for (const difference of differences.slice(0, MOST_SHOWN)) console.error(`✖ ${difference}`);
  throw problem(
    `${differences.length} differences. Repeat with --seed ${seed}. Log: ${shown(path.join(FOLDER, 'strapi.log'))}`
  );
});

/** The processes and the database of the soak end with it. */
function endedBy(...signals) {
  const ending = new AbortController();
  for (const name of signals) process.on(name, () => ending.abort(problem(`Ended by ${name}.`)));
  return ending;
}

function parseOptions() {
  const { values } = parseArgs({
    options: {
      minutes: { type: 'string' },
      hours: { type: 'string', default: '0' },
      seed: { type: 'string', default: String(Date.now() % 1_000_000) },
    },
  });
  const { hours, minutes = Number(hours) > 0 ? '0' : '3', seed } = values;
  const durationMs = (numberOf('hours', hours) * 60 + numberOf('minutes', minutes)) * 60_000;
  return { seed: numberOf('seed', seed), durationMs };
}

function numberOf(option, text) {
  const number = Number(text);
  if (text !== '' && Number.isFinite(number) && number >= 0) return number;
  throw problem(`Expected --${option} to be a number, got ${JSON.stringify(text)}.`);
}

/** What `npm run bench` does once the packages are there. */
import { fork } from 'node:child_process';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

import { buildPlugin, compilePlayground } from '../scripts/support/build.mjs';
import { problem } from '../scripts/support/problem.mjs';
import { MEASUREMENTS } from './measurements.mjs';
import { readResults, writePage, writeResult } from './report/files.mjs';
import { verdict } from './report/judge.mjs';
import { tableOf } from './report/table.mjs';
import { installContenders } from './support/contender-packages.mjs';
import { absence, versionOf } from './support/databases.mjs';
import { environmentOf, version } from './support/environment.mjs';
import { awaitStillness, probe } from './support/stillness.mjs';

const FOLDER = path.dirname(fileURLToPath(import.meta.url));
const ROOT = path.join(FOLDER, '..');
const QUICK = path.join(ROOT, '.tmp/bench');

/** @param {string[]} npm the program and its first arguments */
export async function bench(npm) {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      quick: { type: 'boolean', default: false },
      database: { type: 'string', multiple: true },
      size: { type: 'string', multiple: true, default: [] },
    },
  });
  // What is only a trial must not replace what was measured.
  const isTrial = values.quick || values.size.length > 0;
  const resultsFolder = path.join(isTrial ? QUICK : FOLDER, 'results');
  const docsFolder = isTrial ? QUICK : path.join(ROOT, 'docs');
  const failed = await measureAll(choose(positionals), { ...values, npm, resultsFolder });
  const page = await writePage(docsFolder, MEASUREMENTS, readResults(resultsFolder, MEASUREMENTS));
  console.log(`Written to ${path.relative(process.cwd(), page)}`);
  if (failed.length > 0) throw problem(`Failed: ${failed.join(', ')}`);
}

function choose(names) {
  const known = MEASUREMENTS.map(({ name }) => name);
  const unknown = names.filter((name) => !known.includes(name));
  if (unknown.length > 0) {
    throw problem(`Expected measurements out of ${known.join(', ')}, got ${unknown.join(', ')}`);
  }
  return MEASUREMENTS.filter(({ name }) => names.length === 0 || names.includes(name));
}

/** @returns what failed */
async function measureAll(measurements, { npm, quick, database: wanted, size, resultsFolder }) {
  await installContenders(npm);
  await buildPlugin(npm);
  await compilePlayground();

  // A trial needs no second one.
  const usual = (databases) => (quick ? databases.slice(0, 1) : databases);
  const failed = [];
  for (const { name, title, databases, sizes } of measurements) {
    for (const database of wanted?.filter((each) => databases.includes(each)) ?? usual(databases)) {
      const missing = await absence(database);
      if (missing) {
        console.log(`– ${title}, ${database}: ${missing}, left out`);
        continue;
      }
      const startedAt = performance.now();
      console.log(`… ${title}, ${database}`);
      const environment = environmentOf(await versionOf(database));
      const pauseBefore = quick ? null : await awaitStillness();
      const given = { ...(quick ? sizes.quick : sizes.full), ...parseSizes(size) };
      try {
        const result = await runApart(name, database, given);
        const command = ['npm run bench', ...process.argv.slice(2)].join(' ');
        const pauses = quick ? null : { before: pauseBefore, after: probe() };
        const run = {
          ...{ madeAt: new Date().toISOString(), version, command },
          environment: { ...environment, pauses },
          ...result,
        };
        const earlier = readResults(resultsFolder, measurements).get(name) ?? {};
        await writeResult(resultsFolder, name, { ...earlier, [database]: run });
        print(run, performance.now() - startedAt);
      } catch (error) {
        console.error(error);
        failed.push(`${name} on ${database}`);
      }
    }
  }
  return failed;
}

function parseSizes(list) {
  return Object.fromEntries(
    list.map((item) => {
      const [key, value] = item.split('=');
      if (!(Number(value) > 0))
        throw problem(`Expected --size rounds=3 or the like, got "${item}"`);
      return [key, Number(value)];
    })
  );
}

function runApart(name, database, sizes) {
  const child = fork(path.join(FOLDER, 'run.mjs'), [name, database, JSON.stringify(sizes)], {
    execArgv: ['--expose-gc'],
  });
  return new Promise((resolve, reject) => {
    child.once('message', resolve);
    child.once('exit', (code) => reject(new Error(`It ended with code ${code}`)));
  });
}

function print({ tables, targets, notes }, ms) {
  for (const table of tables) console.log(`\n${tableOf(table)}`);
  console.log(`\n${[...targets.map(verdict), ...notes].join('\n')}`);
  console.log(`\n✔ ${Math.round(ms / 1_000)} s\n`);
}

/** Runs jest on one database, and counts. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';

import { NODE_MODULES, ROOT, TMP } from './paths.mjs';
import { problem } from './problem.mjs';

const JEST = path.join(NODE_MODULES, 'jest/bin/jest.js');

/** More failed files than this are no coincidence. */
const MAX_REPEATED = 10;

/**
 * Tests with real processes and servers can miss their time on a busy machine: files that failed run once more,
 * alone, and are named. What fails twice has failed.
 * @param {{ database: string, config?: string, args?: string[] }} options `config` is jest's, `args` go to it
 * @returns {Promise<{ line: string, hasFailed: boolean }>} `line` as in "12 passed, 0 failed"
 */
export async function runTests({ database, config = 'jest.config.js', args = [] }) {
  console.log(`\nTests on ${database}\n`);
  const result = await runJest({ database, config, args });
  const failedFiles = result.testResults
    .filter(({ status }) => status === 'failed')
    .map(({ name }) => path.relative(ROOT, name));
  if (failedFiles.length === 0 || failedFiles.length > MAX_REPEATED) return report([result]);

  console.log(`\nOnce more, alone: ${failedFiles.join(', ')}\n`);
  const again = await runJest({ database, config, args: ['--runInBand', ...failedFiles] });
  if (again.success) console.log(`\nFailed at first, passed alone: ${failedFiles.join(', ')}`);
  return report([result, again]);
}

async function runJest({ database, config, args }) {
  const resultFile = path.join(TMP, `jest-${database}-${process.pid}.json`);
  mkdirSync(TMP, { recursive: true });
  const jest = spawn(
    process.execPath,
    [JEST, '--config', config, '--silent', '--json', `--outputFile=${resultFile}`, ...args],
    // With --json jest prints its report to stderr, and the result, which is in the file, to stdout.
    {
      cwd: ROOT,
      stdio: ['ignore', 'ignore', 'inherit'],
      env: { ...process.env, TEST_DATABASE: database },
    }
  );
  const [code, signal] = await once(jest, 'close');
  if (!existsSync(resultFile)) {
    throw problem(`jest ended with ${signal ?? `code ${code}`} before it ran the tests.`);
  }
  const result = JSON.parse(readFileSync(resultFile, 'utf8'));
  rmSync(resultFile);
  if (result.numTotalTestSuites === 0) {
    throw problem(`jest found no tests for ${args.join(' ')} in ${config}.`);
  }
  return result;
}

/** The last run decides what failed; what it repeated counts once. A file that could not be run is one failed test. */
function report(results) {
  const [first, again = first] = results;
  const failed = again.numFailedTests + again.numRuntimeErrorTestSuites;
  const skipped = first.numPendingTests + first.numTodoTests;
  const repeated = again === first ? 0 : first.numFailedTests - again.numFailedTests;
  const passed = first.numPassedTests + Math.max(0, repeated);
  const counts = [`${passed} passed`, `${failed} failed`];
  const line = [...counts, ...(skipped > 0 ? [`${skipped} skipped`] : [])].join(', ');
  return { line, hasFailed: !again.success };
}

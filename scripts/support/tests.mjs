/** Runs jest on one database, and counts. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';

import { NODE_MODULES, ROOT, TMP } from './paths.mjs';
import { problem } from './problem.mjs';

const JEST = path.join(NODE_MODULES, 'jest/bin/jest.js');

/**
 * @param {{ database: string, args?: string[] }} options `args` go to jest
 * @returns {Promise<{ line: string, hasFailed: boolean }>} `line` as in "12 passed, 0 failed"
 */
export async function runTests({ database, args = [] }) {
  const resultFile = path.join(TMP, `jest-${database}-${process.pid}.json`);
  mkdirSync(TMP, { recursive: true });
  console.log(`\nTests on ${database}\n`);

  const jest = spawn(
    process.execPath,
    [JEST, '--silent', '--json', `--outputFile=${resultFile}`, ...args],
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
  return { line: summary(result), hasFailed: code !== 0 };
}

/** A file that could not be run counts as one failed test. */
function summary(result) {
  const failed = result.numFailedTests + result.numRuntimeErrorTestSuites;
  const skipped = result.numPendingTests + result.numTodoTests;
  const counts = [`${result.numPassedTests} passed`, `${failed} failed`];
  return [...counts, ...(skipped > 0 ? [`${skipped} skipped`] : [])].join(', ');
}

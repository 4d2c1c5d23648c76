/** Types, lint and formatting. What one finds is shown at once, and the next ones still run. */
import { runCommand } from './command.mjs';
import { ROOT } from './paths.mjs';
import { printError } from './problem.mjs';
import { step } from './progress.mjs';

const CHECKS = [
  { label: 'Check types', script: 'check:types' },
  { label: 'Check lint', script: 'check:lint' },
  { label: 'Check formatting', script: 'check:format' },
];

/** @returns {Promise<string[]>} the labels of those that failed */
export async function runChecks(npm) {
  const failed = [];
  for (const { label, script } of CHECKS) {
    try {
      await step(label, () => runCheck(npm, script));
    } catch (error) {
      printError(error);
      failed.push(label);
    }
  }
  return failed;
}

function runCheck(npm, script) {
  return runCommand({
    name: `npm run ${script}`,
    command: [...npm, 'run', '--silent', script],
    cwd: ROOT,
    timeoutMinutes: 10,
  });
}

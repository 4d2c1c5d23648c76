/** Expected problems: shown as a sentence, without a stack trace. */

const NAME = 'Problem';

/**
 * @param {string} message what is wrong and what to do
 * @param {string} [details] such as the last lines of a program that failed
 */
export function problem(message, details) {
  return Object.assign(new Error(message), { name: NAME, details });
}

/** Says what went wrong; a stack only for what nobody expected. */
export function printError(error) {
  if (!(error instanceof Error) || error.name !== NAME) {
    console.error(error);
    return;
  }
  console.error(`\n✖ ${error.message}`);
  if (error.details) console.error(error.details);
}

/** Runs a script: what it throws is said, and is its exit code. */
export async function main(script) {
  try {
    await script();
  } catch (error) {
    printError(error);
    process.exitCode = 1;
  }
}

/** Expected problems: shown as a sentence, without a stack trace. */

/**
 * @param {string} message what is wrong and what to do
 * @param {string} [details] such as the last lines of a program that failed
 */
export function problem(message, details) {
  return Object.assign(new Error(message), { name: 'DemoProblem', details });
}

export function isProblem(error) {
  return error instanceof Error && error.name === 'DemoProblem';
}

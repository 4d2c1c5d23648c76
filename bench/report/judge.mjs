/** Whether a target is met. Pure. */

/** @typedef {{ what: string, value: number, atLeast?: number, atMost?: number }} Target */

/** @param {Target} target */
export function isMet({ value, atLeast = -Infinity, atMost = Infinity }) {
  return value >= atLeast && value <= atMost;
}

/** Such as `**met** throughput kept: 0.97, at least 0.9`. @param {Target} target */
export function verdict(target) {
  const { what, value, atLeast, atMost } = target;
  const limit = atLeast === undefined ? `at most ${atMost}` : `at least ${atLeast}`;
  return `**${isMet(target) ? 'met' : 'not met'}** – ${what}: ${value}, ${limit}`;
}

/** What is said of many numbers. Pure. */

export function median(values) {
  return percentile(values, 50);
}

/** @param {readonly number[]} values @param {number} percent 0–100 */
export function percentile(values, percent) {
  if (values.length === 0) throw new Error('Expected at least one value');
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor((sorted.length * percent) / 100))];
}

export const round = (value, digits = 1) => Number(value.toFixed(digits));

/** Such as `0.44–0.47`. */
export function spread(values, digits = 2) {
  return `${round(Math.min(...values), digits)}–${round(Math.max(...values), digits)}`;
}

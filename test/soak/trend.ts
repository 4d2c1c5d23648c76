/** Whether a measure stays flat: a straight line through its samples, and what it gains from end to end. Pure. */
export interface Sample {
  atMs: number;
  value: number;
}

export interface Trend {
  first: number;
  last: number;
  /** Along the line, over the time of all samples. */
  gain: number;
}

/** The line through samples by least squares; null for fewer than three, which say nothing. */
export function trendOf(samples: readonly Sample[]): Trend | null {
  if (samples.length < 3) return null;
  const meanAt = mean(samples.map(({ atMs }) => atMs));
  const meanValue = mean(samples.map(({ value }) => value));
  const variance = sum(samples.map(({ atMs }) => (atMs - meanAt) ** 2));
  const covariance = sum(samples.map(({ atMs, value }) => (atMs - meanAt) * (value - meanValue)));
  const slope = variance === 0 ? 0 : covariance / variance;
  const [{ atMs: from }] = samples;
  const { atMs: to } = samples[samples.length - 1];
  const at = (ms: number): number => meanValue + slope * (ms - meanAt);
  return { first: at(from), last: at(to), gain: at(to) - at(from) };
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}

function mean(values: readonly number[]): number {
  return sum(values) / values.length;
}

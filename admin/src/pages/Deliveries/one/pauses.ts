/** How long was waited before each attempt. Pure. */
import { type Attempt } from '../../../../../contracts/delivery';

/** Milliseconds since the end of the attempt before; null for the first one. */
export function pausesOf(attempts: readonly Attempt[]): (number | null)[] {
  return attempts.map(({ startedAt }, index) => {
    if (index === 0) return null;
    const before = attempts[index - 1];
    const endedAt = Date.parse(before.startedAt) + before.durationMs;
    return Math.max(0, Date.parse(startedAt) - endedAt);
  });
}

export interface Duration {
  unit: 'second' | 'minute' | 'hour' | 'day';
  value: number;
}

const UNITS: readonly [Duration['unit'], number][] = [
  ['day', 86_400_000],
  ['hour', 3_600_000],
  ['minute', 60_000],
  ['second', 1_000],
];

/** In the largest unit that fits, such as 2.5 hours; rounded to a tenth. */
export function durationOf(ms: number): Duration {
  const [unit, size] = UNITS.find(([, each]) => ms >= each) ?? ['second', 1_000];
  return { unit, value: Math.round((ms / size) * 10) / 10 };
}

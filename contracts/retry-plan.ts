/** How long to wait between the attempts of a delivery. Pure. */
import { parseDuration } from './durations';
import type { FailureHandling } from './failure-handling';

type Retry = FailureHandling['retry'];

/**
 * The wait before attempt `attemptNumber + 1`, without jitter. With an interval of 10 s and the schedule 5s, 5m:
 *
 * | after attempt | linear | exponential | schedule |
 * |---|---|---|---|
 * | 1 | 10 s | 10 s | 5 s |
 * | 2 | 20 s | 20 s | 5 m |
 * | 3 | 30 s | 40 s | 5 m |
 */
export function plannedDelayMs(retry: Retry, attemptNumber: number): number {
  return Math.min(plannedSeconds(retry, attemptNumber), retry.maxIntervalSeconds) * 1_000;
}

function plannedSeconds(retry: Retry, attemptNumber: number): number {
  switch (retry.pattern) {
    case 'linear':
      return retry.intervalSeconds * attemptNumber;
    case 'exponential':
      return retry.intervalSeconds * 2 ** (attemptNumber - 1);
    case 'schedule': {
      const text = retry.schedule[Math.min(attemptNumber, retry.schedule.length) - 1];
      return (text === undefined ? null : parseDuration(text)) ?? retry.intervalSeconds;
    }
    default: {
      const unknown: never = retry.pattern;
      throw new Error(`Expected linear, exponential or schedule, got ${JSON.stringify(unknown)}`);
    }
  }
}

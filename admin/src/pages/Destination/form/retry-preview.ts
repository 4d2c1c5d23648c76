/** When a delivery that keeps failing is tried: the waits, in seconds, as the server will plan them. Pure. */
import { parseDuration } from '../../../../../contracts/durations';
import { MAX_ATTEMPTS, resolveFailureHandling } from '../../../../../contracts/failure-handling';
import { plannedDelayMs } from '../../../../../contracts/retry-plan';
import { failureHandlingOf } from './input';

/** @returns null while the schedule cannot be read */
export function plannedWaits(values: Parameters<typeof failureHandlingOf>[0]): number[] | null {
  const input = failureHandlingOf(values);
  const durations = input.retry?.schedule ?? [];
  const isReadable = durations.every((duration) => parseDuration(duration) !== null);
  if (!isReadable || (values.pattern === 'schedule' && durations.length === 0)) return null;

  const { retry } = resolveFailureHandling(input);
  const retries = Math.min(Math.max(retry.maxAttempts, 1), MAX_ATTEMPTS) - 1;
  return Array.from(
    { length: retries },
    (_none, index) => plannedDelayMs(retry, index + 1) / 1_000
  );
}

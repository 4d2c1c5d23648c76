/** Ids of deliveries begin with the time at which they were made, so a range of time is a range of ids. Pure. */
import { firstUuidOf } from '../support/uuid';

/** Ids take the time of the process, rows that of the database; no further apart than this. */
const MAX_CLOCK_SKEW_MS = 3_600_000;

/** Less than every id made at this time or later. */
export function idBefore(time: Date): string {
  return firstUuidOf(time.getTime() - MAX_CLOCK_SKEW_MS);
}

/** Greater than every id made before this time. */
export function idAfter(time: Date): string {
  return firstUuidOf(time.getTime() + MAX_CLOCK_SKEW_MS);
}

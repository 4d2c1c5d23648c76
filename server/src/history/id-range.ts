/** Ids of deliveries begin with the time at which they were made, so a range of time is a range of ids. Pure. */

/** Ids take the time of the process, rows that of the database; no further apart than this. */
const MAX_CLOCK_SKEW_MS = 3_600_000;

/** Less than every id made at this time or later. */
export function idBefore(time: Date): string {
  return idAt(time.getTime() - MAX_CLOCK_SKEW_MS);
}

/** Greater than every id made before this time. */
export function idAfter(time: Date): string {
  return idAt(time.getTime() + MAX_CLOCK_SKEW_MS);
}

/** The first UUID version 7 of a millisecond. */
function idAt(epoch: number): string {
  const hex = Math.min(Math.max(epoch, 0), 2 ** 48 - 1)
    .toString(16)
    .padStart(12, '0');
  return `${hex.slice(0, 8)}-${hex.slice(8)}-0000-0000-000000000000`;
}

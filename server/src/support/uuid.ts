/** Ids from outside: what is no UUID cannot be an id, and never reaches the database. */
const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** Less than every id (RFC 9562, 5.9). */
export const NIL_UUID = '00000000-0000-0000-0000-000000000000';

/** The milliseconds in a UUID version 7 (RFC 9562, 5.7). */
const MAX_EPOCH_MS = 2 ** 48 - 1;

/** The smallest id, a UUID version 7, that can be made in this millisecond or later. */
export function firstUuidOf(epochMs: number): string {
  const time = Math.min(Math.max(Math.floor(epochMs), 0), MAX_EPOCH_MS);
  const hex = time.toString(16).padStart(12, '0');
  return `${hex.slice(0, 8)}-${hex.slice(8)}-7000-8000-000000000000`;
}

/** In the lower-case spelling in which ids are made. */
export function isUuid(text: string): boolean {
  return UUID.test(text);
}

/** Ids from outside: what is no UUID cannot be an id, and never reaches the database. */
const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** In the lower-case spelling in which ids are made. */
export function isUuid(text: string): boolean {
  return UUID.test(text);
}

/** A key that nobody guesses, from the browser's own randomness. */
const BYTES = 24;

export function newAccessKey(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(BYTES));
  return btoa(String.fromCharCode(...bytes))
    .replaceAll('+', '-')
    .replaceAll('/', '_');
}

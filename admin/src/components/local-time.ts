/** Times as `<input type="datetime-local">` has them: of this place, to the minute. Pure. */

/** @param iso ISO 8601 */
export function toLocalTime(iso: string): string {
  const date = new Date(iso);
  const two = (value: number): string => String(value).padStart(2, '0');
  const day = [date.getFullYear(), two(date.getMonth() + 1), two(date.getDate())].join('-');
  return `${day}T${two(date.getHours())}:${two(date.getMinutes())}`;
}

/** @returns ISO 8601; null for what is not a time, such as an empty text */
export function fromLocalTime(text: string): string | null {
  const epoch = Date.parse(text);
  return Number.isNaN(epoch) ? null : new Date(epoch).toISOString();
}

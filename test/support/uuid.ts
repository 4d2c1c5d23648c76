/** A UUID version 4 for each number, for rows that a test makes itself. */
export function uuid(number: number): string {
  return `00000000-0000-4000-8000-${number.toString(16).padStart(12, '0')}`;
}

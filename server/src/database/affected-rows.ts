/** How many rows a raw statement has written; each driver has its own word for it. Pure. */

/** @throws TypeError when the answer of the driver has none of them */
export function affectedRows(answer: unknown): number {
  // MySQL's comes with a description of the columns.
  const [result]: unknown[] = Array.isArray(answer) ? answer : [answer];
  const { changes, rowCount, affectedRows: affected } = (result ?? {}) as Record<string, unknown>;
  const count = changes ?? rowCount ?? affected;
  if (typeof count !== 'number')
    throw new TypeError('The driver does not say how many rows it wrote');
  return count;
}

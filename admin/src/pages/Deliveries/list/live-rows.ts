/**
 * Rows that are kept up to date without moving: what is new waits until the person asks for it, and what slid to the
 * next page stays where it was seen. Pure.
 */
export interface Row {
  /** Ids grow with time. */
  id: string;
}

export interface LiveRows<T extends Row> {
  rows: T[];
  /** How many are newer than what is shown. */
  fresh: number;
}

/** @param latest what the list is now, the newest first */
export function follow<T extends Row>(shown: readonly T[], latest: readonly T[]): LiveRows<T> {
  if (shown.length === 0) return { rows: [...latest], fresh: 0 };
  const oldest = latest[latest.length - 1]?.id;
  const now = new Map(latest.map((row) => [row.id, row]));

  const rows = shown.flatMap((row) => {
    const current = now.get(row.id);
    if (current) return [current];
    const isBeyond = oldest !== undefined && row.id < oldest;
    // What should be among the latest and is not no longer matches the filters.
    return isBeyond ? [row] : [];
  });
  return { rows, fresh: latest.filter(({ id }) => id > shown[0].id).length };
}

/**
 * Where in a backlog a claim begins to look. What is on the way stands at its front as it did before it was claimed,
 * and behind it, for as long as the database keeps them, the traces of what has gone: a claim that follows another one
 * steps over all of that. Now and then one looks from the beginning, for what became due late or was lost on the way.
 */

/** Claims in a row that step over the front. */
const IN_A_ROW = 10;

export interface ClaimStart {
  /** Milliseconds since the epoch: the due time from which on to look; null for the beginning. */
  of(queue: string): number | null;
  /** @param lastDueAt of the last that was found, if it found as many as it wanted and more may follow; else null */
  found(queue: string, lastDueAt: number | null): void;
}

export function createClaimStart(): ClaimStart {
  const fronts = new Map<string, { dueAt: number; left: number }>();
  return {
    of: (queue) => fronts.get(queue)?.dueAt ?? null,
    found(queue, lastDueAt) {
      const left = (fronts.get(queue)?.left ?? IN_A_ROW + 1) - 1;
      if (lastDueAt === null || left === 0) fronts.delete(queue);
      else fronts.set(queue, { dueAt: lastDueAt, left });
    },
  };
}

/**
 * What the headers of requests to a destination have in common, kept once for all attempts until the destination is
 * changed.
 */
import { createHash } from 'node:crypto';

import { type Database } from '../database/database';
import { TABLES } from '../database/tables';
import { type Attempted, type Settlement } from './settlement';

/** @returns null when no request could be made */
export type HeadersIdOf = (attempted: Attempted) => number | null;

/** Stores what is new. Not inside a transaction: what one takes back would be remembered all the same. */
export type KeepCommonHeaders = (settlements: readonly Settlement[]) => Promise<HeadersIdOf>;

export function createKeepCommonHeaders(database: Database): KeepCommonHeaders {
  /** By the id of the destination. */
  const latest = new Map<string, { common: string; id: number }>();

  const store = (destinationId: string, common: string): Promise<number> =>
    database.transaction(async (trx) => {
      const key = {
        destination_id: destinationId,
        hash: createHash('sha256').update(common).digest('hex'),
      };
      await database.insertNew(TABLES.headers, [{ ...key, common }], trx);
      const [id]: (string | number)[] = await database
        .from(TABLES.headers, trx)
        .where(key)
        .pluck('id');
      return Number(id);
    });

  return async (settlements) => {
    /** Destination id → text → id. */
    const ids = new Map<string, Map<string, number>>();
    for (const settlement of settlements) {
      if (settlement.kind !== 'attempted' || settlement.attempt.requestHeaders === null) continue;
      const { destinationId } = settlement.delivery;
      const { common } = settlement.attempt.requestHeaders;
      const known = ids.get(destinationId) ?? new Map<string, number>();
      if (known.has(common)) continue;
      const last = latest.get(destinationId);
      const id = last?.common === common ? last.id : await store(destinationId, common);
      latest.set(destinationId, { common, id });
      ids.set(destinationId, known.set(common, id));
    }
    return ({ delivery, attempt: { requestHeaders } }) =>
      requestHeaders && (ids.get(delivery.destinationId)?.get(requestHeaders.common) ?? null);
  };
}

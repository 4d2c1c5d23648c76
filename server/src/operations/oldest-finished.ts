/**
 * Walks through the deliveries from the oldest on and finds what is finished. What waits and what is diverted stays,
 * and is stepped over, a page at a time. Changes nothing.
 */
import { type Knex } from 'knex';

import { type DeliveryStatus } from '../../../contracts/delivery';
import { type Database } from '../database/database';
import { TABLES } from '../database/tables';
import { firstUuidOf, NIL_UUID } from '../support/uuid';

export const FINISHED: readonly DeliveryStatus[] = [
  'delivered',
  'superseded',
  'skipped',
  'canceled',
  'failed',
];

/** Deliveries that are looked at in one step. */
const LOOKED_AT = 1_000;

interface Row {
  id: string;
  status: DeliveryStatus;
  diverted: boolean | number;
  settled_at: string | number | null;
}

export interface Stretch {
  /** Finished ones, the oldest first. */
  ids: string[];
  /** The next step begins anew. */
  isLast: boolean;
}

export interface Wanted {
  limit: number;
  /** Milliseconds since the epoch: only what was finished before; Infinity for all. */
  before: number;
}

/** @returns a step, that goes on where the one before it ended */
export function createOldestFinished(
  database: Database
): (wanted: Wanted, trx: Knex.Transaction) => Promise<Stretch> {
  let after = NIL_UUID;

  return async ({ limit, before }, trx) => {
    const rows: Row[] = await database
      .from(TABLES.deliveries, trx)
      .select('id', 'status', 'diverted', 'settled_at')
      .where('id', '>', after)
      // What was not even made cannot be finished.
      .where('id', '<', firstUuidOf(before))
      .orderBy('id')
      .limit(LOOKED_AT);
    const found = rows.filter((row) => isFinished(row, before));
    const ids = found.slice(0, limit).map(({ id }) => id);
    const isLast = rows.length < LOOKED_AT && found.length <= limit;
    // Where more were found than wanted, behind the last that was.
    const end = found.length > limit ? ids[limit - 1] : rows.at(-1)?.id;
    after = isLast || end === undefined ? NIL_UUID : end;
    return { ids, isLast };
  };
}

function isFinished({ status, diverted, settled_at: settledAt }: Row, before: number): boolean {
  if (!FINISHED.includes(status) || (status === 'failed' && diverted)) return false;
  return settledAt !== null && Number(settledAt) < before;
}

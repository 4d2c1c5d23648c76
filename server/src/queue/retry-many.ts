/** Puts all deliveries of a time back into the queue, in short transactions between which others have their turn. */
import { type Knex } from 'knex';

import { type Database } from '../database/database';
import { TABLES } from '../database/tables';
import { immediate } from '../support/immediate';
import { type Row } from './delivery-row';
import { type RetryDecision } from './retry-decision';

/** Ids are in the order of time, but by the clocks of several machines. */
const CLOCKS_DIFFER_MS = 3_600_000;

/** What waits first: a failed one waits once it is queued, and shall not be taken twice. */
const IN_TURN = ['pending', 'failed'];

export interface RetryFilter {
  /** Milliseconds since the epoch; made at or after. */
  from: number;
  /** Made before. */
  to?: number;
  status: readonly string[];
}

export interface Candidate {
  id: string;
  viewId: number | null;
}

interface DatedCandidate extends Candidate {
  createdAt: number;
}

/** Decides about these, and queues those that may be. */
export type QueueAllowed = (
  destinationId: string,
  found: readonly Candidate[],
  trx: Knex.Transaction
) => Promise<Map<string, RetryDecision>>;

export function createRetryMany(database: Database, queueAllowed: QueueAllowed) {
  const { batchSize: pageSize } = database.capabilities;

  /** Of one status, the newest first; pages are cut before they are filtered, so that each costs the same. */
  async function findPage(
    destinationId: string,
    status: string,
    before: string | null
  ): Promise<DatedCandidate[]> {
    const query = database
      .from(TABLES.deliveries)
      .select('id', 'view_id', 'created_at')
      .where({ destination_id: destinationId, status, test: false })
      .orderBy('id', 'desc')
      .limit(pageSize);
    if (before !== null) query.where('id', '<', before);
    const rows: Row[] = await query;
    return rows.map((row) => ({ ...toCandidate(row), createdAt: Number(row.created_at) }));
  }

  async function retryAll(
    destinationId: string,
    status: string,
    { from, to = Infinity }: RetryFilter
  ): Promise<number> {
    let queued = 0;
    let before: string | null = null;
    for (;;) {
      const page: DatedCandidate[] = await findPage(destinationId, status, before);
      const wanted = page.filter(({ createdAt }) => createdAt >= from && createdAt < to);
      if (wanted.length > 0) {
        const decisions = await database.transaction((trx) =>
          queueAllowed(destinationId, wanted, trx)
        );
        queued += allowedIn(decisions).length;
      }
      const isPast = page.every(({ createdAt }) => createdAt < from - CLOCKS_DIFFER_MS);
      if (page.length < pageSize || isPast) return queued;
      before = page[page.length - 1].id;
      await immediate();
    }
  }

  return async (destinationId: string, filter: RetryFilter): Promise<number> => {
    let queued = 0;
    for (const status of IN_TURN.filter((each) => filter.status.includes(each))) {
      queued += await retryAll(destinationId, status, filter);
    }
    return queued;
  };
}

export function toCandidate(row: Row): Candidate {
  return { id: String(row.id), viewId: row.view_id === null ? null : Number(row.view_id) };
}

export function allowedIn(decisions: ReadonlyMap<string, RetryDecision>): string[] {
  return [...decisions].flatMap(([id, { kind }]) => (kind === 'allowed' ? [id] : []));
}

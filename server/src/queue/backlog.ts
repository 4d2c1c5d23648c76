/**
 * Whether so much waits for a destination that it gets only the latest version of each view from now on, although
 * it asked for every one. Looked at rarely: the limit is a safety net, not a number to be exact about.
 */
import { type Knex } from 'knex';

import { type Database } from '../database/database';
import { type Clock } from '../support/clock';
import { type Logger } from '../support/logger';
import { inStatus } from './in-status';

export const MAX_WAITING_VERSIONS = 100_000;
const LOOK_AGAIN_MS = 5_000;

/** To be asked in the transaction that queues. */
export type IsOverfull = (destinationId: string, trx: Knex.Transaction) => Promise<boolean>;

export interface BacklogDeps {
  database: Database;
  clock: Pick<Clock, 'elapsed'>;
  logger: Logger;
  /** Default 100,000. */
  limit?: number;
}

export function createIsOverfull(deps: BacklogDeps): IsOverfull {
  const { database, clock, logger, limit = MAX_WAITING_VERSIONS } = deps;
  const known = new Map<string, { isOverfull: boolean; at: number }>();

  return async (destinationId, trx) => {
    const last = known.get(destinationId);
    if (last && clock.elapsed() - last.at < LOOK_AGAIN_MS) return last.isOverfull;

    const waiting = inStatus(database, { destinationId, status: 'pending' }, trx);
    const beyond: { id: string } | undefined = await waiting
      .select('id')
      .offset(limit - 1)
      .first();
    const isOverfull = beyond !== undefined;
    if (isOverfull && !last?.isOverfull) {
      logger.warn(
        `More than ${limit} deliveries wait for destination ${destinationId}: until there are fewer, only the latest version of each view is kept, although it asked for every one.`
      );
    }
    known.set(destinationId, { isOverfull, at: clock.elapsed() });
    return isOverfull;
  };
}

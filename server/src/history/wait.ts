/** Waits for an entry to be delivered everywhere; few at a time, because every waiter asks again and again. */
import { errors } from '@strapi/utils';

import { type EntryStatus } from '../../../contracts/status';
import { type EntryKey } from '../capture/touched';
import { type Clock } from '../support/clock';
import { type FindStatus, isSettled } from './status';

const MAX_WAITERS = 50;
const PAUSE_MS = 150;

/** @throws RateLimitError (429) when too many wait already */
export type WaitUntilDelivered = (entry: EntryKey, timeoutMs: number) => Promise<EntryStatus>;

export function createWaitUntilDelivered(findStatus: FindStatus, clock: Clock): WaitUntilDelivered {
  let waiters = 0;

  async function wait(entry: EntryKey, timeoutMs: number): Promise<EntryStatus> {
    const start = clock.elapsed();
    for (;;) {
      const status = await findStatus(entry);
      if (isSettled(status) || clock.elapsed() - start >= timeoutMs) return status;
      await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
    }
  }

  return async (entry, timeoutMs) => {
    if (waiters >= MAX_WAITERS) {
      throw new errors.RateLimitError(
        `${MAX_WAITERS} requests wait for deliveries already; ask again without "wait", or a little later.`
      );
    }
    waiters += 1;
    try {
      return await wait(entry, timeoutMs);
    } finally {
      waiters -= 1;
    }
  };
}

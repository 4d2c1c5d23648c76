/** Claimed deliveries and their settlements, as the queue hands them out. */
import { type NewDelivery } from '../../../server/src/planning/planned-delivery';
import { type ClaimedDelivery } from '../../../server/src/queue/claim';
import { type Settled } from '../../../server/src/queue/settle';
import { type Attempted } from '../../../server/src/queue/settlement';

export const NOTHING_SETTLED: Settled = {
  changes: [],
  failed: [],
  awaitingProbe: [],
  hasMore: false,
};

export const SILENT = {
  isLevelEnabled: () => false,
  debug: () => undefined,
  info: () => undefined,
  warn: () => undefined,
  error: () => undefined,
};

export function claimed(id: string, others: Partial<ClaimedDelivery> = {}): ClaimedDelivery {
  return {
    id,
    destinationId: 'shop',
    viewId: 1,
    type: 'tag',
    originId: 'abc',
    locale: '',
    action: 'Deploy',
    version: 1,
    status: 'pending',
    test: false,
    manual: false,
    attemptCount: 0,
    attemptsUsed: 0,
    reservation: null,
    leaseToken: 'token',
    dueAt: 0,
    isProbe: false,
    ...others,
  };
}

/** For the same destination, and not committed yet. */
export function made(id: string): NewDelivery {
  return {
    id,
    planned: {
      destination: { id: 'shop', coalesce: true, skipUnchanged: true, notifyEveryChange: true },
      viewId: 1,
      type: 'tag',
      originId: 'abc',
      locale: '',
      action: 'Deploy',
      version: 1,
      changedVersion: 1,
      bulk: false,
      force: false,
    },
  };
}

export function attempted(id: string, responseBody: string | null = null): Attempted {
  return {
    kind: 'attempted',
    delivery: claimed(id),
    coalesce: true,
    verdict: { kind: 'delivered' },
    attempt: {
      number: 1,
      startedAt: 0,
      durationMs: 1,
      httpStatus: 200,
      error: null,
      requestHeaders: null,
      responseHeaders: '{}',
      responseBody,
    },
  };
}

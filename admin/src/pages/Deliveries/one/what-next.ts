/** What happens next with a delivery, and when. Pure. */
import { type DeliveryWithAttempts } from '../../../../../contracts/delivery';
import { type Destination } from '../../../../../contracts/destination';
import { type TextKey } from '../../../translations';

export interface WhatNext {
  key: Extract<TextKey, `delivery.next.${string}`>;
  /** ISO 8601. */
  at: string | null;
  tone: 'default' | 'warning' | 'danger';
}

type Question = Pick<
  DeliveryWithAttempts,
  'status' | 'nextAttemptAt' | 'diverted' | 'test' | 'reason'
>;

/** Null when there is nothing to say: it arrived, or the reason says it all. */
export function whatNext(
  delivery: Question,
  destination: Pick<Destination, 'suspended' | 'suspendedReason'>,
  now: number
): WhatNext | null {
  switch (delivery.status) {
    case 'pending':
      return whileWaiting(delivery, destination, now);
    case 'delivering':
      return { key: 'delivery.next.delivering', at: null, tone: 'default' };
    case 'failed':
      return afterFailure(delivery);
    case 'canceled':
      return { key: 'delivery.next.canceled', at: null, tone: 'default' };
    case 'superseded':
      return { key: 'delivery.next.superseded', at: null, tone: 'default' };
    case 'skipped':
    case 'delivered':
      return null;
    default:
      return delivery.status satisfies never;
  }
}

function whileWaiting(
  { nextAttemptAt }: Question,
  { suspended, suspendedReason }: Pick<Destination, 'suspended' | 'suspendedReason'>,
  now: number
): WhatNext {
  if (suspended) {
    const key = suspendedReason === 'failures' ? 'delivery.next.probed' : 'delivery.next.suspended';
    return { key, at: null, tone: 'warning' };
  }
  if (nextAttemptAt === null) return { key: 'delivery.next.parked', at: null, tone: 'default' };
  return Date.parse(nextAttemptAt) > now
    ? { key: 'delivery.next.retry', at: nextAttemptAt, tone: 'warning' }
    : { key: 'delivery.next.due', at: null, tone: 'default' };
}

function afterFailure({ test, diverted }: Question): WhatNext {
  if (test) return { key: 'delivery.next.test', at: null, tone: 'danger' };
  return diverted
    ? { key: 'delivery.next.diverted', at: null, tone: 'danger' }
    : { key: 'delivery.next.failed', at: null, tone: 'danger' };
}

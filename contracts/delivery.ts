/** A delivery and its attempts, as the history shows them. */
import type { Action } from './message';

export const DELIVERY_STATUSES = [
  'pending',
  'delivering',
  'delivered',
  'failed',
  'superseded',
  'skipped',
  'canceled',
] as const;

export type DeliveryStatus = (typeof DELIVERY_STATUSES)[number];

/** One view version, one action, one destination. */
export interface Delivery {
  /** Also the `webhook-id` of every attempt. */
  id: string;
  /** `<type>.deploy` or `<type>.remove`. */
  event: string;
  action: Action;
  /** The view's global id. */
  viewId: string;
  originId: string;
  type: string;
  locale: string | null;
  status: DeliveryStatus;
  /** Why it ended as it did, such as `superseded` or `unsettled`; null while nothing is to be said. */
  reason: string | null;
  /** ISO 8601. */
  deliveredAt: string | null;
  createdAt: string;
  /** Status of the last answer; null before the first one. */
  httpStatus: number | null;
  attemptCount: number;
  nextAttemptAt: string | null;
  test: boolean;
}

/** One HTTP request for one delivery. */
export interface Attempt {
  /** 1 is the first try. */
  number: number;
  startedAt: string;
  durationMs: number;
  httpStatus: number | null;
  error: { code: string; message: string } | null;
  /** Names as sent; keys and secrets masked. */
  requestHeaders: Record<string, string[]>;
  responseHeaders: Record<string, string[]>;
  responseBody: string | null;
  /** True when a person asked for it. */
  manual: boolean;
}

export interface DeliveryWithAttempts extends Delivery {
  /** The body exactly as it is sent. */
  body: string;
  attempts: Attempt[];
}

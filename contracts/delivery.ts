/** A delivery and its attempts, as the history shows them. */
import { type z } from 'zod';

// Types only: who needs the statuses alone, such as the admin panel, shall not load zod.
import {
  type attemptSchema,
  type deliverySchema,
  type deliveryWithAttemptsSchema,
} from './delivery-answer';

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
export type Delivery = z.infer<typeof deliverySchema>;

/** One HTTP request for one delivery. */
export type Attempt = z.infer<typeof attemptSchema>;

export type DeliveryWithAttempts = z.infer<typeof deliveryWithAttemptsSchema>;

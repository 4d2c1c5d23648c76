/** What is live of an entry, per destination. */
import { z } from 'zod';

import { type DeliveryStatus } from './delivery';
import { type Action } from './message';
import { plainText } from './plain-text';

export const statusQuerySchema = z.strictObject({
  /** Of the content type, such as `api::article.article`. */
  uid: plainText(191).min(1),
  documentId: plainText(64).min(1),
  /** Left out for content that is not localized. */
  locale: plainText(32).default(''),
  /** Answer only when everything is delivered, one has failed, or the time is over. */
  wait: z.enum(['delivered']).optional(),
  /** Seconds to wait at most, 1–30. Default 10. */
  timeout: z
    .string()
    .regex(/^([1-9]|[12]\d|30)$/, { error: 'expected a whole number of seconds from 1 to 30' })
    .transform(Number)
    .default(10),
});

export interface ViewStatus {
  destination: { id: string; alias: string | null; name: string; suspended: boolean };
  /** The view's global id. */
  viewId: string;
  type: string;
  /** The newest delivery of the view to the destination. */
  deliveryId: string;
  action: Action;
  version: number;
  status: DeliveryStatus;
  /** When the destination last acknowledged the view. ISO 8601; null for never. */
  deliveredAt: string | null;
  /** What the destination last acknowledged; null for nothing. */
  live: { action: Action; version: number } | null;
}

export interface EntryStatus {
  /** False while a change of the entry is recorded and not planned yet. */
  planned: boolean;
  destinations: ViewStatus[];
}

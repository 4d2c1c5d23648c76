/** What is live of an entry, per destination. */
import { z } from 'zod';

import { time, wholeNumber } from './answers';
import { DELIVERY_STATUSES } from './delivery';
import { ACTIONS } from './message';
import { plainText } from './plain-text';

export const statusQuerySchema = z.strictObject({
  uid: plainText(191).min(1).describe('Of the content type, such as `api::article.article`.'),
  documentId: plainText(64).min(1),
  locale: plainText(32).default('').describe('Left out for content that is not localized.'),
  wait: z
    .enum(['delivered'])
    .optional()
    .describe('Answer only when everything is delivered, one has failed, or the time is over.'),
  timeout: z
    .string()
    .regex(/^([1-9]|[12]\d|30)$/, { error: 'expected a whole number of seconds from 1 to 30' })
    .transform(Number)
    .meta({ type: 'integer', minimum: 1, maximum: 30, pattern: undefined })
    .default(10)
    .describe('Seconds to wait at most, 1–30. Default 10.'),
});

export const viewStatusSchema = z.object({
  destination: z.object({
    id: z.uuid(),
    alias: z.string().nullable(),
    name: z.string(),
    suspended: z.boolean(),
  }),
  viewId: z.string().describe("The view's global id."),
  url: z.string().describe('Where the view can be fetched.'),
  type: z.string(),
  deliveryId: z
    .uuid()
    .nullable()
    .describe(
      'The newest delivery of the view to the destination; null when the history no longer has it.'
    ),
  action: z.enum(ACTIONS),
  version: wholeNumber,
  status: z.enum(DELIVERY_STATUSES),
  since: time.describe('When the delivery ended, or was made while it has not.'),
  deliveredAt: time
    .nullable()
    .describe('When the destination last acknowledged the view; null for never.'),
  live: z
    .object({ action: z.enum(ACTIONS), version: wholeNumber })
    .nullable()
    .describe('What the destination last acknowledged; null for nothing.'),
});

export type ViewStatus = z.infer<typeof viewStatusSchema>;

const planned = z
  .boolean()
  .describe('False while a change of the entry is recorded and not planned yet.');

export const entryStatusAnswerSchema = z.object({
  data: z.array(viewStatusSchema),
  meta: z.object({ planned }),
});

export interface EntryStatus {
  planned: z.infer<typeof planned>;
  destinations: ViewStatus[];
}

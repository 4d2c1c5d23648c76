/** A delivery and its attempts, as the REST API answers with them. */
import { z } from 'zod';

import { answerOf, pageOf, time, wholeNumber } from './answers';
import { DELIVERY_STATUSES } from './delivery';
import { ACTIONS } from './message';

/** One view version, one action, one destination. */
export const deliverySchema = z.object({
  id: z.uuid().describe('Also the `webhook-id` of every attempt.'),
  event: z.string().describe('`<type>.deploy` or `<type>.remove`.'),
  action: z.enum(ACTIONS),
  viewId: z.string().describe("The view's global id."),
  originId: z.string(),
  type: z.string(),
  locale: z.string().nullable(),
  status: z.enum(DELIVERY_STATUSES),
  reason: z
    .string()
    .nullable()
    .describe(
      'Why it ended as it did, such as `attempts_used_up`; null while nothing is to be said.'
    ),
  deliveredAt: time.nullable(),
  createdAt: time,
  httpStatus: z
    .int()
    .nullable()
    .describe('Status of the last answer; null before the first one, and when there was none.'),
  attemptCount: wholeNumber,
  nextAttemptAt: time.nullable(),
  test: z.boolean(),
});

const headers = z.record(z.string(), z.array(z.string()));

/** One HTTP request for one delivery. */
export const attemptSchema = z.object({
  number: z
    .int()
    .min(0)
    .describe('1 is the first try; 0 is no request, but a view schema that failed.'),
  startedAt: time,
  durationMs: wholeNumber,
  httpStatus: z.int().nullable(),
  error: z.object({ code: z.string(), message: z.string() }).nullable(),
  requestHeaders: headers.describe('Names as sent; keys and secrets masked.'),
  responseHeaders: headers,
  responseBody: z.string().nullable(),
  manual: z.boolean().describe('A person asked for it.'),
});

export const deliveryWithAttemptsSchema = deliverySchema.extend({
  version: z.int().min(1).describe('Of the view.'),
  entry: z
    .object({ uid: z.string(), documentId: z.string(), locale: z.string().nullable() })
    .nullable()
    .describe('The entry that the view shows; null for test messages.'),
  supersededBy: z
    .object({ id: z.uuid(), status: z.enum(DELIVERY_STATUSES) })
    .nullable()
    .describe('The delivery that was sent instead; null unless it was superseded.'),
  diverted: z.boolean().describe('It is on the diverted list.'),
  body: z.string().describe('Exactly as it is sent.'),
  attempts: z.array(attemptSchema),
});

export const deliveryPageSchema = pageOf(deliverySchema);
export const deliveryAnswerSchema = answerOf(deliveryWithAttemptsSchema);
export const queuedSchema = z.object({ queued: wholeNumber });
export const canceledSchema = z.object({ canceled: wholeNumber });

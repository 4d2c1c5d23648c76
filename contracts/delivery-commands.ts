/** What a client may ask to be done with deliveries. */
import { z } from 'zod';

import { instant } from './delivery-query';
import { ACTIONS } from './message';
import { plainText } from './plain-text';

/** Statuses from which a delivery can be tried again. */
const RETRYABLE_STATUSES = ['failed', 'pending'] as const;

/** Everything that waits, unless something narrows it. */
export const cancelDeliveriesSchema = z.strictObject({
  type: plainText(128).min(1).optional(),
  action: z.enum(ACTIONS).optional(),
  before: instant.optional().describe('Made before.'),
});

export const retryDeliveriesSchema = z
  .strictObject({
    from: instant.describe('Made at or after.'),
    to: instant.optional().describe('Made before. Default: now.'),
    status: z
      .array(z.enum(RETRYABLE_STATUSES))
      .min(1)
      .max(10)
      .default(['failed'])
      .describe('`pending`: those that wait for their next attempt go now. Default `["failed"]`.'),
  })
  .refine(({ from, to }) => to === undefined || from < to, {
    path: ['to'],
    error: 'expected a time after "from"',
  });

export const testMessageSchema = z.strictObject({
  event: z
    .string()
    .max(140)
    .regex(/^[A-Za-z0-9][A-Za-z0-9_.-]{0,126}\.(deploy|remove)$/, {
      error: 'expected "<type>.deploy" or "<type>.remove", such as "article.deploy"',
    })
    .describe('`<type>.deploy` or `<type>.remove`.'),
});

export type CancelDeliveriesInput = z.output<typeof cancelDeliveriesSchema>;
export type RetryDeliveriesInput = z.output<typeof retryDeliveriesSchema>;

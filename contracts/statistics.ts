/** How destinations are doing: deliveries by the hour, what waits, and what came last. */
import { z } from 'zod';

import { time, wholeNumber } from './answers';
import { DELIVERY_STATUSES } from './delivery';
import { ACTIONS } from './message';

export const statisticsQuerySchema = z.strictObject({
  hours: z
    .string()
    .regex(/^([1-9]\d?|[1-6]\d\d|7[01]\d|720)$/, {
      error: 'expected a whole number of hours from 1 to 720',
    })
    .transform(Number)
    .meta({ type: 'integer', minimum: 1, maximum: 720, pattern: undefined })
    .default(24)
    .describe('How far to look back, this hour included, 1–720. Default 24.'),
});

const counts = {
  delivered: wholeNumber.describe('Deliveries that the destination has acknowledged.'),
  failed: wholeNumber.describe(
    'Deliveries that ended without; also those that wait again later, because their destination was suspended.'
  ),
  attempts: wholeNumber.describe('Requests made.'),
  failedAttempts: wholeNumber.describe('Requests without success, tried again later or not.'),
  averageMs: z.number().nullable().describe('Mean duration of a request; null without any.'),
};

export type DeliveryCounts = z.infer<z.ZodObject<typeof counts>>;

const hourStatisticsSchema = z.object({
  ...counts,
  destinationId: z.uuid(),
  hour: time.describe('When it began.'),
});

/** Hours in which nothing was sent are left out. */
export type HourStatistics = z.infer<typeof hourStatisticsSchema>;

const destinationStatisticsSchema = z.object({
  ...counts,
  id: z.uuid(),
  backlog: z.object({
    waiting: wholeNumber.describe('Deliveries that wait or are being sent, counted up to 10,000.'),
    capped: z.boolean().describe('There are more than that.'),
    oldestDueAt: time
      .nullable()
      .describe('When the one that is due longest became due; null while none is due.'),
  }),
  lastDelivery: z
    .object({
      id: z.uuid(),
      status: z.enum(DELIVERY_STATUSES),
      at: time.describe('When it ended.'),
      action: z.enum(ACTIONS),
      type: z.string(),
      originId: z.string(),
    })
    .nullable()
    .describe(
      'The last one that ended with an attempt; null when there was none yet, or its history is gone.'
    ),
});

export type DestinationStatistics = z.infer<typeof destinationStatisticsSchema>;

export const statisticsSchema = z.object({
  from: time,
  to: time,
  hours: z
    .array(hourStatisticsSchema)
    .describe('Hours in which nothing was sent are left out. Test messages are not counted.'),
  destinations: z
    .array(destinationStatisticsSchema)
    .describe('Active and Inactive ones, also those without any delivery.'),
});

export type Statistics = z.infer<typeof statisticsSchema>;

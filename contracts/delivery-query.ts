/** Query strings of the REST API's lists. */
import { z } from 'zod';

import { DELIVERY_STATUSES } from './delivery';
import { DESTINATION_STATES } from './destination';
import { ACTIONS } from './message';
import { plainText } from './plain-text';

/** Of a query string. */
// `meta` is how the parameter is described to clients, who know numbers and booleans in a query.
export const flag = z
  .enum(['true', 'false'])
  .transform((text) => text === 'true')
  .meta({ type: 'boolean', enum: undefined });

/** `a,b` or the same parameter several times. */
const list = <T extends string>(values: readonly [T, ...T[]]) =>
  z.preprocess(
    (value) => (typeof value === 'string' ? value.split(',') : value),
    z.array(z.enum(values)).min(1).max(50)
  );

/** ISO 8601 with a time zone. */
export const instant = z.iso
  .datetime({ offset: true, error: 'expected a time such as "2025-01-31T12:00:00Z"' })
  .transform((text) => new Date(text));

const wholeNumber = (min: number, max: number) =>
  z
    .string()
    .regex(/^\d{1,9}$/, { error: `expected a whole number from ${min} to ${max}` })
    .transform(Number)
    .refine((value) => value >= min && value <= max, {
      error: `expected a whole number from ${min} to ${max}`,
    })
    .meta({ type: 'integer', minimum: min, maximum: max, pattern: undefined });

export const deliveryQuerySchema = z.strictObject({
  from: instant.optional().describe('Made at or after.'),
  to: instant.optional().describe('Made before.'),
  status: list(DELIVERY_STATUSES).optional().describe('Any of these.'),
  action: z.enum(ACTIONS).optional(),
  type: plainText(128).optional().describe('Of the view, such as `article`.'),
  originId: plainText(128).optional().describe('The documentId, with the locale if localized.'),
  test: flag.optional().describe('Test messages only, or none. Default both.'),
  page: wholeNumber(1, 100_000_000).default(1).describe('From 1. Default 1.'),
  per_page: wholeNumber(1, 100).default(25).describe('1–100. Default 25.'),
  sort: z
    .enum(['createdAt:desc', 'createdAt:asc'])
    .default('createdAt:desc')
    .describe('Default `createdAt:desc`.'),
});

export type DeliveryQuery = z.output<typeof deliveryQuerySchema>;

/** Diverted deliveries are failed ones, and never tests. */
export const divertedQuerySchema = deliveryQuerySchema.omit({ status: true, test: true });

export const destinationQuerySchema = z.strictObject({
  offset: wholeNumber(0, 100_000_000).default(0).describe('Default 0.'),
  count: wholeNumber(1, 100).default(25).describe('1–100. Default 25.'),
  name: z.string().max(255).optional().describe('Part of the name, upper and lower case alike.'),
  enabled: flag.optional().describe('Active ones, or inactive ones.'),
  suspended: flag.optional().describe('Whether deliveries are kept and wait.'),
  active: flag.optional().describe('Active and not suspended.'),
  state: list(DESTINATION_STATES)
    .optional()
    .describe('Any of these. Default `Create`, `Active` and `Inactive`.'),
  events: z
    .preprocess(
      (value) => (typeof value === 'string' ? value.split(',') : value),
      z.array(z.string().max(140)).max(100)
    )
    .optional()
    .describe('Destinations that subscribe to all of these, as written.'),
  space: z.string().max(128).optional(),
});

export type DestinationQuery = z.output<typeof destinationQuerySchema>;

/** Query strings of the REST API's lists. */
import { z } from 'zod';

import { DELIVERY_STATUSES } from './delivery';
import { DESTINATION_STATES } from './destination';
import { ACTIONS } from './message';
import { plainText } from './plain-text';

const flag = z.enum(['true', 'false']).transform((text) => text === 'true');

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
    });

export const deliveryQuerySchema = z.strictObject({
  /** Made at or after. */
  from: instant.optional(),
  /** Made before. */
  to: instant.optional(),
  status: list(DELIVERY_STATUSES).optional(),
  action: z.enum(ACTIONS).optional(),
  type: plainText(128).optional(),
  originId: plainText(128).optional(),
  test: flag.optional(),
  /** From 1. Default 1. */
  page: wholeNumber(1, 100_000_000).default(1),
  /** 1–100. Default 25. */
  per_page: wholeNumber(1, 100).default(25),
  /** Default `createdAt:desc`. */
  sort: z.enum(['createdAt:desc', 'createdAt:asc']).default('createdAt:desc'),
});

export type DeliveryQuery = z.output<typeof deliveryQuerySchema>;

/** Diverted deliveries are failed ones, and never tests. */
export const divertedQuerySchema = deliveryQuerySchema.omit({ status: true, test: true });

export const destinationQuerySchema = z.strictObject({
  /** Default 0. */
  offset: wholeNumber(0, 100_000_000).default(0),
  /** 1–100. Default 25. */
  count: wholeNumber(1, 100).default(25),
  /** Part of the name, upper and lower case alike. */
  name: z.string().max(255).optional(),
  enabled: flag.optional(),
  suspended: flag.optional(),
  active: flag.optional(),
  state: list(DESTINATION_STATES).optional(),
  /** Destinations that subscribe to all of these, as written. */
  events: z
    .preprocess(
      (value) => (typeof value === 'string' ? value.split(',') : value),
      z.array(z.string().max(140)).max(100)
    )
    .optional(),
  space: z.string().max(128).optional(),
});

export type DestinationQuery = z.output<typeof destinationQuerySchema>;

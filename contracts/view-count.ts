/** How many views a subscription would bring. */
import { z } from 'zod';

import { wholeNumber } from './answers';
import { plainText } from './plain-text';

const list = z.preprocess(
  (value) => (typeof value === 'string' ? value.split(',').filter((item) => item !== '') : value),
  z.array(plainText(140)).max(1_000)
);

/** The subscription of a destination, as it is or might become. */
export const viewCountQuerySchema = z.strictObject({
  events: list.default([]).describe('As `events` of a destination, `a,b`. Default none.'),
  locales: list.default([]).describe('Only these, `a,b`; left out for all.'),
  space: plainText(128).min(1).default('default').describe('Default `default`.'),
  alias: plainText(128)
    .min(1)
    .optional()
    .describe('Some view schemas name the destinations they are for.'),
});

export type ViewCountQuery = z.output<typeof viewCountQuerySchema>;

export const viewCountSchema = z.object({
  total: wholeNumber.describe('Live views, counted up to 100,000.'),
  capped: z.boolean().describe('There are more than that.'),
});

export type ViewCount = z.infer<typeof viewCountSchema>;

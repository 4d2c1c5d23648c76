/** Whether the plugin does its work. A receiver that is down is no fault of ours and does not show here. */
import { z } from 'zod';

import { wholeNumber } from './answers';

export const healthSchema = z.object({
  status: z
    .enum(['ok', 'degraded', 'down'])
    .describe(
      '`degraded`: it works, but a setting stops something from being sent. `down`: it does not work.'
    ),
  dispatcher: z.object({ alive: z.boolean() }),
  planner: z.object({ alive: z.boolean() }),
  database: z.object({ writable: z.boolean() }),
  oldestDueSeconds: wholeNumber.describe(
    'How long the oldest due delivery has waited; 0 when nothing is due. Suspended destinations do not count.'
  ),
  backlog: wholeNumber.describe('Deliveries that wait or are being sent; counted up to 100,000.'),
  problems: z.array(z.string()).describe('What to do about it, one sentence each.'),
  warnings: z
    .array(z.string())
    .describe('What works, and may not be as somebody wants it, one sentence each.'),
});

export type Health = z.infer<typeof healthSchema>;

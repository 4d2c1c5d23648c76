/** The body of a request to a receiver. */
import { z } from 'zod';

import { ACTIONS } from './message';

export const messageSchema = z.object({
  id: z
    .string()
    .describe(
      '`gid://Environment/<environmentId>/Source/<sourceId>/Entity/<originId>/View/<type>`'
    ),
  originId: z
    .string()
    .describe('The documentId; for a localized content type `<documentId>-<locale>`.'),
  type: z.string().describe('The alias of the view schema, such as `product`.'),
  action: z
    .enum(ACTIONS)
    .describe('`Deploy`: the view exists or changed. `Remove`: the view is gone.'),
  url: z.string().describe('Absolute address at the Delivery API where the view can be fetched.'),
  state: z
    .enum(['published', 'unpublished'])
    .optional()
    .describe('Only for destinations with `payloadState: true`.'),
  test: z.literal(true).optional().describe('Only in test messages.'),
});

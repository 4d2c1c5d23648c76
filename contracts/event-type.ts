/** What a destination can subscribe to, with the shape of what it then gets. */
import { z } from 'zod';

import { ACTIONS } from './message';
import { messageSchema } from './message-schema';
import { type JsonObject, jsonObjectSchema } from './view';

export type JsonSchema = JsonObject;

export const eventTypeSchema = z.object({
  event: z.string().describe('`<type>.deploy` or `<type>.remove`.'),
  type: z.string(),
  action: z.enum(ACTIONS),
  description: z.string(),
  schema: jsonObjectSchema.describe('JSON Schema of the message.'),
  example: messageSchema.describe('A message that fits it.'),
  viewSchema: jsonObjectSchema
    .nullable()
    .describe('JSON Schema of the view that the Delivery API answers with; null for a Remove.'),
  viewExample: jsonObjectSchema
    .nullable()
    .describe('A view that fits it; null for a Remove and for views that are made by code.'),
});

export type EventType = z.infer<typeof eventTypeSchema>;

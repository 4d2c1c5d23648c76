/** A view as the outside world reads it. */
import { z } from 'zod';

import { time, wholeNumber } from './answers';

export type JsonValue =
  | string
  | number
  | boolean
  | null
  | JsonValue[]
  | { [name: string]: JsonValue };
export type JsonObject = { [name: string]: JsonValue };

/** Stands in a view for another view: its gid, and the type that tells what to expect there. */
export interface ViewReference {
  id: string;
  type: string;
}

/** Anything that JSON can say. */
export const jsonValueSchema: z.ZodType<JsonValue> = z.lazy(() =>
  z.union([
    z.string(),
    z.number(),
    z.boolean(),
    z.null(),
    z.array(jsonValueSchema),
    z.record(z.string(), jsonValueSchema),
  ])
);

export const jsonObjectSchema: z.ZodType<JsonObject> = z.record(z.string(), jsonValueSchema);

/** What `GET /delivery` answers. */
export const deliveredViewSchema = z.object({
  data: z.object({
    id: z.string(),
    type: z.string(),
    originId: z.string(),
    locale: z.string().nullable(),
    version: wholeNumber.describe('0 while the plugin has not planned the view yet.'),
    updatedAt: time.nullable(),
    view: jsonObjectSchema.describe('What the view schema made of the entry.'),
  }),
  meta: z.object({
    missingViewReferences: z
      .array(z.string())
      .describe('Referenced views that are not live, or that the caller may not read.'),
    truncated: z
      .literal(true)
      .optional()
      .describe(
        'The view refers to more than one answer holds; the furthest references stay without `view`.'
      ),
  }),
});

export type DeliveredView = z.infer<typeof deliveredViewSchema>;

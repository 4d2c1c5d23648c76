/** What a view in config/plugins must look like; whether its content types exist is seen at bootstrap. */
import { z } from 'zod';

import { type CustomView } from './view-definition';

export const typeSchema = z
  .string()
  .max(128)
  .regex(/^[A-Za-z0-9][A-Za-z0-9_.-]*$/, {
    error: 'expected letters, digits, "_", "-" and ".", such as "product"',
  });

export const aliasSchema = z
  .string()
  .max(128)
  .regex(/^[a-z0-9]+(?:-[a-z0-9]+)*$/, {
    error: 'expected the alias of a destination such as "storefront"',
  });

const functionSchema = z.custom<(...parameters: never[]) => unknown>(
  (value) => typeof value === 'function',
  {
    error: 'expected a function of the entry',
  }
);

const viewSchema = z.strictObject({
  type: typeSchema,
  triggers: z.array(z.string().min(1)).min(1),
  destinations: z.array(aliasSchema).optional(),
  properties: functionSchema,
  routes: functionSchema.optional(),
  space: z.union([z.string().min(1).max(128), functionSchema]).optional(),
});

// Zod would hand on copies of the functions' types; what comes through is what was written.
const customViewSchema = viewSchema as unknown as z.ZodType<CustomView, CustomView>;

/** `views` of the plugin's options. */
export const viewsSchema = z.array(customViewSchema).default([]);

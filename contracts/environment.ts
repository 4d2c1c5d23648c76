/** Which environment a database belongs to, and the choice when it was started as another one. */
import { z } from 'zod';

import { wholeNumber } from './answers';

export const ENVIRONMENT_CHOICES = ['moved', 'copy'] as const;

export const chooseEnvironmentSchema = z.strictObject({
  choice: z
    .enum(ENVIRONMENT_CHOICES)
    .describe(
      '`moved`: the same installation under a new name. `copy`: another one, made from its database.'
    ),
});

export type EnvironmentChoice = (typeof ENVIRONMENT_CHOICES)[number];

export const environmentSchema = z.object({
  name: z.string().nullable().describe('The option `environment`; null when it is not set.'),
  rememberedName: z
    .string()
    .nullable()
    .describe('The one that the database belongs to; null when it was never told.'),
  publicUrl: z
    .string()
    .nullable()
    .describe('Where receivers fetch views; null when it is not known.'),
  rememberedPublicUrl: z
    .string()
    .nullable()
    .describe('Where they did when the database was told last.'),
  environmentId: z.string().describe('In every view id.'),
  locked: z.boolean().describe('Nothing is sent until somebody chooses.'),
  problem: z
    .string()
    .nullable()
    .describe('What is the matter and what to do, in a sentence; null when all is well.'),
});

export type Environment = z.infer<typeof environmentSchema>;

/** What a choice has done. */
export const environmentChosenSchema = z.object({
  canceled: wholeNumber.describe('Deliveries that waited.'),
  deactivated: wholeNumber.describe('Destinations that are Inactive from now on.'),
});

export type EnvironmentChosen = z.infer<typeof environmentChosenSchema>;

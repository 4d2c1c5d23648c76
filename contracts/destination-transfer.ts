/** Destinations on their way to another environment: everything but what is secret, and their alias as the key. */
import { z } from 'zod';

import { answerOf } from './answers';
import { flag } from './delivery-query';
import { aliasSchema, destinationFields, maskableAccessKey, maskableHeaders } from './destination';
import { destinationSchema } from './destination-answer';
import { failureHandlingSchema } from './failure-handling';
import { MASK } from './mask';

const MAX_DESTINATIONS = 1_000;

/** An address for alerts may be as good as a key. */
const maskableFailureHandling = failureHandlingSchema.extend({
  alertUrl: z
    .union([failureHandlingSchema.shape.alertUrl, z.literal(MASK)], {
      error: `expected a valid url, null, or "${MASK}"`,
    })
    .optional(),
});

/** A mask stands for what the destination has here; what is left out stays as it is, or has its default. */
const importedDestinationSchema = z.strictObject({
  ...destinationFields,
  alias: aliasSchema,
  url: destinationFields.url.unwrap(),
  headers: maskableHeaders.optional(),
  accessKey: maskableAccessKey,
  failureHandling: maskableFailureHandling.optional(),
});

/** As `GET /export` answers. */
export const importDestinationsSchema = z.strictObject({
  data: z.strictObject({
    destinations: z
      .array(importedDestinationSchema)
      .max(MAX_DESTINATIONS)
      .superRefine((destinations, context) => {
        const seen = new Set<string>();
        destinations.forEach(({ alias }, index) => {
          if (seen.has(alias)) {
            const message = 'expected an alias that no other destination of the list has';
            context.addIssue({ code: 'custom', path: [index, 'alias'], message });
          }
          seen.add(alias);
        });
      }),
  }),
});

export const importQuerySchema = z.strictObject({
  dryRun: flag
    .default(false)
    .describe('Says what an import would do, and does nothing. Default false.'),
});

export type ImportedDestination = z.output<typeof importedDestinationSchema>;

/** Secrets are masks. */
export const exportedDestinationSchema = destinationSchema
  .pick({
    alias: true,
    name: true,
    url: true,
    headers: true,
    accessKey: true,
    events: true,
    locales: true,
    followReferences: true,
    notifyEveryChange: true,
    skipUnchanged: true,
    coalesce: true,
    enabled: true,
    timeoutSeconds: true,
    concurrency: true,
    rateLimit: true,
    payloadSignature: true,
    payloadState: true,
    identity: true,
    space: true,
  })
  .extend({ failureHandling: maskableFailureHandling });

export type ExportedDestination = z.infer<typeof exportedDestinationSchema>;

export const exportAnswerSchema = answerOf(
  z.object({ destinations: z.array(exportedDestinationSchema) })
);

export const importOutcomeSchema = z.object({
  alias: z.string(),
  action: z
    .enum(['created', 'updated', 'unchanged', 'skipped'])
    .describe('`skipped`: config/plugins declares it.'),
  id: z.uuid().nullable().describe('Null for one that a dry run would create.'),
  secret: z.string().optional().describe('Of a created one, this once.'),
  notes: z.array(z.string()).describe('What was not taken over, one sentence each.'),
});

export type ImportOutcome = z.infer<typeof importOutcomeSchema>;

export const importAnswerSchema = z.object({
  data: z.object({ destinations: z.array(importOutcomeSchema) }),
  meta: z.object({ dryRun: z.boolean(), warnings: z.array(z.string()) }),
});

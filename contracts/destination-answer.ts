/** A destination as the REST API answers with it. */
import { z } from 'zod';

import { answerOf, sliceOf, time } from './answers';
import { DESTINATION_SOURCES, DESTINATION_STATES, SUSPENDED_REASONS } from './destination';
import { failureHandlingSchema } from './failure-handling';
import { jobProgressSchema } from './job';

/** `user`: of the users-permissions plugin. */
const OWNER_TYPES = ['admin', 'api-token', 'user'] as const;
export type OwnerType = (typeof OWNER_TYPES)[number];

export const destinationSchema = z.object({
  id: z.uuid(),
  alias: z.string().nullable().describe('Null once it is deleted.'),
  name: z.string(),
  url: z.string().describe('Credentials in it are masked.'),
  headers: z.record(z.string(), z.array(z.string())),
  accessKey: z.string().nullable().describe('A mask; the key itself is never read back.'),
  events: z.array(z.string()),
  locales: z.array(z.string()),
  followReferences: z.boolean(),
  notifyEveryChange: z.boolean(),
  skipUnchanged: z.boolean(),
  coalesce: z.boolean(),
  enabled: z.boolean(),
  suspended: z.boolean(),
  suspendedAt: time.nullable(),
  suspendedReason: z
    .enum(SUSPENDED_REASONS)
    .nullable()
    .describe('`failures` ends by itself once a probe succeeds; the others only by a person.'),
  active: z.boolean().describe('Active and not suspended.'),
  state: z.enum(DESTINATION_STATES),
  failureHandling: failureHandlingSchema,
  timeoutSeconds: z.int(),
  concurrency: z.int(),
  rateLimit: z.object({ max: z.int(), perSeconds: z.int() }).nullable(),
  payloadSignature: z.boolean(),
  payloadState: z.boolean(),
  identity: z.string().nullable(),
  space: z.string(),
  owner: z
    .object({ type: z.enum(OWNER_TYPES), id: z.int() })
    .nullable()
    .describe('Who made it; null for code of the app and the public role.'),
  source: z
    .enum(DESTINATION_SOURCES)
    .describe('Where it is changed: `config` for one that config/plugins declares.'),
  version: z.int().min(1).describe('Raised by every change of the configuration.'),
  plannedPurgeDate: time.nullable(),
  createdAt: time,
  updatedAt: time,
});

export const destinationWithSecretSchema = destinationSchema.extend({
  secret: z
    .string()
    .startsWith('whsec_')
    .describe('Signs messages. Shown by create and by rotate, and never again.'),
});

const warnings = z
  .array(z.string())
  .describe('Events that match nothing at present, one sentence each.');

export const destinationListSchema = sliceOf(destinationSchema);

export const destinationAnswerSchema = answerOf(destinationSchema);

export const updatedDestinationSchema = destinationAnswerSchema.extend({
  meta: z.object({ warnings }),
});

export const createdDestinationSchema = z.object({
  data: destinationWithSecretSchema,
  meta: z.object({
    warnings,
    redeploy: jobProgressSchema.optional().describe('Only with `sendExisting`.'),
  }),
});

export const rotatedSecretSchema = z.object({
  secret: z.string().startsWith('whsec_'),
  previousExpiresAt: time.nullable().describe('Null when the old secret ended at once.'),
});

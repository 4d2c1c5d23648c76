/** A destination: what clients send to make or change one, and what they get back. */
import { z } from 'zod';

import { type destinationSchema, type destinationWithSecretSchema } from './destination-answer';
import { failureHandlingSchema } from './failure-handling';
import { MASK } from './mask';
import { plainText } from './plain-text';

export const DESTINATION_STATES = ['Create', 'Active', 'Inactive', 'Deleting', 'Deleted'] as const;
export type DestinationState = (typeof DESTINATION_STATES)[number];

export const SUSPENDED_REASONS = ['manual', 'gone', 'failures'] as const;
export type SuspendedReason = (typeof SUSPENDED_REASONS)[number];

/** `config`: declared in config/plugins, and changed only there. */
export const DESTINATION_SOURCES = ['api', 'config'] as const;
export type DestinationSource = (typeof DESTINATION_SOURCES)[number];

/** At most this many header names; more is a mistake, and receivers refuse them. */
export const MAX_HEADERS = 50;
/** At most this many values of one header. */
export const MAX_HEADER_VALUES = 20;
export const MAX_EVENTS = 1_000;
const HEADER_NAME = /^[!#$%&'*+\-.^_`|~0-9A-Za-z]{1,128}$/;
// Visible ASCII, spaces and tabs inside; no control characters, so nothing can end the line.
const HEADER_VALUE = /^(?:[\x21-\x7e](?:[\x20-\x7e\t]*[\x21-\x7e])?)?$/;
const EVENT = /^(\*|(\*|[A-Za-z0-9][A-Za-z0-9_.-]{0,126})\.(\*|deploy|remove))$/;

const event = z.string().max(140).regex(EVENT, {
  error: 'expected "*", "<type>.*", "<type>.deploy", "<type>.remove", "*.deploy" or "*.remove"',
});

const headerValue = z
  .string()
  .max(2_048)
  .regex(HEADER_VALUE, { error: 'expected visible ASCII characters on one line' });

const headersOf = <T extends z.ZodType<string>>(value: T) =>
  z
    .record(
      z.string().regex(HEADER_NAME, { error: 'expected a header name such as "X-Team"' }),
      z.array(value).min(1).max(MAX_HEADER_VALUES)
    )
    .refine((given) => Object.keys(given).length <= MAX_HEADERS, {
      error: `expected at most ${MAX_HEADERS} header names`,
    });

const headers = headersOf(headerValue);

/** As it was shown, in place of a secret. */
const masked = z.string().max(100).startsWith(MASK);

/** With values that stand for those that are stored. */
export const maskableHeaders = headersOf(
  z.union([headerValue, masked], {
    error: `expected visible ASCII characters on one line, or a mask that begins with "${MASK}"`,
  })
);

/** Printable, so that it fits into a header. */
const accessKey = z
  .string()
  .min(1)
  .max(1_024)
  .regex(HEADER_VALUE, { error: 'expected visible ASCII characters on one line' });

/** The mask leaves the key as it is, null clears it. */
export const maskableAccessKey = z
  .union([accessKey, masked], {
    error: `expected visible ASCII characters on one line, or a mask that begins with "${MASK}"`,
  })
  .nullable()
  .optional();

const text = (max: number) => plainText(max).min(1);

/** Fields that may be set both when making and when changing a destination. */
export const destinationFields = {
  name: text(255)
    .optional()
    .describe('Shown to people and sent as `<prefix>-webhook-name`. Default: the host of the URL.'),
  url: z.string().min(1).max(2_048).optional().describe('Absolute http or https address.'),
  headers: headers.optional().describe('Header name → values, sent with every message.'),
  accessKey: accessKey
    .nullable()
    .optional()
    .describe('Sent as `x-api-key`; null for none. Stored encrypted, read back as a mask.'),
  events: z
    .array(event)
    .max(MAX_EVENTS)
    .optional()
    .describe(
      'What it subscribes to: `*`, `<type>.*`, `<type>.deploy`, `<type>.remove`, `*.deploy`, `*.remove`.'
    ),
  locales: z.array(text(32)).max(500).optional().describe('Only these locales; empty for all.'),
  followReferences: z
    .boolean()
    .optional()
    .describe('Send a view again when something it references changed. Default true.'),
  notifyEveryChange: z
    .boolean()
    .optional()
    .describe('False: only the first Deploy and the Remove, not every update. Default true.'),
  skipUnchanged: z
    .boolean()
    .optional()
    .describe('Do not send a Deploy that changes nothing. Default true.'),
  coalesce: z
    .boolean()
    .optional()
    .describe('Only the latest waiting version of a view is sent. Default true.'),
  enabled: z
    .boolean()
    .optional()
    .describe('False: changes are ignored and waiting deliveries canceled. Default true.'),
  failureHandling: failureHandlingSchema.optional(),
  timeoutSeconds: z
    .int()
    .min(1)
    .max(60)
    .optional()
    .describe('Seconds from the start of a request to the end of its answer, 1–60. Default 10.'),
  concurrency: z
    .int()
    .min(1)
    .max(100)
    .optional()
    .describe('Requests in flight at most, 1–100. Default 10.'),
  rateLimit: z
    .strictObject({ max: z.int().min(1).max(100_000), perSeconds: z.int().min(1).max(3_600) })
    .nullable()
    .optional()
    .describe('At most `max` requests in `perSeconds` seconds; null for no limit. Default null.'),
  payloadSignature: z.boolean().optional().describe('Sign messages. Default true.'),
  payloadState: z
    .boolean()
    .optional()
    .describe("Add the view's publication state to the message. Default false."),
  identity: text(128)
    .nullable()
    .optional()
    .describe(
      'Name of the key pair that signs as well, see GET /identities; null for none. Default null.'
    ),
  space: text(128)
    .optional()
    .describe('Label; views of another space are not sent here. Default `default`.'),
};

export const aliasSchema = z
  .string()
  .max(128)
  .regex(/^[a-z0-9]+(?:-[a-z0-9]+)*$/, {
    error: 'expected lower-case letters, digits and single hyphens, such as "storefront"',
  });

export const createDestinationSchema = z
  .strictObject({
    ...destinationFields,
    url: destinationFields.url.unwrap(),
    alias: aliasSchema
      .optional()
      .describe(
        'Short name for configuration, unique and fixed once given. Default: made from the name.'
      ),
    sendExisting: z
      .boolean()
      .optional()
      .describe('Send what it subscribes to and what is live already. Default false.'),
  })
  .refine(({ sendExisting, enabled }) => !(sendExisting && enabled === false), {
    path: ['sendExisting'],
    error: 'expected false or nothing, because nothing is sent while "enabled" is false',
  });

export const updateDestinationSchema = z.strictObject({
  ...destinationFields,
  accessKey: maskableAccessKey,
  version: z
    .int()
    .min(1)
    .optional()
    .describe('The version the client has read; a stale one is refused with 409.'),
  removeEvents: z.array(z.string().max(140)).max(MAX_EVENTS).optional(),
  addEvents: z.array(event).max(MAX_EVENTS).optional(),
  removeHeaders: z
    .array(z.string().max(128))
    .max(MAX_HEADERS)
    .optional()
    .describe('Header names to drop.'),
  addHeaders: headers.optional().describe('Values to append.'),
  takeOver: z
    .literal(true)
    .optional()
    .describe(
      'True: who makes the change becomes the owner, and must be allowed to read all that it subscribes to.'
    ),
  removeFailureHandling: z
    .boolean()
    .optional()
    .describe('True: back to the default failure handling.'),
});

export const rotateSecretSchema = z.strictObject({
  graceSeconds: z
    .int()
    .min(0)
    .max(604_800)
    .default(0)
    .describe('Seconds for which the old secret stays valid. Default 0.'),
});

export type CreateDestinationInput = z.infer<typeof createDestinationSchema>;
export type UpdateDestinationInput = z.infer<typeof updateDestinationSchema>;

/** What the REST API answers. */
export type Destination = z.infer<typeof destinationSchema>;

/** Only the answers of create and rotate carry the secret. */
export type DestinationWithSecret = z.infer<typeof destinationWithSecretSchema>;

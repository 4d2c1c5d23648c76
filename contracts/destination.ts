/** A destination: what clients send to make or change one, and what they get back. */
import { z } from 'zod';

import { failureHandlingSchema, type FailureHandlingInput } from './failure-handling';
import { MASK } from './mask';
import { plainText } from './plain-text';

export const DESTINATION_STATES = ['Create', 'Active', 'Inactive', 'Deleting', 'Deleted'] as const;
export type DestinationState = (typeof DESTINATION_STATES)[number];

export const SUSPENDED_REASONS = ['manual', 'gone', 'failures'] as const;
export type SuspendedReason = (typeof SUSPENDED_REASONS)[number];

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

const headers = z
  .record(
    z.string().regex(HEADER_NAME, { error: 'expected a header name such as "X-Team"' }),
    z
      .array(
        z
          .string()
          .max(2_048)
          .regex(HEADER_VALUE, { error: 'expected visible ASCII characters on one line' })
      )
      .min(1)
      .max(MAX_HEADER_VALUES)
  )
  .refine((value) => Object.keys(value).length <= MAX_HEADERS, {
    error: `expected at most ${MAX_HEADERS} header names`,
  });

/** Printable, so that it fits into a header. */
const accessKey = z
  .string()
  .min(1)
  .max(1_024)
  .regex(HEADER_VALUE, { error: 'expected visible ASCII characters on one line' });

const text = (max: number) => plainText(max).min(1);

/** Fields a client may set both when making and when changing a destination. */
const writable = {
  /** Shown to people and sent as `<prefix>-webhook-name`. Default: the host of the URL. */
  name: text(255).optional(),
  /** Absolute http or https address. */
  url: z.string().min(1).max(2_048).optional(),
  /** Header name → values, sent with every message. */
  headers: headers.optional(),
  /** Sent as `x-api-key`; null for none. Stored encrypted, read back as a mask. */
  accessKey: accessKey.nullable().optional(),
  /** What it subscribes to: `*`, `<type>.*`, `<type>.deploy`, `<type>.remove`, `*.deploy`, `*.remove`. */
  events: z.array(event).max(MAX_EVENTS).optional(),
  /** Only these locales; empty for all. */
  locales: z.array(text(32)).max(500).optional(),
  /** Send a view again when something it references changed. Default true. */
  followReferences: z.boolean().optional(),
  /** False: only the first Deploy and the Remove, not every update. Default true. */
  notifyEveryChange: z.boolean().optional(),
  /** Do not send a Deploy that changes nothing. Default true. */
  skipUnchanged: z.boolean().optional(),
  /** Only the latest waiting version of a view is sent. Default true. */
  coalesce: z.boolean().optional(),
  /** False: changes are ignored and waiting deliveries canceled. Default true. */
  enabled: z.boolean().optional(),
  failureHandling: failureHandlingSchema.optional(),
  /** Seconds from the start of a request to the end of its answer, 1–60. Default 10. */
  timeoutSeconds: z.int().min(1).max(60).optional(),
  /** Requests in flight at most, 1–100. Default 10. */
  concurrency: z.int().min(1).max(100).optional(),
  /** At most `max` requests in `perSeconds` seconds; null for no limit. Default null. */
  rateLimit: z
    .strictObject({ max: z.int().min(1).max(100_000), perSeconds: z.int().min(1).max(3_600) })
    .nullable()
    .optional(),
  /** Sign messages. Default true. */
  payloadSignature: z.boolean().optional(),
  /** Add the view's publication state to the message. Default false. */
  payloadState: z.boolean().optional(),
  /** Name of the key pair that signs as well, see GET /identities; null for none. Default null. */
  identity: text(128).nullable().optional(),
  /** Label; views of another space are not sent here. Default `default`. */
  space: text(128).optional(),
};

const alias = z
  .string()
  .max(128)
  .regex(/^[a-z0-9]+(?:-[a-z0-9]+)*$/, {
    error: 'expected lower-case letters, digits and single hyphens, such as "storefront"',
  });

export const createDestinationSchema = z
  .strictObject({
    ...writable,
    url: writable.url.unwrap(),
    /** Short name for configuration, unique and fixed once given. Default: made from the name. */
    alias: alias.optional(),
    /** Send what it subscribes to and what is live already. Default false. */
    sendExisting: z.boolean().optional(),
  })
  .refine(({ sendExisting, enabled }) => !(sendExisting && enabled === false), {
    path: ['sendExisting'],
    error: 'expected false or nothing, because nothing is sent while "enabled" is false',
  });

export const updateDestinationSchema = z.strictObject({
  ...writable,
  /** The mask as it was read leaves the key as it is, null clears it. */
  accessKey: accessKey.or(z.string().max(32).startsWith(MASK)).nullable().optional(),
  /** The version the client has read; a stale one is refused with 409. */
  version: z.int().min(1).optional(),
  removeEvents: z.array(z.string().max(140)).max(MAX_EVENTS).optional(),
  addEvents: z.array(event).max(MAX_EVENTS).optional(),
  /** Header names to drop. */
  removeHeaders: z.array(z.string().max(128)).max(MAX_HEADERS).optional(),
  /** Values to append. */
  addHeaders: headers.optional(),
  /** True: who makes the change becomes the owner, and must be allowed to read all that it subscribes to. */
  takeOver: z.literal(true).optional(),
  /** True: back to the default failure handling. */
  removeFailureHandling: z.boolean().optional(),
});

export type CreateDestinationInput = z.infer<typeof createDestinationSchema>;
export type UpdateDestinationInput = z.infer<typeof updateDestinationSchema>;

/** What the REST API answers. */
export interface Destination {
  id: string;
  alias: string | null;
  name: string;
  url: string;
  headers: Record<string, string[]>;
  /** A mask; the key itself is never read back. */
  accessKey: string | null;
  events: string[];
  locales: string[];
  followReferences: boolean;
  notifyEveryChange: boolean;
  skipUnchanged: boolean;
  coalesce: boolean;
  enabled: boolean;
  suspended: boolean;
  suspendedAt: string | null;
  suspendedReason: SuspendedReason | null;
  /** Active and not suspended. */
  active: boolean;
  state: DestinationState;
  failureHandling: FailureHandlingInput;
  timeoutSeconds: number;
  concurrency: number;
  rateLimit: { max: number; perSeconds: number } | null;
  payloadSignature: boolean;
  payloadState: boolean;
  identity: string | null;
  space: string;
  owner: { type: string; id: number } | null;
  /** Raised by every change of the configuration. */
  version: number;
  plannedPurgeDate: string | null;
  createdAt: string;
  updatedAt: string;
}

/** Only the answers of create and rotate carry the secret. */
export interface DestinationWithSecret extends Destination {
  secret: string;
}

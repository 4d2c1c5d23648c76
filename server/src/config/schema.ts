/** The plugin's options in config/plugins: what may be set, the defaults, and what is wrong, in sentences. */
import { z } from 'zod';

import { configuredDestinationsSchema } from '../../../contracts/configured-destination';
import { plainText } from '../../../contracts/plain-text';
import { viewsSchema } from '../../../contracts/view-input';
import { optionsError, withAlias } from '../destinations/configured-problems';
import { describeIssues, type InputIssue } from '../support/input-issues';

const headerPrefix = z
  .string()
  .regex(/^[A-Za-z][A-Za-z0-9-]{0,63}$/, { error: 'expected a header name such as "X-Acme"' });

const apiPrefix = z.string().regex(/^(\/[A-Za-z0-9_-]+)+$/, {
  error: 'expected a path that begins with "/", such as "/destinations"',
});

const encryptionKey = z.string().min(1);

const redisConnection = z.union(
  [z.url({ protocol: /^rediss?$/ }), z.record(z.string(), z.unknown())],
  {
    error:
      'expected an address such as "redis://127.0.0.1:6379", or an object of options of ioredis',
  }
);

const configSchema = z.strictObject({
  /** Absolute address under which the outside world reaches this Strapi. Default: Strapi's absolute server URL. */
  publicUrl: z
    .url({ protocol: /^https?$/, error: 'expected an absolute http or https URL' })
    .optional(),
  /** Name of the environment, such as `production`. A database of another one sends nothing. Default none. */
  environment: plainText(64).min(1).optional(),
  /** UUID in every view id. Default: made once and kept in the database. */
  environmentId: z.uuid().optional(),
  /** UUID in every view id. Default: made once and kept in the database. */
  sourceId: z.uuid().optional(),
  /** Begins the names of the plugin's own headers. Default `X-Enterspeed`. */
  headerPrefix: headerPrefix.default('X-Enterspeed'),
  /** Encryption keys that were Strapi's before, so that what they encrypted can be read. Default none. */
  previousEncryptionKey: z
    .union([encryptionKey, z.array(encryptionKey).max(10)], {
      error: 'expected an encryption key or a list of at most 10 of them',
    })
    .default([]),
  /** Names of ed25519 key pairs with which destinations may have their messages signed. Default `["default"]`. */
  identities: z
    .array(
      z
        .string()
        .max(128)
        .regex(/^[A-Za-z0-9][A-Za-z0-9_.-]*$/, {
          error: 'expected letters, digits, "_", "-" and ".", such as "default"',
        })
    )
    .max(100)
    .default(['default']),
  /** Path of the REST API below Strapi's own. Default `/destinations`. */
  apiPrefix: apiPrefix.default('/destinations'),
  /** Refuse plain http destinations. Default: true in production. */
  requireHttps: z.boolean().optional(),
  network: z
    .strictObject({
      /** Networks, addresses and host names that may be called although they are not public. */
      allow: z.array(z.string()).default([]),
      /** URL of an egress proxy. Default none. */
      proxy: z
        .url({ protocol: /^https?$/, error: 'expected an absolute http or https URL' })
        .nullable()
        .default(null),
    })
    .prefault({}),
  /** Destinations by alias, kept as they are written here. Default none. */
  destinations: configuredDestinationsSchema.default([]),
  /** View schemas in code, made with `defineView`. Default none. */
  views: viewsSchema,
  references: z
    .strictObject({
      /** How many references away a change still counts, and how deep the Delivery API resolves, 0–10. Default 3. */
      depth: z.int().min(0).max(10).default(3),
    })
    .prefault({}),
  deliveryApi: z
    .strictObject({
      /** The `cache-control` of a view. Default `private, no-cache`: kept, but asked for again each time. */
      cacheControl: z
        .string()
        .min(1)
        .max(200)
        .regex(/^[\x20-\x7e]+$/, { error: 'expected a header value such as "private, max-age=60"' })
        .default('private, no-cache'),
    })
    .prefault({}),
  history: z
    .strictObject({
      /** Bytes kept of the answer to a failed attempt, 0–20,000. Default 20,000. */
      failureBodyBytes: z.int().min(0).max(20_000).default(20_000),
      /** Bytes kept of the answer to a successful one, 0–20,000. Default 1,000. */
      successBodyBytes: z.int().min(0).max(20_000).default(1_000),
      /** Days for which a finished delivery or redeploy is kept, 1–3,650. Default 30. What is diverted stays. */
      retentionDays: z.int().min(1).max(3_650).default(30),
      /** Finished deliveries that are kept at most, 1,000–100,000,000. Default 1,000,000. */
      maxRows: z.int().min(1_000).max(100_000_000).default(1_000_000),
    })
    .prefault({}),
  engine: z
    .strictObject({
      /** What due deliveries wait in: the database alone, or BullMQ on Redis beside it. Default `database`. */
      type: z.enum(['database', 'bullmq']).default('database'),
      /** Redis, with `bullmq`: its address, or options of ioredis. Default `redis://127.0.0.1:6379`. */
      connection: redisConnection.default('redis://127.0.0.1:6379'),
      /** Begins the names of all keys in Redis. Default `destinations`. */
      prefix: z
        .string()
        .regex(/^[A-Za-z0-9_.{}-]{1,64}$/, {
          error: 'expected letters, digits, "_", "-", "." and braces, such as "destinations"',
        })
        .default('destinations'),
    })
    .prefault({}),
  /** Days for which a deleted destination stays visible with `?state=Deleted`, without its history, 0–3,650. Default 30. */
  purgeAfterDays: z.int().min(0).max(3_650).default(30),
  /** Seconds that a stopping Strapi waits for requests in flight, 0–300. Default 10. */
  shutdownTimeout: z.number().min(0).max(300).default(10),
  /** Seconds between looks for work that another instance or a crash left behind, 0.1–60. Default 1. */
  pollInterval: z.number().min(0.1).max(60).default(1),
});

export type Config = z.output<typeof configSchema>;
/** What a user writes. */
export type ConfigInput = z.input<typeof configSchema>;

/** @throws Error with one sentence per wrong option */
export function resolveConfig(input: unknown): Config {
  const result = configSchema.safeParse(input ?? {});
  if (result.success) return result.data;
  const issues = describeIssues(result.error, input);
  throw new Error(optionsError(issues.map((issue) => sentenceOf(issue, input))));
}

function sentenceOf({ path: [option, index], message }: InputIssue, input: unknown): string {
  if (option !== 'destinations' || index === undefined) return message;
  const { data } = namedDestinations.safeParse(input);
  return withAlias(message, data?.destinations[Number(index)]?.alias);
}

/** As much of the destinations as is needed to say which one is wrong. */
const namedDestinations = z.object({
  destinations: z.array(z.object({ alias: z.string() }).nullable().catch(null)),
});

/** A destination declared in config/plugins. Its alias says which one it is; its secrets are the operator's. */
import { z } from 'zod';

import { aliasSchema, destinationFields } from './destination';

const MAX_DESTINATIONS = 1_000;
/** The current one and those that end, as many as a rotation over REST allows. */
const MAX_SECRETS = 11;
const MIN_BYTES = 24;
const MAX_BYTES = 64;
// Base64 as encoders write it, with or without padding: the last character holds no lost bits.
const SECRET =
  /^whsec_((?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/][AQgw]|[A-Za-z0-9+/]{2}[AEIMQUYcgkosw048])?)={0,2}$/;

const EXPECTED = `expected "whsec_" and the base64 of ${MIN_BYTES} to ${MAX_BYTES} bytes, or a list of at most ${MAX_SECRETS} of them`;

const secret = z.string().max(200).refine(isSecret, { error: EXPECTED });

function isSecret(text: string): boolean {
  const encoded = SECRET.exec(text)?.[1];
  if (encoded === undefined) return false;
  const bytes = Math.floor((encoded.length * 3) / 4);
  return bytes >= MIN_BYTES && bytes <= MAX_BYTES;
}

const configuredDestinationSchema = z
  .strictObject({
    ...destinationFields,
    alias: aliasSchema,
    url: destinationFields.url.unwrap(),
    /** `whsec_…`; of a list the first is the current one, the others sign as well while receivers follow. */
    secret: z
      .union([secret, z.array(secret).min(1).max(MAX_SECRETS)], { error: EXPECTED })
      .optional(),
  })
  .refine(({ secret: given, ...fields }) => given !== undefined || !needsSecret(fields), {
    path: ['secret'],
    error:
      'expected a secret such as env("SHOP_SECRET"), because messages and alerts are signed and a made one could not be read; only a destination with "payloadSignature": false and without "alertUrl" needs none',
  });

function needsSecret({
  payloadSignature,
  failureHandling,
}: Pick<
  z.infer<z.ZodObject<typeof destinationFields>>,
  'payloadSignature' | 'failureHandling'
>): boolean {
  return payloadSignature !== false || Boolean(failureHandling?.alertUrl);
}

export const configuredDestinationsSchema = z
  .array(configuredDestinationSchema)
  .max(MAX_DESTINATIONS)
  .superRefine((destinations, context) => {
    destinations.forEach(({ alias }, index) => {
      if (destinations.findIndex((other) => other.alias === alias) === index) return;
      context.addIssue({
        code: 'custom',
        path: [index, 'alias'],
        message: 'expected an alias that no other destination of the list has',
      });
    });
  });

export type ConfiguredDestination = z.output<typeof configuredDestinationSchema>;

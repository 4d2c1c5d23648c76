/** A key pair with which the plugin signs; receivers verify with the public part alone. */
import { z } from 'zod';

export const identitySchema = z.object({
  name: z.string(),
  publicKey: z
    .string()
    .startsWith('whpk_')
    .describe('`whpk_` and base64, as the Standard Webhooks specification writes ed25519 keys.'),
});

export type Identity = z.infer<typeof identitySchema>;

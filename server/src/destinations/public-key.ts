/** How the public part of an identity is written: `whpk_` and its 32 bytes in base64, as Standard Webhooks has it. */
import { type KeyObject } from 'node:crypto';

const PUBLIC_KEY_PREFIX = 'whpk_';

/** @param key an ed25519 key, public or private */
export function encodePublicKey(key: KeyObject): string {
  const { x } = key.export({ format: 'jwk' });
  if (key.asymmetricKeyType !== 'ed25519' || x === undefined) {
    throw new Error(`Expected an ed25519 key, got ${key.asymmetricKeyType ?? key.type}`);
  }
  return PUBLIC_KEY_PREFIX + Buffer.from(x, 'base64url').toString('base64');
}

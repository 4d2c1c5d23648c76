/** Standard Webhooks signatures: `v1` (HMAC-SHA256) and `v1a` (ed25519). Knows nothing about storage or headers. */
import {
  createHmac,
  createSecretKey,
  sign as signWithPrivateKey,
  type KeyObject,
} from 'node:crypto';

const SECRET_PREFIX = 'whsec_';
const MIN_BYTES = 24;
const MAX_BYTES = 64;

export interface SignatureInput {
  /** Signing keys, the current one first. */
  secrets: readonly KeyObject[];
  /** ed25519 private key. */
  identity?: KeyObject | null;
  /** The `webhook-id`. */
  id: string;
  /** Seconds since the epoch. */
  timestamp: number;
  body: string;
}

/** @returns the value of `webhook-signature`, empty when there is nothing to sign with */
export function sign({ secrets, identity, id, timestamp, body }: SignatureInput): string {
  const content = `${id}.${timestamp}.${body}`;
  let signature = '';
  for (const secret of secrets) {
    const digest = createHmac('sha256', secret).update(content).digest('base64');
    signature += signature === '' ? `v1,${digest}` : ` v1,${digest}`;
  }
  if (!identity) return signature;

  const signed = signWithPrivateKey(null, Buffer.from(content), identity).toString('base64');
  return signature === '' ? `v1a,${signed}` : `${signature} v1a,${signed}`;
}

/**
 * @param secret `whsec_` and 24–64 bytes in base64
 * @throws when it is anything else; the message never contains the secret
 */
export function parseSecret(secret: string): KeyObject {
  if (!secret.startsWith(SECRET_PREFIX)) {
    throw new Error(
      `Expected a secret that starts with "${SECRET_PREFIX}", got ${secret.length} characters that do not`
    );
  }

  const encoded = secret.slice(SECRET_PREFIX.length);
  const bytes = Buffer.from(encoded, 'base64');
  // Buffer.from skips what is not base64; a secret that lost characters would sign, and never verify.
  if (withoutPadding(bytes.toString('base64')) !== withoutPadding(encoded)) {
    throw new Error(
      `Expected base64 after "${SECRET_PREFIX}", got ${encoded.length} characters that are not base64`
    );
  }
  if (bytes.length < MIN_BYTES || bytes.length > MAX_BYTES) {
    throw new Error(
      `Expected a secret of ${MIN_BYTES} to ${MAX_BYTES} bytes, got ${bytes.length} bytes`
    );
  }
  return createSecretKey(bytes);
}

function withoutPadding(base64: string): string {
  return base64.replace(/={1,2}$/, '');
}

/**
 * Reads what Strapi's encryption service wrote under a key that is no longer the current one. The service knows one
 * key only; its format is AES-256-GCM under the SHA-256 of the key, `v1:<iv>:<text>:<tag>` in hexadecimal.
 */
import { createDecipheriv, createHash } from 'node:crypto';

const ALGORITHM = 'aes-256-gcm';
const ENCRYPTED = /^v1:([0-9a-f]{32}):([0-9a-f]*):([0-9a-f]{32})$/;

/** @returns null when it was not encrypted under this key */
export function createDecryptWith(key: string): (text: string) => string | null {
  const hashed = createHash('sha256').update(key).digest();

  return (text) => {
    const match = ENCRYPTED.exec(text);
    if (!match) return null;
    const [iv, encrypted, tag] = match.slice(1).map((part) => Buffer.from(part, 'hex'));
    const decipher = createDecipheriv(ALGORITHM, hashed, iv);
    decipher.setAuthTag(tag);
    try {
      return Buffer.concat([decipher.update(encrypted), decipher.final()]).toString('utf8');
    } catch {
      // The tag says that it was another key: that is an answer, not a failure.
      return null;
    }
  };
}

/** Encryption of secrets at rest, by Strapi's own encryption service; what older keys encrypted can still be read. */
import { errors } from '@strapi/utils';

import { createDecryptWith } from './previous-key';

export interface Cipher {
  /** @throws ApplicationError when Strapi has no encryption key: a secret is never stored in the clear */
  encrypt(text: string): string;
  /** Null when the text was encrypted under a key that is not known. */
  decrypt(text: string): string | null;
  /** Like `decrypt`, and whether the current key was enough. */
  inspect(text: string): { text: string; isCurrent: boolean } | null;
  /** Why nothing can be encrypted, or null. */
  problem(): string | null;
}

/** The part of `strapi.service('admin::encryption')` in use; it answers null instead of failing. */
export interface EncryptionService {
  encrypt(value: string): string | null;
  decrypt(value: string): string | null;
}

export interface CipherDeps {
  service(): EncryptionService;
  /** Strapi's own; empty when it is not set. */
  currentKey(): string;
  /** The option `previousEncryptionKey`. */
  previousKeys: readonly string[];
}

export const MISSING_KEY =
  'Secrets cannot be stored because Strapi has no encryption key: set "secrets.encryptionKey" in config/admin (usually the environment variable ENCRYPTION_KEY) and restart.';

/** What is the matter with secrets that `decrypt` answers null for. */
export const UNKNOWN_KEY =
  '"secrets.encryptionKey" in config/admin is missing or not the one they were stored with. Set it right, or put the old one into "previousEncryptionKey" in config/plugins (destinations.config).';

/** All that the service writes begins like this; anything else makes it throw. */
const FORMAT = /^v1:[^:]+:[^:]+:[^:]+$/;

export function createCipher({ service, currentKey, previousKeys }: CipherDeps): Cipher {
  // Strapi logs a warning for each text of another key, so the others are asked first, which are silent.
  const decryptOlder = previousKeys
    .filter((key) => key !== currentKey())
    .map((key) => createDecryptWith(key));

  function inspect(text: string): { text: string; isCurrent: boolean } | null {
    for (const decrypt of decryptOlder) {
      const older = decrypt(text);
      if (older !== null) return { text: older, isCurrent: false };
    }
    const decrypted = FORMAT.test(text) ? service().decrypt(text) : null;
    return decrypted === null ? null : { text: decrypted, isCurrent: true };
  }

  return {
    encrypt(text) {
      const encrypted = service().encrypt(text);
      if (encrypted === null) throw new errors.ApplicationError(MISSING_KEY);
      return encrypted;
    },
    decrypt: (text) => inspect(text)?.text ?? null,
    inspect,
    problem: () => (currentKey() === '' ? MISSING_KEY : null),
  };
}

/** Encryption of secrets at rest, by Strapi's own encryption service. */
import { errors } from '@strapi/utils';

export interface Cipher {
  /** @throws ApplicationError when Strapi has no encryption key: a secret is never stored in the clear */
  encrypt(text: string): string;
  /** Null when the text was encrypted under another key. */
  decrypt(text: string): string | null;
  /** Why nothing can be encrypted, or null. */
  problem(): string | null;
}

/** The part of `strapi.service('admin::encryption')` in use; it answers null instead of failing. */
export interface EncryptionService {
  encrypt(value: string): string | null;
  decrypt(value: string): string | null;
}

export const MISSING_KEY =
  'Secrets cannot be stored because Strapi has no encryption key: set "secrets.encryptionKey" in config/admin (usually the environment variable ENCRYPTION_KEY) and restart.';

export function createCipher(service: () => EncryptionService, hasKey: () => boolean): Cipher {
  return {
    encrypt(text) {
      const encrypted = service().encrypt(text);
      if (encrypted === null) throw new errors.ApplicationError(MISSING_KEY);
      return encrypted;
    },
    decrypt: (text) => service().decrypt(text),
    problem: () => (hasKey() ? null : MISSING_KEY),
  };
}

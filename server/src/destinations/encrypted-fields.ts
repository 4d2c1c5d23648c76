/** The fields of a destination that are stored encrypted, and what may be shown of them. */
import { type Cipher } from './cipher';
import { type DestinationRecord, isMask } from './record';
import { type SplitUrl } from './url';

const HINT_LENGTH = 4;
/** A key shorter than this would be half shown by a hint. */
const MIN_LENGTH_FOR_HINT = 12;

export interface EncryptedFields {
  /** Masked credentials, as they were shown, stand for the stored ones. */
  url(text: string, stored: string | null): Pick<DestinationRecord, 'url' | 'urlCredentials'>;
  accessKey(key: string | null): Pick<DestinationRecord, 'accessKey' | 'accessKeyHint'>;
}

export function createEncryptedFields(
  cipher: Cipher,
  /** @throws ValidationError */
  checkUrl: (text: string) => SplitUrl
): EncryptedFields {
  return {
    url(text, stored) {
      const { url, credentials } = checkUrl(text);
      if (credentials === null) return { url, urlCredentials: null };
      if (isMask(credentials)) return { url, urlCredentials: stored };
      return { url, urlCredentials: cipher.encrypt(credentials) };
    },

    accessKey(key) {
      if (key === null) return { accessKey: null, accessKeyHint: null };
      const hint = key.length >= MIN_LENGTH_FOR_HINT ? key.slice(-HINT_LENGTH) : '';
      return { accessKey: cipher.encrypt(key), accessKeyHint: hint };
    },
  };
}

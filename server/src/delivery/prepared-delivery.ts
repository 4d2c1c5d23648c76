/** What an attempt needs, all secrets decrypted, nothing left to look up. */
import type { KeyObject } from 'node:crypto';

import type { Credentials } from './target';

export interface PreparedDelivery {
  /** Also the `webhook-id`. */
  id: string;
  /** Of the attempt to make; 1 is the first try. */
  attemptNumber: number;
  viewVersion: number;
  /** Sent as it is. */
  body: string;
  destination: PreparedDestination;
}

/**
 * Never changed once built: what follows from it is kept for as long as the object lives. Hand in the same object
 * for all deliveries to one version of a destination, and a new one when the destination changes.
 */
export interface PreparedDestination {
  id: string;
  name: string;
  url: string;
  /** Null: those in the URL, if any. */
  credentials: Credentials | null;
  headers: Readonly<Record<string, readonly string[]>>;
  accessKey: string | null;
  /** `whsec_…`, the current one first. */
  secrets: readonly string[];
  /** ed25519 private key. */
  identity?: KeyObject | null;
  payloadSignature: boolean;
  timeoutSeconds: number;
}

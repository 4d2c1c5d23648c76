/**
 * Destinations as delivery needs them: active, secrets decrypted, settings resolved. Kept in memory and read anew
 * when any instance has changed the configuration, or when an old secret ends.
 */
import { type FailureHandling, resolveFailureHandling } from '../../../contracts/failure-handling';
import { type Clock } from '../support/clock';
import { type Logger } from '../support/logger';
import { type Cipher } from './cipher';
import { type DestinationRecord } from './record';
import { type DestinationStore, type StoredSecret } from './store';

export interface Target {
  id: string;
  version: number;
  name: string;
  url: string;
  credentials: { username: string; password: string } | null;
  headers: Record<string, string[]>;
  accessKey: string | null;
  /** `whsec_…`, the current one first. */
  secrets: string[];
  payloadSignature: boolean;
  payloadState: boolean;
  timeoutSeconds: number;
  concurrency: number;
  rateLimit: { max: number; perSeconds: number } | null;
  coalesce: boolean;
  failureHandling: FailureHandling;
}

export interface Targets {
  /** Destinations that are Active, suspended or not. */
  active(): Promise<readonly DestinationRecord[]>;
  /** Those of them to which messages may be sent now. */
  sendable(): Promise<readonly Target[]>;
}

export interface TargetsDeps {
  store: DestinationStore;
  cipher: Cipher;
  clock: Clock;
  logger: Logger;
  revision(): Promise<string>;
}

interface Snapshot {
  revision: string;
  /** When an old secret ends. */
  validUntil: number;
  active: DestinationRecord[];
  sendable: Target[];
}

export function createTargets({ store, cipher, clock, logger, revision }: TargetsDeps): Targets {
  let snapshot: Snapshot | null = null;

  function toTarget(record: DestinationRecord, secrets: readonly StoredSecret[]): Target | null {
    const decrypted = {
      credentials: record.urlCredentials && cipher.decrypt(record.urlCredentials),
      accessKey: record.accessKey && cipher.decrypt(record.accessKey),
      secrets: secrets.map(({ secret }) => cipher.decrypt(secret)),
    };
    const isReadable =
      (record.urlCredentials === null || decrypted.credentials !== null) &&
      (record.accessKey === null || decrypted.accessKey !== null) &&
      decrypted.secrets.every((secret) => secret !== null);
    if (!isReadable) {
      logger.error(
        `The secrets of destination "${record.name}" cannot be decrypted: "secrets.encryptionKey" in config/admin is missing or not the one they were stored with. Its deliveries wait until it is right.`
      );
      return null;
    }

    return {
      id: record.id,
      version: record.version,
      name: record.name,
      url: record.url,
      credentials: splitCredentials(decrypted.credentials),
      headers: record.headers,
      accessKey: decrypted.accessKey,
      secrets: decrypted.secrets.filter((secret) => secret !== null),
      payloadSignature: record.payloadSignature,
      payloadState: record.payloadState,
      timeoutSeconds: record.timeoutSeconds,
      concurrency: record.concurrency,
      rateLimit: record.rateLimit,
      coalesce: record.coalesce,
      failureHandling: resolveFailureHandling(record.failureHandling),
    };
  }

  async function load(current: string): Promise<Snapshot> {
    const active = await store.list(['Active']);
    const now = clock.now();
    const stored = await store.secretsOf(active.map(({ id }) => id));
    const valid = stored.filter(({ expiresAt }) => expiresAt === null || expiresAt > now);
    const sendable = active
      .filter(({ suspendedAt }) => suspendedAt === null)
      .map((record) =>
        toTarget(
          record,
          valid.filter(({ destinationId }) => destinationId === record.id)
        )
      )
      .filter((target) => target !== null);

    return {
      revision: current,
      validUntil: Math.min(...valid.map(({ expiresAt }) => expiresAt ?? Infinity), Infinity),
      active,
      sendable,
    };
  }

  async function read(): Promise<Snapshot> {
    const current = await revision();
    if (!snapshot || snapshot.revision !== current || snapshot.validUntil <= clock.now()) {
      snapshot = await load(current);
    }
    return snapshot;
  }

  return {
    active: async () => (await read()).active,
    sendable: async () => (await read()).sendable,
  };
}

function splitCredentials(text: string | null): Target['credentials'] {
  if (text === null) return null;
  const colon = text.indexOf(':');
  return { username: text.slice(0, colon), password: text.slice(colon + 1) };
}

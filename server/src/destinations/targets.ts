/**
 * Destinations as delivery needs them: active, secrets decrypted, settings resolved. Kept in memory and read anew
 * when any instance has changed the configuration, or when an old secret ends.
 */
import { type KeyObject } from 'node:crypto';

import { type Knex } from 'knex';

import { type FailureHandling, resolveFailureHandling } from '../../../contracts/failure-handling';
import { type Clock } from '../support/clock';
import { type Logger } from '../support/logger';
import { type Cipher, UNKNOWN_KEY } from './cipher';
import { type DestinationRecord } from './record';
import { type DestinationStore, type StoredSecret } from './store';

export interface Target {
  id: string;
  version: number;
  /** Null for none, whose Deploys nothing forbids. */
  owner: DestinationRecord['owner'];
  /** Suspended because of failures: only probes go out. */
  isSuspended: boolean;
  alias: string | null;
  name: string;
  url: string;
  credentials: { username: string; password: string } | null;
  headers: Record<string, string[]>;
  accessKey: string | null;
  /** `whsec_…`, the current one first. */
  secrets: string[];
  /** ed25519 private key; null for none. */
  identity: KeyObject | null;
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
  /** The same by one look at the revision in a transaction; null when they have to be read anew. */
  activeIn(trx: Knex.Transaction): Promise<readonly DestinationRecord[] | null>;
  /** Those of them to which messages may be sent now, if only probes. */
  sendable(): Promise<readonly Target[]>;
  /** The same as they were last read; null when they must be read anew. */
  sendableNow(): readonly Target[] | null;
  /** One of any state, read anew; null when its secrets cannot be decrypted. */
  of(record: DestinationRecord): Promise<Target | null>;
  /** Names of Active destinations whose secrets cannot be decrypted. */
  unreadable(): Promise<readonly string[]>;
  /** Of an Active destination as it was last read, without asking the database. */
  aliasOf(id: string): string | null;
}

export interface TargetsDeps {
  store: DestinationStore;
  cipher: Cipher;
  clock: Clock;
  logger: Logger;
  revision(): Promise<string>;
  revisionIn(trx: Knex.Transaction): Promise<string | null>;
  /** Private keys by the name of the identity; null for one that cannot be decrypted. */
  identityKeys(names: readonly string[]): Promise<Map<string, KeyObject | null>>;
}

interface Snapshot {
  revision: string;
  /** When an old secret ends. */
  validUntil: number;
  active: DestinationRecord[];
  sendable: Target[];
  unreadable: string[];
  aliases: ReadonlyMap<string, string | null>;
}

export function createTargets(deps: TargetsDeps): Targets {
  const { store, cipher, clock, logger, revision } = deps;
  let snapshot: Snapshot | null = null;

  function toTarget(
    record: DestinationRecord,
    secrets: readonly StoredSecret[],
    identityKeys: ReadonlyMap<string, KeyObject | null>
  ): Target | null {
    const identity = record.identity === null ? null : identityKeys.get(record.identity);
    const decrypted = {
      credentials: record.urlCredentials && cipher.decrypt(record.urlCredentials),
      accessKey: record.accessKey && cipher.decrypt(record.accessKey),
      secrets: secrets.map(({ secret }) => cipher.decrypt(secret)),
    };
    const isReadable =
      (record.urlCredentials === null || decrypted.credentials !== null) &&
      (record.accessKey === null || decrypted.accessKey !== null) &&
      (record.identity === null || identity !== null) &&
      decrypted.secrets.every((secret) => secret !== null);
    if (!isReadable) {
      logger.error(
        `The secrets of destination "${record.name}" cannot be decrypted: ${UNKNOWN_KEY} Its deliveries wait until then.`
      );
      return null;
    }

    return {
      id: record.id,
      version: record.version,
      owner: record.owner,
      isSuspended: record.suspendedReason === 'failures',
      alias: record.alias,
      name: record.name,
      url: record.url,
      credentials: splitCredentials(decrypted.credentials),
      headers: record.headers,
      accessKey: decrypted.accessKey,
      secrets: decrypted.secrets.filter((secret) => secret !== null),
      identity: identity ?? null,
      payloadSignature: record.payloadSignature,
      payloadState: record.payloadState,
      timeoutSeconds: record.timeoutSeconds,
      concurrency: record.concurrency,
      rateLimit: record.rateLimit,
      coalesce: record.coalesce,
      failureHandling: resolveFailureHandling(record.failureHandling),
    };
  }

  async function decrypt(records: readonly DestinationRecord[]) {
    const now = clock.now();
    const stored = await store.secretsOf(records.map(({ id }) => id));
    const valid = stored.filter(({ expiresAt }) => expiresAt === null || expiresAt > now);
    const identities = new Set(records.flatMap(({ identity }) => identity ?? []));
    const identityKeys = await deps.identityKeys([...identities]);
    const targets = new Map(
      records.map((record) => {
        const secrets = valid.filter(({ destinationId }) => destinationId === record.id);
        return [record.id, toTarget(record, secrets, identityKeys)] as const;
      })
    );
    return { targets, valid };
  }

  async function load(current: string): Promise<Snapshot> {
    const active = await store.list(['Active']);
    const { targets, valid } = await decrypt(active);
    const sendable = active
      .filter(({ suspendedReason }) => suspendedReason === null || suspendedReason === 'failures')
      .map(({ id }) => targets.get(id) ?? null)
      .filter((target) => target !== null);

    return {
      revision: current,
      validUntil: Math.min(...valid.map(({ expiresAt }) => expiresAt ?? Infinity), Infinity),
      active,
      sendable,
      aliases: new Map(active.map(({ id, alias }) => [id, alias])),
      unreadable: active.filter(({ id }) => !targets.get(id)).map(({ name }) => name),
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
    async activeIn(trx) {
      const known = snapshot;
      return known && known.revision === (await deps.revisionIn(trx)) ? known.active : null;
    },
    sendable: async () => (await read()).sendable,
    sendableNow: () => (snapshot && snapshot.validUntil > clock.now() ? snapshot.sendable : null),
    of: async (record) => (await decrypt([record])).targets.get(record.id) ?? null,
    unreadable: async () => (await read()).unreadable,
    aliasOf: (id) => snapshot?.aliases.get(id) ?? null,
  };
}

function splitCredentials(text: string | null): Target['credentials'] {
  if (text === null) return null;
  const colon = text.indexOf(':');
  return { username: text.slice(0, colon), password: text.slice(colon + 1) };
}

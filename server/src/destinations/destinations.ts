/** Making, changing and deleting destinations. Every change raises the revision that all instances watch. */
import { randomUUID } from 'node:crypto';

import { errors } from '@strapi/utils';
import { type Knex } from 'knex';

import {
  type CreateDestinationInput,
  type Destination,
  type DestinationWithSecret,
  type UpdateDestinationInput,
} from '../../../contracts/destination';
import { type DestinationQuery } from '../../../contracts/delivery-query';
import { type Database } from '../database/database';
import { isDuplicate } from '../database/transient';
import { type Clock } from '../support/clock';
import { isUuid } from '../support/uuid';
import { ConflictError, invalid } from '../support/validation';
import { matches } from './filter';
import { freeAlias, slugify } from './alias';
import { changedFields, fieldsOfNew, overgrownFields } from './changes-to-record';
import { type Cipher } from './cipher';
import { type DestinationRecord, isMask, present } from './record';
import { generateSecret } from './secret';
import { type DestinationStore } from './store';
import { splitUrl } from './url';

/** States in which a destination can be seen and changed. */
export const VISIBLE_STATES = ['Create', 'Active', 'Inactive'] as const;

const PURGE_AFTER_MS = 30 * 86_400_000;
const HINT_LENGTH = 4;
/** A key shorter than this would be half shown by a hint. */
const MIN_LENGTH_FOR_HINT = 12;
const MAX_OLD_SECRETS = 10;

export interface Owner {
  /** `user`: of the users-permissions plugin. */
  type: 'admin' | 'api-token' | 'user';
  id: number;
}

export interface Destinations {
  list(query: DestinationQuery): Promise<{ destinations: Destination[]; total: number }>;
  /** @throws NotFoundError */
  get(id: string): Promise<Destination>;
  /** As the server keeps it. @throws NotFoundError */
  record(id: string): Promise<DestinationRecord>;
  create(input: CreateDestinationInput, owner: Owner | null): Promise<DestinationWithSecret>;
  /** @throws ConflictError when `expectedVersion` or `input.version` is stale */
  update(id: string, input: UpdateDestinationInput, expectedVersion?: number): Promise<Destination>;
  remove(id: string): Promise<void>;
  /** By a person: nothing is sent until a person unsuspends it, and nothing probes. */
  suspend(id: string): Promise<Destination>;
  /** Whatever the reason was; what waited goes out. */
  unsuspend(id: string): Promise<Destination>;
  /** The new secret; the old one stays valid for `graceSeconds`. */
  rotateSecret(
    id: string,
    graceSeconds: number
  ): Promise<{ secret: string; previousExpiresAt: string | null }>;
}

export interface DestinationsDeps {
  database: Database;
  store: DestinationStore;
  cipher: Cipher;
  clock: Clock;
  /** Says why requests to this URL would be refused, or null. */
  refusalOf(url: URL): string | null;
  /** Makes the key pair when there is none yet. @returns false when the configuration does not name it */
  ensureIdentity(name: string): Promise<boolean>;
  /** Of the configuration. */
  identityNames: readonly string[];
  /** True for header names that only the plugin itself may send. */
  isReservedHeader(name: string): boolean;
  /** What waits for a destination that no longer wants it becomes `canceled`. */
  cancelWaiting(destinationId: string): Promise<void>;
  /** In the same transaction: tells all instances that the configuration changed. */
  raiseRevision(trx: Knex.Transaction): Promise<void>;
  /** After the change is stored. */
  onChanged(): void;
}

export function createDestinations(deps: DestinationsDeps): Destinations {
  const { database, store, cipher, clock } = deps;

  async function change<T>(work: (trx: Knex.Transaction) => Promise<T>): Promise<T> {
    const result = await database.transaction(async (trx) => {
      const value = await work(trx);
      await deps.raiseRevision(trx);
      return value;
    });
    deps.onChanged();
    return result;
  }

  async function findVisible(id: string, trx?: Knex.Transaction): Promise<DestinationRecord> {
    const record = isUuid(id) ? await store.find(id, trx) : null;
    if (!record || !isVisible(record)) throw new errors.NotFoundError('Destination not found');
    return record;
  }

  function checkUrl(text: string): { url: string; credentials: string | null } {
    const split = splitUrl(text);
    const refusal = split
      ? deps.refusalOf(new URL(split.url))
      : 'expected an absolute http or https URL such as "https://shop.example.com/hooks"';
    if (split && refusal === null) return split;
    throw invalid([{ path: ['url'], message: `"url": ${refusal}, got ${JSON.stringify(text)}` }]);
  }

  function checkHeaders(headers: Record<string, string[]> | undefined, path: string): void {
    const reserved = Object.keys(headers ?? {}).filter(deps.isReservedHeader);
    if (reserved.length === 0) return;
    throw invalid(
      reserved.map((name) => ({
        path: [path, name],
        message: `"${path}.${name}": this header is set by the plugin itself or by HTTP and cannot be replaced`,
      }))
    );
  }

  async function checkIdentity(name: string | null | undefined): Promise<void> {
    if (name === null || name === undefined || (await deps.ensureIdentity(name))) return;
    const known = deps.identityNames.map((one) => JSON.stringify(one)).join(' or ');
    throw invalid([
      {
        path: ['identity'],
        message: `"identity": expected ${known || 'null, because "identities" in the configuration is empty'}, got ${JSON.stringify(name)}`,
      },
    ]);
  }

  /** No change of the configuration: the version stays. */
  async function setSuspension(
    id: string,
    { reason }: { reason: 'manual' | null }
  ): Promise<Destination> {
    const changed = await change(async (trx) => {
      const current = await findVisible(id, trx);
      const suspendedAt = reason === null ? null : (current.suspendedAt ?? clock.now());
      const next = { ...current, suspendedAt, suspendedReason: reason };
      await store.update(next, trx);
      await store.forgetFailures(id, trx);
      return next;
    });
    return present(changed);
  }

  /** Masked credentials, as they were shown, stand for the stored ones. */
  function encryptedUrl(
    text: string,
    stored: string | null
  ): Pick<DestinationRecord, 'url' | 'urlCredentials'> {
    const { url, credentials } = checkUrl(text);
    if (credentials === null) return { url, urlCredentials: null };
    if (isMask(credentials)) return { url, urlCredentials: stored };
    return { url, urlCredentials: cipher.encrypt(credentials) };
  }

  function encryptedKey(
    key: string | null
  ): Pick<DestinationRecord, 'accessKey' | 'accessKeyHint'> {
    if (key === null) return { accessKey: null, accessKeyHint: null };
    const hint = key.length >= MIN_LENGTH_FOR_HINT ? key.slice(-HINT_LENGTH) : '';
    return { accessKey: cipher.encrypt(key), accessKeyHint: hint };
  }

  return {
    async list(query) {
      const records = await store.list(query.state ?? VISIBLE_STATES);
      const matching = records.map(present).filter((destination) => matches(destination, query));
      const page = matching.slice(query.offset, query.offset + query.count);
      return { destinations: page, total: matching.length };
    },

    async get(id) {
      return present(await findVisible(id));
    },

    record: (id) => findVisible(id),

    async create(input, owner) {
      checkHeaders(input.headers, 'headers');
      await checkIdentity(input.identity);
      const { url, urlCredentials } = encryptedUrl(input.url, null);
      const secret = generateSecret();
      const encryptedSecret = cipher.encrypt(secret);
      const now = clock.now();
      const fields = fieldsOfNew({ ...input, url });

      const unnamed: Omit<DestinationRecord, 'alias'> = {
        ...fields,
        ...encryptedKey(input.accessKey ?? null),
        id: randomUUID(),
        url,
        urlCredentials,
        suspendedAt: null,
        suspendedReason: null,
        owner,
        version: 1,
        purgeAt: null,
        createdAt: now,
        updatedAt: now,
      };

      const record = await refusingTakenAlias(input.alias, () =>
        change(async (trx) => {
          const alias = input.alias ?? freeAlias(slugify(fields.name), await store.aliases(trx));
          const created = { ...unnamed, alias };
          await store.insert(created, trx);
          await store.insertSecret(
            {
              id: randomUUID(),
              destinationId: created.id,
              secret: encryptedSecret,
              createdAt: now,
              expiresAt: null,
            },
            trx
          );
          return created;
        })
      );
      return { ...present(record), secret };
    },

    async update(id, input, expectedVersion) {
      checkHeaders(input.headers, 'headers');
      checkHeaders(input.addHeaders, 'addHeaders');
      await checkIdentity(input.identity);

      const updated = await change(async (trx) => {
        const current = await findVisible(id, trx);
        refuseStale(current, expectedVersion ?? input.version);

        const fields = changedFields(current, input);
        const overgrown = overgrownFields(fields);
        if (overgrown.length > 0) throw invalid(overgrown);

        const next: DestinationRecord = {
          ...current,
          ...fields,
          ...(input.url === undefined ? {} : encryptedUrl(input.url, current.urlCredentials)),
          ...(changesKey(input) ? encryptedKey(input.accessKey) : {}),
          version: current.version + 1,
          updatedAt: clock.now(),
        };
        await store.update(next, trx);
        return next;
      });
      if (updated.state === 'Inactive') await deps.cancelWaiting(id);
      return present(updated);
    },

    async remove(id) {
      await change(async (trx) => {
        const current = await findVisible(id, trx);
        const now = clock.now();
        await store.update(
          {
            ...current,
            state: 'Deleting',
            alias: null,
            urlCredentials: null,
            accessKey: null,
            accessKeyHint: null,
            version: current.version + 1,
            purgeAt: now + PURGE_AFTER_MS,
            updatedAt: now,
          },
          trx
        );
        await store.deleteSecrets({ destinationId: id }, trx);
      });
      await deps.cancelWaiting(id);
    },

    suspend: (id) => setSuspension(id, { reason: 'manual' }),
    unsuspend: (id) => setSuspension(id, { reason: null }),

    async rotateSecret(id, graceSeconds) {
      const secret = generateSecret();
      const encryptedSecret = cipher.encrypt(secret);

      return change(async (trx) => {
        const current = await findVisible(id, trx);
        const now = clock.now();
        await store.deleteSecrets({ destinationId: id, expiredAt: now }, trx);
        const [previous, ...old] = await store.secretsOf([id], trx);
        const expiresAt = now + graceSeconds * 1_000;

        if (graceSeconds > 0 && old.length >= MAX_OLD_SECRETS) {
          throw invalid([
            {
              path: ['graceSeconds'],
              message: `"graceSeconds": ${MAX_OLD_SECRETS} old secrets are still valid; rotate with 0 or wait until one ends`,
            },
          ]);
        }
        if (graceSeconds > 0) await store.retireSecret(previous.id, expiresAt, trx);
        else await store.deleteSecrets({ destinationId: id }, trx);

        await store.insertSecret(
          {
            id: randomUUID(),
            destinationId: id,
            secret: encryptedSecret,
            createdAt: now,
            expiresAt: null,
          },
          trx
        );
        await store.update({ ...current, version: current.version + 1, updatedAt: now }, trx);
        return {
          secret,
          previousExpiresAt: graceSeconds > 0 ? new Date(expiresAt).toISOString() : null,
        };
      });
    },
  };
}

function isVisible(record: DestinationRecord): boolean {
  return VISIBLE_STATES.some((state) => state === record.state);
}

function refuseStale(current: DestinationRecord, expected: number | undefined): void {
  if (expected === undefined || expected === current.version) return;
  throw new ConflictError(
    `The destination was changed in the meantime: it is at version ${current.version}, not ${expected}. Read it again and repeat the change.`,
    { currentVersion: current.version }
  );
}

/** The mask leaves the key as it is; null clears it. */
function changesKey(
  input: UpdateDestinationInput
): input is UpdateDestinationInput & { accessKey: string | null } {
  const { accessKey } = input;
  return accessKey === null || (accessKey !== undefined && !isMask(accessKey));
}

async function refusingTakenAlias<T>(
  alias: string | undefined,
  create: () => Promise<T>
): Promise<T> {
  try {
    return await create();
  } catch (error) {
    if (!isDuplicate(error)) throw error;
    throw new ConflictError(
      `The alias ${JSON.stringify(alias ?? '')} is in use by another destination.`
    );
  }
}

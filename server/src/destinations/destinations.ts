/** Making, changing and deleting destinations. Every change raises the revision that all instances watch. */
import { errors } from '@strapi/utils';
import { type Knex } from 'knex';

import {
  type CreateDestinationInput,
  type Destination,
  type DestinationWithSecret,
  type UpdateDestinationInput,
} from '../../../contracts/destination';
import { type DestinationQuery } from '../../../contracts/delivery-query';
import { slugify } from '../../../contracts/slug';
import { type Database } from '../database/database';
import { isDuplicate } from '../database/transient';
import { type Clock } from '../support/clock';
import { isUuid } from '../support/uuid';
import { ConflictError, invalid } from '../support/validation';
import { matches } from './filter';
import { freeAlias } from './alias';
import { changedFields, fieldsOfNew, overgrownFields } from './changes-to-record';
import { type Cipher } from './cipher';
import { createEncryptedFields } from './encrypted-fields';
import { type InputChecks } from './input-checks';
import { newRecord, tombstoneOf } from './new-record';
import { refuseConfigured } from './read-only';
import { type DestinationRecord, isMask, present, VISIBLE_STATES } from './record';
import { createRotateSecret } from './rotate-secret';
import { generateSecret } from './secret';
import { type DestinationStore } from './store';

export type Owner = NonNullable<DestinationRecord['owner']>;

/** Whether somebody may read the entries of a content type. */
export type MayRead = (uid: string) => boolean;

/** Who asks. */
export interface Actor {
  /** Null for code of the app, and for who has no name. */
  owner: Owner | null;
  mayRead: MayRead;
}

export type Subscription = Pick<DestinationRecord, 'alias' | 'events'>;

export interface Destinations {
  list(query: DestinationQuery): Promise<{ destinations: Destination[]; total: number }>;
  /** @throws NotFoundError */
  get(id: string): Promise<Destination>;
  /** As the server keeps it. @throws NotFoundError */
  record(id: string): Promise<DestinationRecord>;
  /** @throws ForbiddenError when it would receive types that the actor may not read */
  create(input: CreateDestinationInput, actor: Actor): Promise<DestinationWithSecret>;
  /**
   * @throws ConflictError when `expectedVersion` or `input.version` is stale
   * @throws ForbiddenError when it would receive more types, and the actor may not read them
   */
  update(
    id: string,
    input: UpdateDestinationInput,
    options: Actor & { expectedVersion?: number | undefined }
  ): Promise<Destination>;
  /** @throws ConflictError, like `update` and `rotateSecret`, when config/plugins declares it */
  remove(id: string): Promise<void>;
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
  checks: InputChecks;
  /** How long the row of a deleted destination stays. */
  purgeAfterMs: number;
  /** View types that a subscription would add and whose content may not be read; `before` is null for a new one. */
  unreadableTypes(before: Subscription | null, after: Subscription, mayRead: MayRead): string[];
  /** What waits for a destination that no longer wants it becomes `canceled`. */
  cancelWaiting(destinationId: string): Promise<void>;
  /** In the same transaction: tells all instances that the configuration changed. */
  raiseRevision(trx: Knex.Transaction): Promise<void>;
  /** After the change is stored. */
  onChanged(): void;
}

export function createDestinations(deps: DestinationsDeps): Destinations {
  const { database, store, cipher, clock, checks } = deps;
  const fields = createEncryptedFields(cipher, checks.url);
  const rotate = createRotateSecret({ store, cipher, clock });

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

  const findChangeable = async (id: string, trx: Knex.Transaction): Promise<DestinationRecord> =>
    refuseConfigured(await findVisible(id, trx));

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

    async create(input, { owner, mayRead }) {
      checks.headers(input.headers, 'headers');
      await checks.identity(input.identity);
      const { url, urlCredentials } = fields.url(input.url, null);
      const secret = generateSecret();
      const encryptedSecret = cipher.encrypt(secret);
      const now = clock.now();
      const plain = fieldsOfNew({ ...input, url });

      const given = {
        ...plain,
        ...fields.accessKey(input.accessKey ?? null),
        url,
        urlCredentials,
        owner,
        source: 'api' as const,
      };

      const record = await refusingTakenAlias(input.alias, () =>
        change(async (trx) => {
          const alias = input.alias ?? freeAlias(slugify(plain.name), await store.aliases(trx));
          const created = newRecord({ ...given, alias }, now);
          refuseUnreadable(deps.unreadableTypes(null, created, mayRead));
          await store.insert(created, trx);
          await store.insertSecret(
            {
              destinationId: created.id,
              secret: encryptedSecret,
              createdAt: now,
            },
            trx
          );
          return created;
        })
      );
      return { ...present(record), secret };
    },

    async update(id, input, { expectedVersion, owner, mayRead }) {
      checks.headers(input.headers, 'headers');
      checks.headers(input.addHeaders, 'addHeaders');
      await checks.identity(input.identity);

      const updated = await change(async (trx) => {
        const current = await findChangeable(id, trx);
        refuseStale(current, expectedVersion ?? input.version);

        const plain = changedFields(current, input);
        const overgrown = overgrownFields(plain);
        if (overgrown.length > 0) throw invalid(overgrown);

        const next: DestinationRecord = {
          ...current,
          ...plain,
          ...(input.url === undefined ? {} : fields.url(input.url, current.urlCredentials)),
          ...(input.takeOver ? { owner } : {}),
          ...(changesKey(input) ? fields.accessKey(input.accessKey) : {}),
          version: current.version + 1,
          updatedAt: clock.now(),
        };
        refuseUnreadable(deps.unreadableTypes(input.takeOver ? null : current, next, mayRead));
        await store.update(next, trx);
        return next;
      });
      if (updated.state === 'Inactive') await deps.cancelWaiting(id);
      return present(updated);
    },

    async remove(id) {
      await change(async (trx) => {
        const current = await findChangeable(id, trx);
        const { purgeAfterMs } = deps;
        await store.update(tombstoneOf(current, { now: clock.now(), purgeAfterMs }), trx);
        await store.deleteSecrets({ destinationId: id }, trx);
      });
      await deps.cancelWaiting(id);
    },

    rotateSecret: (id, graceSeconds) =>
      change(async (trx) => rotate(await findChangeable(id, trx), graceSeconds, trx)),
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

/** @throws ForbiddenError */
export function refuseUnreadable(types: readonly string[]): void {
  if (types.length === 0) return;
  const listed = types.map((type) => JSON.stringify(type)).join(', ');
  throw new errors.ForbiddenError(
    `You may not read the content behind ${listed}, so no destination can be subscribed to it. Expected events of types that you may read.`
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

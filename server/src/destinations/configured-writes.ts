/** Writes what is to be made, changed and deleted because config/plugins declares it. Decides nothing. */
import { type Knex } from 'knex';

import { type ConfiguredDestination } from '../../../contracts/configured-destination';
import { type Clock } from '../support/clock';
import { fieldsOfNew } from './changes-to-record';
import { type Cipher } from './cipher';
import { type ConfiguredChanges, secretsOf } from './configured-changes';
import { createEncryptedFields } from './encrypted-fields';
import { type InputChecks } from './input-checks';
import { newRecord, tombstoneOf } from './new-record';
import { type DestinationRecord } from './record';
import { type DestinationStore } from './store';

export interface WriteConfiguredDeps {
  store: DestinationStore;
  cipher: Cipher;
  clock: Pick<Clock, 'now'>;
  checks: InputChecks;
  /** How long the row of a deleted destination stays. */
  purgeAfterMs: number;
}

export type WriteConfigured = (changes: ConfiguredChanges, trx: Knex.Transaction) => Promise<void>;

export function createWriteConfigured(deps: WriteConfiguredDeps): WriteConfigured {
  const { store, cipher, clock } = deps;
  const fields = createEncryptedFields(cipher, deps.checks.url);

  function declared(input: ConfiguredDestination) {
    const { url, urlCredentials } = fields.url(input.url, null);
    return {
      ...fieldsOfNew({ ...input, url }),
      ...fields.accessKey(input.accessKey ?? null),
      url,
      urlCredentials,
      alias: input.alias,
      owner: null,
      source: 'config' as const,
    };
  }

  async function writeSecrets(
    { id }: DestinationRecord,
    input: ConfiguredDestination,
    trx: Knex.Transaction
  ): Promise<void> {
    const now = clock.now();
    await store.deleteSecrets({ destinationId: id }, trx);
    for (const [index, secret] of secretsOf(input).entries()) {
      await store.insertSecret(
        {
          destinationId: id,
          secret: cipher.encrypt(secret),
          // The younger ones are read first.
          createdAt: now - index,
        },
        trx
      );
    }
  }

  return async ({ create, update, remove }, trx) => {
    const now = clock.now();
    // First, because a renamed destination may want the alias.
    for (const record of remove) {
      await store.update(tombstoneOf(record, { now, purgeAfterMs: deps.purgeAfterMs }), trx);
      await store.deleteSecrets({ destinationId: record.id }, trx);
    }
    for (const input of create) {
      const record = newRecord(declared(input), now);
      await store.insert(record, trx);
      await writeSecrets(record, input, trx);
    }
    for (const { current, wanted: input } of update) {
      const version = current.version + 1;
      await store.update({ ...current, ...declared(input), version, updatedAt: now }, trx);
      await writeSecrets(current, input, trx);
    }
  };
}

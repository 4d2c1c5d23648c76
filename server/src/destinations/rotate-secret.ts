/** Gives a destination a new signing secret; the old one may stay valid for a while, so that receivers can follow. */
import { type Knex } from 'knex';

import { type Clock } from '../support/clock';
import { invalid } from '../support/validation';
import { type Cipher } from './cipher';
import { type DestinationRecord } from './record';
import { generateSecret } from './secret';
import { type DestinationStore } from './store';

const MAX_OLD_SECRETS = 10;

export interface Rotated {
  secret: string;
  /** Null when the old secret ended at once. */
  previousExpiresAt: string | null;
}

export interface RotateSecretDeps {
  store: DestinationStore;
  cipher: Cipher;
  clock: Clock;
}

export function createRotateSecret({ store, cipher, clock }: RotateSecretDeps) {
  return async (
    destination: DestinationRecord,
    graceSeconds: number,
    trx: Knex.Transaction
  ): Promise<Rotated> => {
    const { id } = destination;
    const secret = generateSecret();
    const now = clock.now();
    const expiresAt = now + graceSeconds * 1_000;

    await store.deleteSecrets({ destinationId: id, expiredAt: now }, trx);
    const [previous, ...old] = await store.secretsOf([id], trx);
    if (graceSeconds > 0 && old.length >= MAX_OLD_SECRETS) {
      throw invalid([
        {
          path: ['graceSeconds'],
          message: `"graceSeconds": ${MAX_OLD_SECRETS} old secrets are still valid; rotate with 0 or wait until one ends, got ${graceSeconds}`,
        },
      ]);
    }
    if (graceSeconds > 0) await store.retireSecret(previous.id, expiresAt, trx);
    else await store.deleteSecrets({ destinationId: id }, trx);

    await store.insertSecret(
      {
        destinationId: id,
        secret: cipher.encrypt(secret),
        createdAt: now,
      },
      trx
    );
    await store.update({ ...destination, version: destination.version + 1, updatedAt: now }, trx);
    return {
      secret,
      previousExpiresAt: graceSeconds > 0 ? new Date(expiresAt).toISOString() : null,
    };
  };
}

/**
 * Named ed25519 key pairs with which the plugin signs besides the shared secrets. A pair is made at its first use;
 * its private part is stored encrypted and never leaves the server.
 */
import { createPrivateKey, generateKeyPairSync, type KeyObject } from 'node:crypto';

import { type Identity } from '../../../contracts/identity';
import { type Database } from '../database/database';
import { TABLES } from '../database/tables';
import { type Clock } from '../support/clock';
import { type Cipher } from './cipher';
import { encodePublicKey } from './public-key';

export interface Identities {
  /** Those of the configuration first, then those that are stored but no longer configured. */
  list(): Promise<Identity[]>;
  /** Makes the key pair when there is none yet. @returns false when the configuration does not name it */
  ensure(name: string): Promise<boolean>;
  /** Of the configuration. */
  names: readonly string[];
  /** Private keys by name; null for one that cannot be decrypted. Names without a key pair are missing. */
  keysOf(names: readonly string[]): Promise<Map<string, KeyObject | null>>;
}

export interface IdentitiesDeps {
  database: Database;
  cipher: Cipher;
  clock: Clock;
  names: readonly string[];
}

interface Row {
  name: string;
  private_key: string;
  public_key: string;
}

export function createIdentities({ database, cipher, clock, names }: IdentitiesDeps): Identities {
  const stored = (): Promise<Row[]> => database.from(TABLES.identities).orderBy('name');

  async function make(name: string): Promise<void> {
    const { privateKey, publicKey } = generateKeyPairSync('ed25519');
    const row = {
      name,
      private_key: cipher.encrypt(
        privateKey.export({ type: 'pkcs8', format: 'der' }).toString('base64')
      ),
      public_key: encodePublicKey(publicKey),
      created_at: clock.now(),
    };
    // Another instance may have been faster; its key pair stands.
    await database.from(TABLES.identities).insert(row).onConflict('name').ignore();
  }

  async function ensureAll(wanted: readonly string[]): Promise<void> {
    const known = new Set((await stored()).map(({ name }) => name));
    for (const name of wanted) {
      if (!known.has(name)) await make(name);
    }
  }

  return {
    names,

    async list() {
      await ensureAll(names);
      const rows = await stored();
      const identities = rows.map(({ name, public_key }) => ({ name, publicKey: public_key }));
      const rank = ({ name }: Identity): number => {
        const index = names.indexOf(name);
        return index === -1 ? names.length : index;
      };
      return identities.sort((a, b) => rank(a) - rank(b));
    },

    async ensure(name) {
      if (!names.includes(name)) return false;
      await ensureAll([name]);
      return true;
    },

    async keysOf(wanted) {
      if (wanted.length === 0) return new Map();
      const rows: Row[] = await database.from(TABLES.identities).whereIn('name', [...wanted]);
      return new Map(rows.map(({ name, private_key }) => [name, decrypt(private_key)]));
    },
  };

  function decrypt(encrypted: string): KeyObject | null {
    const key = cipher.decrypt(encrypted);
    if (key === null) return null;
    return createPrivateKey({ key: Buffer.from(key, 'base64'), type: 'pkcs8', format: 'der' });
  }
}

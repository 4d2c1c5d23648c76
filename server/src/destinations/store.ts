/** Reads and writes the rows of destinations and their secrets; decides nothing. */
import { randomUUID } from 'node:crypto';

import { type Knex } from 'knex';

import { type DestinationState } from '../../../contracts/destination';
import { type Database } from '../database/database';
import { TABLES } from '../database/tables';
import { type DestinationRecord, fromRow, type Row, toRow } from './record';

/** An encrypted signing secret. */
export interface StoredSecret {
  id: string;
  destinationId: string;
  secret: string;
  createdAt: number;
  /** Null for one that has no end: the current one, and all of a configured destination. */
  expiresAt: number | null;
}

export interface DestinationStore {
  list(states: readonly DestinationState[], trx?: Knex.Transaction): Promise<DestinationRecord[]>;
  /** Locks the row when it is read inside a transaction. */
  find(id: string, trx?: Knex.Transaction): Promise<DestinationRecord | null>;
  aliases(trx: Knex.Transaction): Promise<Set<string>>;
  insert(record: DestinationRecord, trx: Knex.Transaction): Promise<void>;
  update(record: DestinationRecord, trx: Knex.Transaction): Promise<void>;
  /** Under an id of its own, and without an end. */
  insertSecret(
    secret: Pick<StoredSecret, 'destinationId' | 'secret' | 'createdAt'>,
    trx: Knex.Transaction
  ): Promise<void>;
  /** The current one first, then the younger ones first. */
  secretsOf(destinationIds: readonly string[], trx?: Knex.Transaction): Promise<StoredSecret[]>;
  retireSecret(id: string, expiresAt: number, trx: Knex.Transaction): Promise<void>;
  deleteSecrets(
    where: { destinationId: string; expiredAt?: number },
    trx: Knex.Transaction
  ): Promise<void>;
}

export function createDestinationStore(database: Database): DestinationStore {
  return {
    async list(states, trx) {
      const rows: Row[] = await database
        .from(TABLES.destinations, trx)
        .whereIn('state', [...states])
        .orderBy('created_at')
        .orderBy('id');
      return rows.map(fromRow);
    },

    async find(id, trx) {
      const query = database.from(TABLES.destinations, trx).where({ id });
      const row: Row | undefined = await (trx ? database.lock(query) : query).first();
      return row ? fromRow(row) : null;
    },

    async aliases(trx) {
      const rows: { alias: string }[] = await database
        .from(TABLES.destinations, trx)
        .select('alias')
        .whereNotNull('alias');
      return new Set(rows.map(({ alias }) => alias));
    },

    async insert(record, trx) {
      await database.from(TABLES.destinations, trx).insert(toRow(record));
    },

    async update(record, trx) {
      const { id, created_at, ...changed } = toRow(record);
      await database.from(TABLES.destinations, trx).where({ id, created_at }).update(changed);
    },

    async insertSecret(secret, trx) {
      await database.from(TABLES.secrets, trx).insert({
        id: randomUUID(),
        destination_id: secret.destinationId,
        secret: secret.secret,
        created_at: secret.createdAt,
        expires_at: null,
      });
    },

    async secretsOf(destinationIds, trx) {
      const rows: Row[] = await database
        .from(TABLES.secrets, trx)
        .whereIn('destination_id', [...destinationIds]);
      return rows.map(secretFromRow).sort(currentFirst);
    },

    async retireSecret(id, expiresAt, trx) {
      await database.from(TABLES.secrets, trx).where({ id }).update({ expires_at: expiresAt });
    },

    async deleteSecrets({ destinationId, expiredAt }, trx) {
      const query = database.from(TABLES.secrets, trx).where({ destination_id: destinationId });
      if (expiredAt !== undefined) query.where('expires_at', '<=', expiredAt);
      await query.delete();
    },
  };
}

function secretFromRow(row: Row): StoredSecret {
  return {
    id: String(row.id),
    destinationId: String(row.destination_id),
    secret: String(row.secret),
    createdAt: Number(row.created_at),
    expiresAt: row.expires_at === null ? null : Number(row.expires_at),
  };
}

function currentFirst(a: StoredSecret, b: StoredSecret): number {
  const rank = ({ expiresAt }: StoredSecret): number => (expiresAt === null ? 0 : 1);
  return rank(a) - rank(b) || b.createdAt - a.createdAt;
}

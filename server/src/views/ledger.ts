/** The ledger: one row per view that is or was live, with its identity and monotonic version. */
import { type Knex } from 'knex';

import { type Database } from '../database/database';
import { TABLES } from '../database/tables';

export interface ViewIdentity {
  type: string;
  originId: string;
  uid: string;
  documentId: string;
  locale: string;
}

export interface LedgerRow extends ViewIdentity {
  id: number;
  live: boolean;
  version: number;
}

/** What planning decided for one view. */
export interface ViewUpdate {
  identity: ViewIdentity;
  /** The version that the decision was based on; 0 when the view was not in the ledger. */
  basedOn: number;
  live: boolean;
}

/** A view was written by somebody else since it was read: decide again. */
export class StaleLedgerError extends Error {
  override readonly name = 'StaleLedgerError';
}

export interface Ledger {
  find(identities: readonly ViewIdentity[]): Promise<Map<string, LedgerRow>>;
  /**
   * Raises the version of each view by one.
   * @returns id and new version by `viewKey`
   * @throws StaleLedgerError when a view is no longer at the version the decision was based on
   */
  write(updates: readonly ViewUpdate[], trx: Knex.Transaction): Promise<Map<string, LedgerRow>>;
}

export function viewKey({ type, originId }: { type: string; originId: string }): string {
  return `${type}\n${originId}`;
}

export function createLedger(database: Database): Ledger {
  async function read(
    identities: readonly { type: string; originId: string }[],
    trx?: Knex.Transaction
  ): Promise<Map<string, LedgerRow>> {
    const found = new Map<string, LedgerRow>();
    for (const [type, originIds] of originIdsByType(identities)) {
      const query = database
        .from(TABLES.views, trx)
        .where({ type })
        .whereIn('origin_id', originIds)
        .orderBy('id');
      const rows: Record<string, string | number>[] = await (trx ? database.lock(query) : query);
      for (const row of rows) {
        const view = fromRow(row);
        found.set(viewKey(view), view);
      }
    }
    return found;
  }

  return {
    find: (identities) => read(identities),

    async write(updates, trx) {
      const identities = updates.map(({ identity }) => identity);
      const current = await read(identities, trx);
      for (const { identity, basedOn } of updates) {
        if ((current.get(viewKey(identity))?.version ?? 0) !== basedOn)
          throw new StaleLedgerError();
      }

      const known = updates.filter(({ basedOn }) => basedOn > 0);
      const fresh = updates.filter(({ basedOn }) => basedOn === 0);
      if (known.length > 0) {
        const rows = known.map((update) => ({
          id: current.get(viewKey(update.identity))?.id,
          ...toRow(update, database),
        }));
        await database.upsertAll(TABLES.views, rows, {
          key: ['id'],
          merge: ['live', 'version', 'updated_at'],
          trx,
        });
      }
      // No upsert here: when another planner was faster, the unique key refuses and everything is decided anew.
      if (fresh.length > 0) {
        const rows = fresh.map((update) => toRow(update, database));
        await database.insertAll(TABLES.views, rows, trx);
      }
      return read(identities, trx);
    },
  };
}

function toRow({ identity, basedOn, live }: ViewUpdate, database: Database) {
  return {
    type: identity.type,
    origin_id: identity.originId,
    uid: identity.uid,
    document_id: identity.documentId,
    locale: identity.locale,
    live,
    version: basedOn + 1,
    updated_at: database.now(),
  };
}

function fromRow(row: Record<string, string | number>): LedgerRow {
  return {
    id: Number(row.id),
    type: String(row.type),
    originId: String(row.origin_id),
    uid: String(row.uid),
    documentId: String(row.document_id),
    locale: String(row.locale),
    live: Boolean(row.live),
    version: Number(row.version),
  };
}

function originIdsByType(
  identities: readonly { type: string; originId: string }[]
): Map<string, string[]> {
  const groups = new Map<string, string[]>();
  for (const { type, originId } of identities) {
    groups.set(type, [...(groups.get(type) ?? []), originId]);
  }
  return groups;
}

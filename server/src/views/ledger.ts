/** The ledger: one row per view that is or was live, with its identity, monotonic version and content hash. */
import { type Knex } from 'knex';

import { type Database } from '../database/database';
import { TABLES } from '../database/tables';
import { hashOfReferences, type ReferenceIndex } from './reference-index';
import { type Reference } from './references';
import { type Routes } from './render-custom';
import { type RouteIndex, type RouteKind } from './route-index';
import { DEFAULT_SPACE } from './schemas';

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
  /** The last version that differed from the one before it. */
  changedVersion: number;
  hash: string | null;
  referencesHash: string | null;
  space: string;
  /** Milliseconds since the epoch. */
  updatedAt: number;
}

/** What a live view is made of. */
export interface ViewContent {
  hash: string;
  space: string;
  routes: Routes;
  references: readonly Reference[];
}

/** What planning decided for one view. */
export interface ViewUpdate {
  identity: ViewIdentity;
  /** The row that the decision was based on; null when the view was not in the ledger. */
  before: LedgerRow | null;
  /** Null: the view is not live. */
  content: ViewContent | null;
  /** It is live as before, and was not in between: who looked then has something else than what is here now. */
  hasReappeared?: boolean;
}

/** Without the time, which only the database knows. */
export type WrittenView = Omit<LedgerRow, 'updatedAt'>;

/** A view was written by somebody else since it was read: decide again. */
export class StaleLedgerError extends Error {
  override readonly name = 'StaleLedgerError';
}

export interface Ledger {
  /** @returns those that it knows, live or not, by `viewKey` */
  find(
    identities: readonly Pick<ViewIdentity, 'type' | 'originId'>[],
    trx?: Knex.Transaction
  ): Promise<Map<string, LedgerRow>>;
  /** The oldest view with this route, live or not; null when there is none. */
  findByRoute(kind: RouteKind, value: string): Promise<LedgerRow | null>;
  /**
   * Raises the version of each view by one.
   * @param options.areLocked what the updates are based on was read by `find` in this transaction
   * @returns the new rows by `viewKey`
   * @throws StaleLedgerError when a view is no longer as it was when the decision was made
   */
  write(
    updates: readonly ViewUpdate[],
    trx: Knex.Transaction,
    options?: { areLocked: boolean }
  ): Promise<Map<string, WrittenView>>;
  /** These views as they are now; nobody changes or queues them until the transaction ends. */
  lock(viewIds: readonly number[], trx: Knex.Transaction): Promise<LedgerRow[]>;
  /**
   * Gives each view a version that nothing else will have, for a message that says nothing about its content.
   * Nobody who has the view counts as outdated by it.
   * @returns the views with that version
   */
  takeVersion(viewIds: readonly number[], trx: Knex.Transaction): Promise<LedgerRow[]>;
  /** Raises the version of live views because something they reference changed; once per fan-out. */
  stamp(
    viewIds: readonly number[],
    fanoutId: number,
    trx: Knex.Transaction
  ): Promise<{ live: LedgerRow[]; stamped: LedgerRow[] }>;
  /** These views have just been deployed: fan-outs up to this one need not come by. */
  markReached(viewIds: readonly number[], fanoutId: number, trx: Knex.Transaction): Promise<void>;
}

/** One text for one view, as the key of a map. */
export function viewKey({ type, originId }: { type: string; originId: string }): string {
  return `${type}\n${originId}`;
}

/** Is there anything that a receiver has not seen in the version before? */
export function isChanged({
  before,
  content,
  hasReappeared = false,
}: Pick<ViewUpdate, 'before' | 'content' | 'hasReappeared'>): boolean {
  if (hasReappeared || before === null || before.live !== (content !== null)) return true;
  return content !== null && (before.hash !== content.hash || before.space !== content.space);
}

export interface LedgerDeps {
  database: Database;
  references: ReferenceIndex;
  routes: RouteIndex;
}

type Row = Record<string, string | number | boolean | null>;

const MERGED = [
  'live',
  'version',
  'changed_version',
  'hash',
  'references_hash',
  'space',
  'updated_at',
];

export function createLedger({ database, references, routes }: LedgerDeps): Ledger {
  const views = (trx?: Knex.Transaction) => database.from(TABLES.views, trx);
  const withIds = (ids: readonly number[], trx: Knex.Transaction) =>
    database.byIds(TABLES.views, ids, trx);

  async function read(
    identities: readonly { type: string; originId: string }[],
    trx?: Knex.Transaction
  ): Promise<Map<string, LedgerRow>> {
    const found = new Map<string, LedgerRow>();
    for (const [type, originIds] of originIdsByType(identities)) {
      const query = views(trx).where({ type }).whereIn('origin_id', originIds).orderBy('id');
      const rows: Row[] = await (trx ? database.lock(query) : query);
      for (const view of rows.map(fromRow)) found.set(viewKey(view), view);
    }
    return found;
  }

  async function lock(viewIds: readonly number[], trx: Knex.Transaction): Promise<LedgerRow[]> {
    if (viewIds.length === 0) return [];
    const rows: Row[] = await database.lock(withIds(viewIds, trx).orderBy('id'));
    return rows.map(fromRow);
  }

  /** @throws StaleLedgerError when one is no longer as it was */
  async function lockAsBefore(
    updates: readonly ViewUpdate[],
    trx: Knex.Transaction
  ): Promise<void> {
    const current = await read(
      updates.map(({ identity }) => identity),
      trx
    );
    for (const { identity, before } of updates) {
      if (current.get(viewKey(identity))?.version !== before?.version) throw new StaleLedgerError();
    }
  }

  function toRow(view: Omit<WrittenView, 'id'>): object {
    return {
      type: view.type,
      origin_id: view.originId,
      uid: view.uid,
      document_id: view.documentId,
      locale: view.locale,
      live: view.live,
      version: view.version,
      changed_version: view.changedVersion,
      hash: view.hash,
      references_hash: view.referencesHash,
      space: view.space,
      updated_at: database.now(),
    };
  }

  /** Only of views whose set of references, or whose content, is another one now. */
  async function writeIndexes(
    updates: readonly ViewUpdate[],
    written: ReadonlyMap<string, WrittenView>,
    trx: Knex.Transaction
  ): Promise<void> {
    const newReferences = new Map<number, readonly Reference[]>();
    const newRoutes = new Map<number, Routes>();
    for (const { identity, before, content } of updates) {
      const row = written.get(viewKey(identity));
      if (!row) continue;
      if (row.referencesHash !== (before?.referencesHash ?? null)) {
        newReferences.set(row.id, content?.references ?? []);
      }
      if (row.hash !== (before?.hash ?? null)) {
        newRoutes.set(row.id, content?.routes ?? { url: null, handles: [] });
      }
    }
    await references.replace(newReferences, trx);
    await routes.replace(newRoutes, trx);
  }

  return {
    find: read,

    async findByRoute(kind, value) {
      const id = await routes.find(kind, value);
      const row: Row | undefined = id === null ? undefined : await views().where({ id }).first();
      return row ? fromRow(row) : null;
    },

    async write(updates, trx, { areLocked } = { areLocked: false }) {
      if (updates.length === 0) return new Map();
      if (!areLocked) await lockAsBefore(updates, trx);

      const known = updates.flatMap((update) =>
        update.before ? { id: update.before.id, ...afterwards(update) } : []
      );
      const fresh = updates.filter(({ before }) => before === null);
      await database.upsertAll(
        TABLES.views,
        known.map((view) => ({ id: view.id, ...toRow(view) })),
        { key: ['id'], merge: MERGED, trx }
      );
      // No upsert here: when another planner was faster, the unique key refuses and everything is decided anew.
      await database.insertAll(
        TABLES.views,
        fresh.map((update) => toRow(afterwards(update))),
        trx
      );

      const written = new Map<string, WrittenView>(
        await read(
          fresh.map(({ identity }) => identity),
          trx
        )
      );
      for (const view of known) written.set(viewKey(view), view);
      await writeIndexes(updates, written, trx);
      return written;
    },

    lock,

    async takeVersion(viewIds, trx) {
      const locked = await lock(viewIds, trx);
      if (locked.length === 0) return [];
      // By two: whatever follows must be newer than what was taken.
      await withIds(viewIds, trx).update({ version: database.raw('version + 2') });
      return locked.map((view) => ({ ...view, version: view.version + 1 }));
    },

    async stamp(viewIds, fanoutId, trx) {
      if (viewIds.length === 0) return { live: [], stamped: [] };
      const rows: Row[] = await database.lock(
        withIds(viewIds, trx).where('live', true).orderBy('id')
      );
      const live = rows.map(fromRow);
      // A later fan-out that has been there has told everything that this one could tell.
      const stamped = live
        .filter((_view, index) => Number(rows[index].fanout_id) < fanoutId)
        .map((view) => ({ ...view, version: view.version + 1, changedVersion: view.version + 1 }));
      if (stamped.length > 0) {
        const ids = stamped.map(({ id }) => id);
        await withIds(ids, trx).update({
          // In this order: MySQL would take the raised version for the second one.
          changed_version: database.raw('version + 1'),
          version: database.raw('version + 1'),
          fanout_id: fanoutId,
          updated_at: database.now(),
        });
      }
      return { live, stamped };
    },

    async markReached(viewIds, fanoutId, trx) {
      if (viewIds.length === 0) return;
      await withIds(viewIds, trx).where('fanout_id', '<', fanoutId).update({ fanout_id: fanoutId });
    },
  };
}

/** What an update makes of its view. */
function afterwards({
  identity,
  before,
  content,
  hasReappeared,
}: ViewUpdate): Omit<WrittenView, 'id'> {
  const version = (before?.version ?? 0) + 1;
  const isNews = before === null || isChanged({ before, content, hasReappeared });
  return {
    type: identity.type,
    originId: identity.originId,
    uid: identity.uid,
    documentId: identity.documentId,
    locale: identity.locale,
    live: content !== null,
    version,
    changedVersion: isNews ? version : before.changedVersion,
    hash: content?.hash ?? null,
    referencesHash: content ? hashOfReferences(content.references) : null,
    space: content?.space ?? before?.space ?? DEFAULT_SPACE,
  };
}

export function fromRow(row: Row): LedgerRow {
  return {
    id: Number(row.id),
    type: String(row.type),
    originId: String(row.origin_id),
    uid: String(row.uid),
    documentId: String(row.document_id),
    locale: String(row.locale),
    live: Boolean(row.live),
    version: Number(row.version),
    changedVersion: Number(row.changed_version),
    hash: row.hash === null ? null : String(row.hash),
    referencesHash: row.references_hash === null ? null : String(row.references_hash),
    space: String(row.space),
    updatedAt: Number(row.updated_at),
  };
}

export function originIdsByType(
  identities: readonly { type: string; originId: string }[]
): Map<string, string[]> {
  const groups = new Map<string, string[]>();
  for (const { type, originId } of identities) {
    const group = groups.get(type) ?? [];
    group.push(originId);
    groups.set(type, group);
  }
  return groups;
}

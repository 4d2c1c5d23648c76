/** Looks views up in the ledger for those who read them. Writes nothing. */
import { type Knex } from 'knex';

import { type Database } from '../database/database';
import { TABLES } from '../database/tables';
import { type Ledger, type LedgerRow, originIdsByType, viewKey, type ViewIdentity } from './ledger';

/** A view as the ledger has it; its version is raised too when something that it refers to changed. */
export type FoundView = ViewIdentity & Pick<LedgerRow, 'live' | 'version' | 'updatedAt'>;

/** A view as the ledger had it at some time. */
export interface ViewState extends Pick<ViewIdentity, 'type' | 'originId'> {
  /** Null when the ledger did not know it. */
  version: number | null;
}

export interface ViewFinder {
  byIdentity(type: string, originId: string): Promise<FoundView | null>;
  byHandle(handle: string): Promise<FoundView | null>;
  byUrl(url: string): Promise<FoundView | null>;
  /** Those that the ledger knows, by `viewKey`. */
  all(
    identities: readonly Pick<ViewIdentity, 'type' | 'originId'>[]
  ): Promise<ReadonlyMap<string, FoundView>>;
  /**
   * Whether the ledger has all these views in these versions, and in it is every recorded change of these content
   * types, with all referrers told.
   */
  isUnchanged(states: readonly ViewState[], uids: readonly string[]): Promise<boolean>;
}

export interface ViewFinderDeps {
  database: Database;
  ledger: Pick<Ledger, 'find' | 'findByRoute'>;
}

/** The version, which no view has, of a row that says that something is not in the ledger yet. */
const UNSETTLED = -1;

export function createViewFinder({ database, ledger }: ViewFinderDeps): ViewFinder {
  function versionsOf(states: readonly ViewState[]): Knex.QueryBuilder {
    const query = database.from(TABLES.views).select('type', 'origin_id', 'version');
    for (const [type, originIds] of originIdsByType(states)) {
      void query.orWhere((one) => {
        void one.where({ type }).whereIn('origin_id', originIds);
      });
    }
    return query;
  }

  function unsettled(uids: readonly string[]): Knex.QueryBuilder {
    const changes = database.from(TABLES.changes).select('id').whereIn('uid', uids);
    const fanouts = database.from(TABLES.fanouts).select('id').whereIn('uid', uids);
    return database
      .selectFrom(`SELECT '' AS type, '' AS origin_id, ${UNSETTLED} AS version`, [])
      .whereExists(changes)
      .orWhereExists(fanouts.whereNotNull('due_at'));
  }

  return {
    all: (identities) => ledger.find(identities),
    async byIdentity(type, originId) {
      const found = await ledger.find([{ type, originId }]);
      return found.get(viewKey({ type, originId })) ?? null;
    },
    byHandle: (handle) => ledger.findByRoute('handle', handle),
    byUrl: (url) => ledger.findByRoute('url', url),

    async isUnchanged(states, uids) {
      // One statement, one moment: a change leaves its record only together with its new versions, and who looks
      // at the versions first and at the records later finds neither.
      const rows: { type: string; origin_id: string; version: string | number }[] =
        await versionsOf(states).unionAll([unsettled(uids)]);
      const versions = new Map(
        rows.map((row) => [
          viewKey({ type: row.type, originId: row.origin_id }),
          Number(row.version),
        ])
      );
      return (
        rows.every(({ version }) => Number(version) !== UNSETTLED) &&
        states.every((state) => (versions.get(viewKey(state)) ?? null) === state.version)
      );
    },
  };
}

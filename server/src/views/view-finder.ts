/** Looks views up in the ledger for those who read them. Writes nothing. */
import { type Database } from '../database/database';
import { TABLES } from '../database/tables';
import { type Ledger, type LedgerRow, viewKey, type ViewIdentity } from './ledger';

/** A view as the ledger has it; its version is raised too when something that it refers to changed. */
export type FoundView = ViewIdentity & Pick<LedgerRow, 'live' | 'version' | 'updatedAt'>;

export interface ViewFinder {
  byIdentity(type: string, originId: string): Promise<FoundView | null>;
  byHandle(handle: string): Promise<FoundView | null>;
  byUrl(url: string): Promise<FoundView | null>;
  /** Those that the ledger knows, by `viewKey`. */
  all(
    identities: readonly Pick<ViewIdentity, 'type' | 'originId'>[]
  ): Promise<ReadonlyMap<string, FoundView>>;
  /**
   * True when every recorded change of these content types is in the ledger and all referrers are told.
   * Must be asked before the views are read: a change leaves its record only together with its new versions.
   */
  isSettled(uids: readonly string[]): Promise<boolean>;
}

export interface ViewFinderDeps {
  database: Database;
  ledger: Pick<Ledger, 'find' | 'findByRoute'>;
}

export function createViewFinder({ database, ledger }: ViewFinderDeps): ViewFinder {
  return {
    all: (identities) => ledger.find(identities),
    async byIdentity(type, originId) {
      const found = await ledger.find([{ type, originId }]);
      return found.get(viewKey({ type, originId })) ?? null;
    },
    byHandle: (handle) => ledger.findByRoute('handle', handle),
    byUrl: (url) => ledger.findByRoute('url', url),

    async isSettled(uids) {
      const change: object | undefined = await database
        .from(TABLES.changes)
        .select('id')
        .whereIn('uid', uids)
        .first();
      if (change) return false;
      const fanout: object | undefined = await database
        .from(TABLES.fanouts)
        .select('id')
        .whereIn('uid', uids)
        .whereNotNull('due_at')
        .first();
      return fanout === undefined;
    },
  };
}

/**
 * Brings the ledger in line with the content without telling anybody: for its first start, after a schema's definition
 * changed, and for what was written past the capture (import, transfer, raw SQL).
 */
import { type Knex } from 'knex';

import { entryId, type EntryKey } from '../capture/touched';
import { type Database } from '../database/database';
import { type Logger } from '../support/logger';
import { originIdOf } from '../views/identity';
import { isChanged, type Ledger, type LedgerRow, viewKey, type ViewUpdate } from '../views/ledger';
import { type LiveEntries } from '../views/live-entries';
import { type Renderer } from '../views/renderer';
import { type ViewSchema } from '../views/schemas';

export interface LedgerSync {
  /** Makes the ledger say what is live of these entries; `also` is written in the same transaction. */
  fromContent(
    schema: ViewSchema,
    entries: readonly EntryKey[],
    also: (trx: Knex.Transaction) => Promise<void>
  ): Promise<void>;
  /** Of these live views, those whose entry is gone are no longer live. */
  dropGone(views: readonly LedgerRow[]): Promise<void>;
}

export interface LedgerSyncDeps {
  database: Database;
  ledger: Ledger;
  renderer: Renderer;
  liveEntries: LiveEntries;
  logger: Logger;
}

export function createLedgerSync(deps: LedgerSyncDeps): LedgerSync {
  const { database, ledger, renderer, liveEntries, logger } = deps;

  return {
    async fromContent(schema, entries, also) {
      const identities = entries.map((entry) => ({
        ...entry,
        type: schema.type,
        originId: originIdOf(entry.documentId, entry.locale),
      }));
      const known = await ledger.find(identities);
      const rendered = await renderer.render(identities.map((entry) => ({ schema, entry })));

      const updates = identities.flatMap((identity): ViewUpdate[] => {
        const key = viewKey(identity);
        const result = rendered.get(key);
        const before = known.get(key) ?? null;
        if (result?.kind === 'failed') {
          logger.warn(
            `The view schema "${schema.type}" failed for ${identity.originId}: ${result.error.message}`
          );
        }
        if (result?.kind !== 'rendered') return [];
        const update = { identity, before, content: result };
        return isChanged(update) ? [update] : [];
      });
      await database.transaction(async (trx) => {
        await ledger.write(updates, trx);
        await also(trx);
      });
    },

    async dropGone(views) {
      const candidates = views.filter(({ live }) => live);
      const live = await liveEntries.among(candidates);
      const gone = candidates.filter((view) => !live.has(entryId(view)));
      const updates = gone.map((view) => ({ identity: view, before: view, content: null }));
      await database.transaction((trx) => ledger.write(updates, trx));
    },
  };
}

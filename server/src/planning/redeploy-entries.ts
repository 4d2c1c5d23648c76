/**
 * Sends chosen entries again to every destination that subscribes to them, as they are now, whatever the destination
 * has. Somebody waits for it, so it does not go behind what is made in the background.
 */
import { type RedeployedEntries, type RedeployEntriesInput } from '../../../contracts/job';
import { type Database } from '../database/database';
import { TABLES } from '../database/tables';
import { type DestinationRecord } from '../destinations/record';
import { type Ledger } from '../views/ledger';
import { type SchemaRegistry } from '../views/schemas';
import { deliveriesOf, type Enqueue } from './planned-delivery';
import { PAGE } from './view-pages';

export type RedeployEntries = (input: RedeployEntriesInput) => Promise<RedeployedEntries>;

export interface RedeployEntriesDeps {
  database: Database;
  schemas: SchemaRegistry;
  ledger: Pick<Ledger, 'lock'>;
  /** Destinations that are Active, suspended or not. */
  destinations(): Promise<readonly DestinationRecord[]>;
  enqueue: Enqueue;
  /** Something is due. */
  onQueued(): void;
}

export function createRedeployEntries(deps: RedeployEntriesDeps): RedeployEntries {
  const { database, schemas } = deps;

  async function viewIdsOf({ uid, documentIds, locale }: RedeployEntriesInput): Promise<number[]> {
    const query = database
      .from(TABLES.views)
      .where({ uid, live: true })
      .whereIn('document_id', documentIds)
      .orderBy('id');
    if (locale !== undefined) query.whereIn('locale', [locale, '']);
    const ids: (string | number)[] = await query.pluck('id');
    return ids.map(Number);
  }

  async function send(
    viewIds: readonly number[],
    destinations: readonly DestinationRecord[]
  ): Promise<RedeployedEntries> {
    return database.transaction(async (trx) => {
      const views = (await deps.ledger.lock(viewIds, trx)).filter(({ live }) => live);
      const planned = views.flatMap((view) => {
        const schema = schemas.byType(view.type);
        return schema
          ? deliveriesOf({ view, schema, action: 'Deploy', force: true }, destinations)
          : [];
      });
      await deps.enqueue(planned, trx);
      return { views: views.length, queued: planned.length };
    });
  }

  return async (input) => {
    const viewIds = await viewIdsOf(input);
    const destinations = await deps.destinations();
    const total: RedeployedEntries = { views: 0, queued: 0 };
    for (let start = 0; start < viewIds.length; start += PAGE) {
      const { views, queued } = await send(viewIds.slice(start, start + PAGE), destinations);
      total.views += views;
      total.queued += queued;
    }
    if (total.queued > 0) deps.onQueued();
    return total;
  };
}

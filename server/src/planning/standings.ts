/** Reads, for a page of views, where a destination stands with each of them. */
import { type ReconcileCounts } from '../../../contracts/job';
import { type Database } from '../database/database';
import { TABLES } from '../database/tables';
import { type DestinationRecord } from '../destinations/record';
import { receives } from '../destinations/subscription';
import { type LedgerRow } from '../views/ledger';
import { type ViewSchema } from '../views/schemas';
import { type Acknowledged, compare } from './compare';
import { newestDeliveries } from './newest-deliveries';

export interface Standing {
  view: LedgerRow;
  /** Null when the view does not concern the destination. */
  standing: keyof ReconcileCounts | null;
}

export type FindStandings = (
  destination: DestinationRecord,
  schema: Pick<ViewSchema, 'type' | 'destinations'>,
  views: readonly LedgerRow[]
) => Promise<Standing[]>;

type Row = Record<string, string | number | boolean>;

export function createFindStandings(database: Database): FindStandings {
  async function receiptsOf(
    destinationId: string,
    viewIds: readonly number[]
  ): Promise<Map<number, Acknowledged>> {
    const receipts = database.from(TABLES.receipts).where({ destination_id: destinationId });
    const rows: Row[] = await database.among(receipts, 'view_id', viewIds);
    return new Map(
      rows.map((row) => [
        Number(row.view_id),
        {
          action: row.action === 'Deploy' ? 'Deploy' : 'Remove',
          version: Number(row.version),
          uncertain: Boolean(row.uncertain),
        },
      ])
    );
  }

  /** The status of the newest delivery that was neither skipped nor superseded. */
  async function lastStatuses(
    destinationId: string,
    viewIds: readonly number[]
  ): Promise<Map<number, string>> {
    const newest = await newestDeliveries(database, {
      viewIds,
      destinationId,
      statuses: ['pending', 'delivered', 'failed'],
    });
    const rows: Row[] = await database.byIds(TABLES.deliveries, newest).select('view_id', 'status');
    return new Map(rows.map((row) => [Number(row.view_id), String(row.status)]));
  }

  return async (destination, schema, views) => {
    if (views.length === 0) return [];
    const ids = views.map(({ id }) => id);
    const receipts = await receiptsOf(destination.id, ids);
    const statuses = await lastStatuses(destination.id, ids);

    return views.map((view) => {
      const toMatch = {
        type: view.type,
        locale: view.locale,
        space: view.space,
        destinations: schema.destinations,
      };
      const status = statuses.get(view.id);
      const standing = compare({
        view,
        isSubscribed: receives(destination, toMatch, view.live ? 'Deploy' : 'Remove'),
        receipt: receipts.get(view.id) ?? null,
        isPending: status === 'pending',
        hasFailed: status === 'failed',
      });
      return { view, standing };
    });
  };
}

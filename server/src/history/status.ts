/** Is a change live? What every destination has of the views of an entry. */
import { type DeliveryStatus } from '../../../contracts/delivery';
import { type EntryStatus, type ViewStatus } from '../../../contracts/status';
import { type Action } from '../../../contracts/message';
import { type EntryKey } from '../capture/touched';
import { type Database } from '../database/database';
import { TABLES } from '../database/tables';
import { type DestinationRecord } from '../destinations/record';

export interface StatusDeps {
  database: Database;
  gidOf(originId: string, type: string): string;
  /** Active and Inactive ones. */
  destinations(): Promise<readonly DestinationRecord[]>;
}

export type FindStatus = (entry: EntryKey) => Promise<EntryStatus>;

type Row = Record<string, string | number | boolean | null>;

export function createFindStatus({ database, gidOf, destinations }: StatusDeps): FindStatus {
  async function viewsOf({ uid, documentId, locale }: EntryKey): Promise<Row[]> {
    return database
      .from(TABLES.views)
      .where({ uid, document_id: documentId, locale })
      .orderBy('id');
  }

  /** A change that is recorded and not planned yet; hints for writes that may never come lie in the future. */
  async function hasUnplanned({ uid, documentId, locale }: EntryKey): Promise<boolean> {
    const row: Row | undefined = await database
      .from(TABLES.changes)
      .where({ uid, document_id: documentId, locale })
      .where((due) => {
        void due.where('due_at', '<=', database.now()).orWhereNotNull('lease_token');
      })
      .first('id');
    return row !== undefined;
  }

  /** The newest delivery per view and destination that was meant to be sent. */
  async function newestDeliveries(viewIds: readonly number[]): Promise<Row[]> {
    const rows: Row[] = await database
      .from(TABLES.deliveries)
      .whereIn('view_id', [...viewIds])
      .whereIn('status', ['pending', 'delivering', 'delivered', 'failed', 'skipped'])
      .orderBy('id');
    return [...new Map(rows.map((row) => [`${row.view_id} ${row.destination_id}`, row])).values()];
  }

  return async (entry) => {
    const views = await viewsOf(entry);
    const planned = !(await hasUnplanned(entry));
    const viewIds = views.map(({ id }) => Number(id));
    const deliveries = viewIds.length > 0 ? await newestDeliveries(viewIds) : [];
    const receipts: Row[] =
      viewIds.length > 0 ? await database.from(TABLES.receipts).whereIn('view_id', viewIds) : [];
    const byId = new Map((await destinations()).map((each) => [each.id, each]));

    const statuses = deliveries.flatMap((row): ViewStatus[] => {
      const destination = byId.get(String(row.destination_id));
      const view = views.find(({ id }) => Number(id) === Number(row.view_id));
      if (!destination || !view) return [];
      const receipt = receipts.find(
        ({ view_id, destination_id }) =>
          Number(view_id) === Number(row.view_id) && destination_id === row.destination_id
      );
      return [
        {
          destination: {
            id: destination.id,
            alias: destination.alias,
            name: destination.name,
            suspended: destination.suspendedAt !== null,
          },
          viewId: gidOf(String(view.origin_id), String(view.type)),
          type: String(view.type),
          deliveryId: String(row.id),
          action: String(row.action) as Action,
          version: Number(row.version),
          status: String(row.status) as DeliveryStatus,
          deliveredAt: receipt ? new Date(Number(receipt.delivered_at)).toISOString() : null,
          live: receipt
            ? { action: String(receipt.action) as Action, version: Number(receipt.version) }
            : null,
        },
      ];
    });
    return { planned, destinations: statuses };
  };
}

/** Nothing more will come, or waiting would not help. Pure. */
export function isSettled({ planned, destinations }: EntryStatus): boolean {
  if (
    destinations.some(({ status, destination }) => status === 'failed' || destination.suspended)
  ) {
    return true;
  }
  return (
    planned && destinations.every(({ status }) => status === 'delivered' || status === 'skipped')
  );
}

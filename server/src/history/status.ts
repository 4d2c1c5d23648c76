/** Is a change live? What every destination has of the views of an entry. */
import { type EntryStatus, type ViewStatus } from '../../../contracts/status';
import { type Action } from '../../../contracts/message';
import { type EntryKey } from '../capture/touched';
import { type Database } from '../database/database';
import { TABLES } from '../database/tables';
import { type DestinationRecord } from '../destinations/record';
import { newestDeliveries } from '../planning/newest-deliveries';
import { selectShown, shownStatus } from './shown-status';

export interface StatusDeps {
  database: Database;
  gidOf(originId: string, type: string): string;
  /** Where a view can be fetched. */
  urlOf(gid: string): string;
  /** Active and Inactive ones. */
  destinations(): Promise<readonly DestinationRecord[]>;
}

export type FindStatus = (entry: EntryKey) => Promise<EntryStatus>;

type Row = Record<string, string | number | boolean | null>;

const MEANT_TO_BE_SENT = ['pending', 'delivered', 'failed', 'skipped'] as const;

export function createFindStatus({ database, gidOf, urlOf, destinations }: StatusDeps): FindStatus {
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

  return async (entry) => {
    const views = await viewsOf(entry);
    const planned = !(await hasUnplanned(entry));
    const viewIds = views.map(({ id }) => Number(id));
    const newest = await newestDeliveries(database, { viewIds, statuses: MEANT_TO_BE_SENT });
    const deliveries: Row[] = await selectShown(database.byIds(TABLES.deliveries, newest));
    const receipts: Row[] = await database.among(
      database.from(TABLES.receipts),
      'view_id',
      viewIds
    );
    const found = new Map<string, { delivery?: Row; receipt?: Row }>();
    for (const delivery of deliveries) found.set(lineOf(delivery), { delivery });
    for (const receipt of receipts) {
      found.set(lineOf(receipt), { ...found.get(lineOf(receipt)), receipt });
    }

    const statuses: ViewStatus[] = [];
    for (const destination of await destinations()) {
      for (const view of views) {
        const line = lineOf({ view_id: view.id, destination_id: destination.id });
        const { delivery, receipt } = found.get(line) ?? {};
        const last = delivery ?? receipt;
        if (!last) continue;
        const viewId = gidOf(String(view.origin_id), String(view.type));
        statuses.push({
          destination: {
            id: destination.id,
            alias: destination.alias,
            name: destination.name,
            suspended: destination.suspendedAt !== null,
          },
          viewId,
          url: urlOf(viewId),
          type: String(view.type),
          deliveryId: delivery ? String(delivery.id) : null,
          action: String(last.action) as Action,
          version: Number(last.version),
          // Receipts outlive the deliveries that they come from.
          status: delivery ? shownStatus(delivery) : 'delivered',
          since: new Date(Number(sinceOf(last))).toISOString(),
          deliveredAt: receipt ? new Date(Number(receipt.delivered_at)).toISOString() : null,
          live: receipt
            ? { action: String(receipt.action) as Action, version: Number(receipt.version) }
            : null,
        });
      }
    }
    return { planned, destinations: statuses };
  };
}

function lineOf(row: Row): string {
  return `${row.view_id} ${row.destination_id}`;
}

/** Of a delivery, or of a receipt. */
function sinceOf({ settled_at, delivered_at, created_at }: Row): Row[string] {
  return settled_at ?? delivered_at ?? created_at;
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

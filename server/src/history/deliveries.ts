/** Reads the history of a destination: its deliveries, and one with its attempts. Changes nothing. */
import { type Delivery, type DeliveryWithAttempts } from '../../../contracts/delivery';
import { type DeliveryQuery } from '../../../contracts/delivery-query';
import { type Action } from '../../../contracts/message';
import { type Database } from '../database/database';
import { TABLES } from '../database/tables';
import { isUuid } from '../support/uuid';
import { createListRows } from './delivery-list';
import { type GidOf, type Row, toAttempt, toDelivery } from './delivery-row';
import { selectShown, shownStatus } from './shown-status';

/** Diverted: failed deliveries that wait for a person. */
export interface HistoryScope {
  diverted?: true;
}

export interface DeliveryPage {
  deliveries: Delivery[];
  /** Counted up to 10,000. */
  total: number;
  /** There are more than that. */
  capped: boolean;
}

export interface History {
  list(destinationId: string, query: HistoryQuery): Promise<DeliveryPage>;
  /** Null when the destination has no such delivery. */
  find(
    destinationId: string,
    deliveryId: string,
    scope?: HistoryScope
  ): Promise<DeliveryWithAttempts | null>;
}

export type HistoryQuery = Omit<DeliveryQuery, 'status' | 'test'> &
  Partial<Pick<DeliveryQuery, 'status' | 'test'>> &
  HistoryScope;

export interface HistoryDeps {
  database: Database;
  gidOf: GidOf;
  bodyOf(
    delivery: { originId: string; type: string; action: Action; test: boolean },
    destinationId: string
  ): Promise<string>;
}

export function createHistory({ database, gidOf, bodyOf }: HistoryDeps): History {
  const listRows = createListRows(database);

  async function entryOf(row: Row): Promise<DeliveryWithAttempts['entry']> {
    if (row.view_id === null) return null;
    const view: Row | undefined = await database
      .from(TABLES.views)
      .where({ id: row.view_id })
      .first();
    if (!view) return null;
    return {
      uid: String(view.uid),
      documentId: String(view.document_id),
      locale: view.locale === '' ? null : String(view.locale),
    };
  }

  /** The next one of the same view, which was sent instead. */
  async function successorOf(row: Row): Promise<DeliveryWithAttempts['supersededBy']> {
    if (row.status !== 'superseded' || row.view_id === null) return null;
    const next: Row | undefined = await selectShown(database.from(TABLES.deliveries))
      .where({ view_id: row.view_id, destination_id: row.destination_id })
      .where('id', '>', row.id)
      .orderBy('id')
      .first();
    return next ? { id: String(next.id), status: shownStatus(next) } : null;
  }

  return {
    async list(destinationId, query) {
      const { rows, total, capped } = await listRows(destinationId, query);
      return { deliveries: rows.map((row) => toDelivery(row, gidOf)), total, capped };
    },

    async find(destinationId, deliveryId, { diverted } = {}) {
      if (!isUuid(deliveryId)) return null;
      const row: Row | undefined = await selectShown(database.from(TABLES.deliveries))
        .where({ id: deliveryId, destination_id: destinationId })
        .where(diverted ? { status: 'failed', diverted } : {})
        .first();
      if (!row) return null;

      const delivery = toDelivery(row, gidOf);
      const version = Number(row.version);
      const attempts: Row[] = await database
        .from(TABLES.attempts)
        .leftJoin(TABLES.headers, `${TABLES.headers}.id`, 'headers_id')
        .select(`${TABLES.attempts}.*`, 'common')
        .where({ delivery_id: deliveryId })
        .orderBy(`${TABLES.attempts}.id`);
      return {
        ...delivery,
        version,
        entry: await entryOf(row),
        supersededBy: await successorOf(row),
        diverted: row.status === 'failed' && Boolean(row.diverted),
        body: await bodyOf(delivery, destinationId),
        attempts: attempts.map((attempt) => toAttempt(attempt, version)),
      };
    },
  };
}

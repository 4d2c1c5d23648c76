/** Reads the history of a destination: its deliveries, and one with its attempts. Changes nothing. */
import {
  type Attempt,
  type Delivery,
  type DeliveryStatus,
  type DeliveryWithAttempts,
} from '../../../contracts/delivery';
import { type DeliveryQuery } from '../../../contracts/delivery-query';
import { type Action } from '../../../contracts/message';
import { type Database } from '../database/database';
import { TABLES } from '../database/tables';
import { isUuid } from '../support/uuid';

type Row = Record<string, string | number | boolean | null>;

/** Diverted: failed deliveries that wait for a person. */
export interface HistoryScope {
  diverted?: true;
}

export interface History {
  list(
    destinationId: string,
    query: HistoryQuery
  ): Promise<{ deliveries: Delivery[]; total: number }>;
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
  gidOf(originId: string, type: string): string;
  bodyOf(
    delivery: { originId: string; type: string; action: Action; test: boolean },
    destinationId: string
  ): Promise<string>;
}

export function createHistory({ database, gidOf, bodyOf }: HistoryDeps): History {
  function toDelivery(row: Row): Delivery {
    const type = String(row.type);
    const originId = String(row.origin_id);
    const action = String(row.action) as Action;
    const status = String(row.status) as DeliveryStatus;
    const settledAt = isoOrNull(row.settled_at);

    return {
      id: String(row.id),
      event: `${type}.${action.toLowerCase()}`,
      action,
      viewId: gidOf(originId, type),
      originId,
      type,
      locale: row.locale === '' ? null : String(row.locale),
      status,
      reason: row.reason === null ? null : String(row.reason),
      deliveredAt: status === 'delivered' ? settledAt : null,
      createdAt: new Date(Number(row.created_at)).toISOString(),
      httpStatus: row.http_status === null ? null : Number(row.http_status),
      attemptCount: Number(row.attempt_count),
      nextAttemptAt: status === 'pending' ? isoOrNull(row.due_at) : null,
      test: Boolean(row.test),
    };
  }

  return {
    async list(destinationId, query) {
      const matching = database
        .from(TABLES.deliveries)
        .where({ destination_id: destinationId, ...columnsOf(query) });
      if (query.status) matching.whereIn('status', query.status);
      if (query.action) matching.where('action', query.action);
      if (query.type) matching.where('type', query.type);
      if (query.originId) matching.where('origin_id', query.originId);
      if (query.test !== undefined) matching.where('test', query.test);
      if (query.from) matching.where('created_at', '>=', query.from.getTime());
      if (query.to) matching.where('created_at', '<', query.to.getTime());

      const [{ total }]: { total: string | number }[] = await matching
        .clone()
        .count({ total: '*' });
      // Ids are made in the order of time.
      const rows: Row[] = await matching
        .orderBy('id', query.sort === 'createdAt:asc' ? 'asc' : 'desc')
        .limit(query.per_page)
        .offset((query.page - 1) * query.per_page);
      return { deliveries: rows.map(toDelivery), total: Number(total) };
    },

    async find(destinationId, deliveryId, scope = {}) {
      if (!isUuid(deliveryId)) return null;
      const row: Row | undefined = await database
        .from(TABLES.deliveries)
        .where({ id: deliveryId, destination_id: destinationId, ...columnsOf(scope) })
        .first();
      if (!row) return null;

      const delivery = toDelivery(row);
      const attempts: Row[] = await database
        .from(TABLES.attempts)
        .where({ delivery_id: deliveryId })
        .orderBy('id');
      return {
        ...delivery,
        body: await bodyOf(delivery, destinationId),
        attempts: attempts.map(toAttempt),
      };
    },
  };
}

function columnsOf({ diverted }: HistoryScope): object {
  return diverted ? { status: 'failed', diverted: true } : {};
}

function toAttempt(row: Row): Attempt {
  return {
    number: Number(row.number),
    startedAt: new Date(Number(row.started_at)).toISOString(),
    durationMs: Number(row.duration_ms),
    httpStatus: row.http_status === null ? null : Number(row.http_status),
    error:
      row.error_code === null
        ? null
        : { code: String(row.error_code), message: String(row.error_message) },
    requestHeaders: JSON.parse(String(row.request_headers)),
    responseHeaders: JSON.parse(String(row.response_headers)),
    responseBody: row.response_body === null ? null : String(row.response_body),
    manual: Boolean(row.manual),
  };
}

function isoOrNull(epoch: Row[string]): string | null {
  return epoch === null ? null : new Date(Number(epoch)).toISOString();
}

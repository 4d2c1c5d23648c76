/** Rows of deliveries and attempts, as the history shows them. Pure. */
import { eventOf } from '../../../contracts/event-name';
import { type Attempt, type Delivery } from '../../../contracts/delivery';
import { type Action } from '../../../contracts/message';
import { requestHeaders } from '../delivery/history-headers';
import { shownStatus } from './shown-status';

export type Row = Record<string, string | number | boolean | null>;

export type GidOf = (originId: string, type: string) => string;

/** @param row of `selectShown` */
export function toDelivery(row: Row, gidOf: GidOf): Delivery {
  const type = String(row.type);
  const originId = String(row.origin_id);
  const action = String(row.action) as Action;
  const status = shownStatus(row);

  return {
    id: String(row.id),
    event: eventOf({ type, action }),
    action,
    viewId: gidOf(originId, type),
    originId,
    type,
    locale: row.locale === '' ? null : String(row.locale),
    status,
    reason: row.reason === null ? null : String(row.reason),
    deliveredAt: status === 'delivered' ? isoOrNull(row.settled_at) : null,
    createdAt: new Date(Number(row.created_at)).toISOString(),
    httpStatus: row.http_status === null ? null : Number(row.http_status),
    attemptCount: Number(row.attempt_count),
    nextAttemptAt: status === 'pending' ? isoOrNull(row.due_at) : null,
    test: Boolean(row.test),
  };
}

/**
 * @param row of an attempt, with the `common` headers that it refers to
 * @param version of the view that the delivery is about
 */
export function toAttempt(row: Row, version: number): Attempt {
  return {
    number: Number(row.number),
    startedAt: new Date(Number(row.started_at)).toISOString(),
    durationMs: Number(row.duration_ms),
    httpStatus: row.http_status === null ? null : Number(row.http_status),
    error:
      row.error_code === null
        ? null
        : { code: String(row.error_code), message: String(row.error_message) },
    requestHeaders: sentHeaders(row, version),
    responseHeaders: JSON.parse(String(row.response_headers)),
    responseBody: row.response_body === null ? null : String(row.response_body),
    manual: Boolean(row.manual),
  };
}

/** Without an id of its common ones an attempt has all of its headers, or was no request. */
function sentHeaders(row: Row, version: number): Attempt['requestHeaders'] {
  if (row.headers_id === null) return JSON.parse(String(row.request_headers));
  return requestHeaders(String(row.common ?? '[]'), {
    attempt: Number(row.number),
    viewVersion: version,
    messageId: String(row.delivery_id),
    timestamp: Math.floor(Number(row.started_at) / 1_000),
    signature: String(row.signature),
  });
}

function isoOrNull(epoch: Row[string]): string | null {
  return epoch === null ? null : new Date(Number(epoch)).toISOString();
}

/** How the record of an attempt travels between threads: a list is copied in a fraction of the time of an object. */
import { type AttemptRecord } from './attempt';
import { type Failure } from './outcome';

export type PackedRecord = readonly [
  number: number,
  startedAt: number,
  durationMs: number,
  /** Null for a success, which its status tells. */
  failure: Failure | null,
  httpStatus: number | null,
  requestHeaders: string,
  responseHeaders: string,
  responseBody: string | null,
  retryAfter: string | null,
];

export function packRecord(record: AttemptRecord): PackedRecord {
  const { outcome } = record;
  return [
    record.number,
    record.startedAt,
    record.durationMs,
    outcome.kind === 'success' ? null : outcome,
    record.httpStatus,
    record.requestHeaders,
    record.responseHeaders,
    record.responseBody,
    record.retryAfter,
  ];
}

export function unpackRecord(packed: PackedRecord): AttemptRecord {
  const [number, startedAt, durationMs, failure, httpStatus, ...texts] = packed;
  const [requestHeaders, responseHeaders, responseBody, retryAfter] = texts;
  return {
    number,
    startedAt,
    durationMs,
    outcome: failure ?? { kind: 'success', httpStatus: httpStatus ?? 0 },
    httpStatus,
    requestHeaders,
    responseHeaders,
    responseBody,
    retryAfter,
  };
}

/**
 * How the record of an attempt travels between threads: a list is copied in a fraction of the time of an object, and a
 * text that records have in common is copied once for all of them.
 */
import { type AttemptRecord } from './attempt';
import { type Failure } from './outcome';

export type PackedRecord = readonly [
  number: number,
  startedAt: number,
  durationMs: number,
  /** Null for a success, which its status tells. */
  failure: Failure | null,
  httpStatus: number | null,
  /** Which shared text; null when no request could be made. */
  commonHeaders: number | null,
  signature: string,
  /** Which shared text. */
  responseHeaders: number,
  responseBody: string | null,
  retryAfter: string | null,
];

/** @param share takes a text that others have too. @returns where it stands among the shared ones */
export function packRecord(record: AttemptRecord, share: (text: string) => number): PackedRecord {
  const { outcome, requestHeaders } = record;
  return [
    record.number,
    record.startedAt,
    record.durationMs,
    outcome.kind === 'success' ? null : outcome,
    record.httpStatus,
    requestHeaders && share(requestHeaders.common),
    requestHeaders?.signature ?? '',
    share(record.responseHeaders),
    record.responseBody,
    record.retryAfter,
  ];
}

/** @param shared the texts, in their places */
export function unpackRecord(packed: PackedRecord, shared: readonly string[]): AttemptRecord {
  const [number, startedAt, durationMs, failure, httpStatus, ...texts] = packed;
  const [common, signature, response, responseBody, retryAfter] = texts;
  return {
    number,
    startedAt,
    durationMs,
    outcome: failure ?? { kind: 'success', httpStatus: httpStatus ?? 0 },
    httpStatus,
    requestHeaders: common === null ? null : { common: shared[common], signature },
    responseHeaders: shared[response],
    responseBody,
    retryAfter,
  };
}

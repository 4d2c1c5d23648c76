/** Judges an exchange. Pure; what follows from a failure is decided in retry-schedule. */
import { STATUS_CODES } from 'node:http';

import type { Exchange, NetworkCode } from './exchange';

/** `invalid`: the request itself cannot be sent, so another try would not help. */
export type FailureClass =
  | '3xx'
  | '4xx'
  | '5xx'
  | 'timeout'
  | 'network'
  | 'address'
  | 'proxy'
  | 'invalid';

export type ErrorCode =
  | 'http_status'
  | 'timeout'
  | 'address_not_allowed'
  | 'proxy_failed'
  | 'invalid_request'
  | NetworkCode;

export interface Success {
  kind: 'success';
  httpStatus: number;
}

export interface Failure {
  kind: 'failure';
  failureClass: FailureClass;
  /** Null when there was no complete answer. */
  httpStatus: number | null;
  /** The message is written for an admin. */
  error: { code: ErrorCode; message: string };
}

export type Outcome = Success | Failure;

export function classify(exchange: Exchange): Outcome {
  switch (exchange.kind) {
    case 'answer':
      return classifyStatus(exchange.httpStatus);
    case 'timeout':
      return failure(
        'timeout',
        'timeout',
        describeTimeout(exchange.timeoutMs, exchange.httpStatus)
      );
    case 'network':
      return failure('network', exchange.code, exchange.message);
    case 'address':
      return failure('address', 'address_not_allowed', exchange.message);
    case 'proxy':
      return failure('proxy', 'proxy_failed', exchange.message);
    case 'invalid':
      return failure('invalid', 'invalid_request', exchange.message);
    default: {
      const unknown: never = exchange;
      throw new Error(`Unhandled exchange: ${JSON.stringify(unknown)}`);
    }
  }
}

function classifyStatus(httpStatus: number): Outcome {
  if (httpStatus >= 200 && httpStatus < 300) return { kind: 'success', httpStatus };

  const reason = STATUS_CODES[httpStatus];
  const status = reason ? `${httpStatus} ${reason}` : `${httpStatus}, an unknown status`;
  const isRedirect = httpStatus >= 300 && httpStatus < 400;
  const hint = isRedirect ? ' Redirects are not followed.' : '';
  return {
    kind: 'failure',
    failureClass: statusClass(httpStatus),
    httpStatus,
    error: { code: 'http_status', message: `The destination answered ${status}.${hint}` },
  };
}

/** Statuses outside 200–499 that HTTP does not know are the server's fault, as RFC 9110 asks. */
function statusClass(httpStatus: number): FailureClass {
  if (httpStatus >= 300 && httpStatus < 400) return '3xx';
  if (httpStatus >= 400 && httpStatus < 500) return '4xx';
  return '5xx';
}

function describeTimeout(timeoutMs: number, httpStatus: number | null): string {
  const limit = `${timeoutMs / 1_000} s`;
  return httpStatus === null
    ? `The destination did not answer within ${limit}.`
    : `The destination began to answer ${httpStatus} but did not finish within ${limit}.`;
}

function failure(failureClass: FailureClass, code: ErrorCode, message: string): Failure {
  return { kind: 'failure', failureClass, httpStatus: null, error: { code, message } };
}

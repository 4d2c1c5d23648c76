/** Listens to one request in undici and settles it exactly once: answered, failed, or out of time. */
import { type Dispatcher } from 'undici';

import { ClientClosedError } from './client-errors';
import { type Exchange, type ResponseHeaders } from './exchange';
import { exchangeOfError } from './exchange-error';
import { KeptConnectionLostError } from './kept-connections';
import { createResponseBody } from './response-body';

export interface ExchangeListener {
  timeoutMs: number;
  maxResponseBytes: number;
  settle(exchange: Exchange): void;
  reject(error: Error): void;
  /** Makes the same request again on a new connection; asked at most once. */
  repeat(): void;
}

export function createExchangeHandler(listener: ExchangeListener): Dispatcher.DispatchHandler {
  const { timeoutMs, maxResponseBytes } = listener;
  const body = createResponseBody(maxResponseBytes);
  const startedAt = performance.now();
  let controller: Dispatcher.DispatchController | null = null;
  let httpStatus: number | null = null;
  let headers: ResponseHeaders = {};
  let isSettled = false;

  const timer = setTimeout(() => {
    settle({ kind: 'timeout', timeoutMs, httpStatus });
    controller?.abort(new Error('timeout'));
  }, timeoutMs);

  function settle(exchange: Exchange): void {
    if (isSettled) return;
    isSettled = true;
    clearTimeout(timer);
    listener.settle(exchange);
  }

  function settleAnswer(): void {
    settle({ kind: 'answer', httpStatus: httpStatus ?? 0, headers, body: body.text() });
  }

  return {
    onRequestStart(started) {
      controller = started;
      // A request whose time was over while it waited for a connection must not be written any more. The clock is
      // asked too: a process that was frozen meanwhile comes to its sockets before its timers.
      if (performance.now() - startedAt >= timeoutMs)
        settle({ kind: 'timeout', timeoutMs, httpStatus });
      if (isSettled) started.abort(new Error('timeout'));
    },
    onResponseStart(_controller, statusCode, responseHeaders) {
      // 1xx announces the answer, it is not the answer.
      if (statusCode < 200) return;
      httpStatus = statusCode;
      headers = responseHeaders;
    },
    onResponseData(current, chunk) {
      if (body.add(chunk)) return;
      settleAnswer();
      current.abort(new Error('the rest of the response is not wanted'));
    },
    onResponseEnd: settleAnswer,
    onResponseError(_controller, error) {
      if (error instanceof KeptConnectionLostError) {
        if (!isSettled) listener.repeat();
      } else if (!(error instanceof ClientClosedError)) {
        settle(exchangeOfError(error, timeoutMs));
      } else if (!isSettled) {
        isSettled = true;
        clearTimeout(timer);
        listener.reject(error);
      }
    },
  };
}

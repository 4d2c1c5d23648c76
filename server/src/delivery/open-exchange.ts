/**
 * One request in undici: what it is asked to send and whom it tells, settled exactly once: answered, failed, or out of
 * time. A class, because there is one per delivery: its methods are made once, and it needs no other objects.
 */
import { type Dispatcher } from 'undici';

import { ClientClosedError } from './client-errors';
import { type Deadlines, type Expiring } from './deadlines';
import { type Exchange, type ResponseHeaders } from './exchange';
import { exchangeOfError } from './exchange-error';
import { createResponseBody, type ResponseBody } from './response-body';
import { type Target } from './target';

export interface HttpRequest {
  target: Target;
  /** Flat list of names and values. */
  headers: string[];
  body: string;
  /** From now to the end of the response. */
  timeoutMs: number;
}

/** One place for a connection, whichever it is now. */
export interface Place {
  /** The connection of now has carried an answer before. */
  hasAnswered: boolean;
}

/** What requests with the same timeout have in common. */
export interface ExchangeHost {
  maxResponseBytes: number;
  deadlines: Deadlines;
  /** Makes the same request again on a new connection; asked at most once. */
  repeat(exchange: OpenExchange): void;
}

/** How undici and Node say that a connection is gone. */
const GONE = new Set(['UND_ERR_SOCKET', 'ECONNRESET', 'EPIPE']);

type ForUndici = Dispatcher.DispatchOptions & Dispatcher.DispatchHandler;

export class OpenExchange implements ForUndici, Expiring {
  readonly method = 'POST';
  readonly origin: string;
  readonly path: string;
  readonly headers: string[];
  readonly body: string;

  readonly startedAt = performance.now();
  older: Expiring | null = null;
  newer: Expiring | null = null;
  /** Where it is sent; null for a connection that is not kept. */
  place: Place | null = null;

  private readonly timeoutMs: number;
  private controller: Dispatcher.DispatchController | null = null;
  /** It has a connection that carried an answer before, and no answer of its own has begun. */
  private isOnKept = false;
  private httpStatus: number | null = null;
  private responseHeaders: ResponseHeaders = {};
  private responseBody: ResponseBody | null = null;
  private isSettled = false;

  constructor(
    { target, headers, body, timeoutMs }: HttpRequest,
    private readonly host: ExchangeHost,
    private readonly resolve: (exchange: Exchange) => void,
    private readonly reject: (error: Error) => void
  ) {
    this.origin = target.origin;
    this.path = target.path;
    this.headers = headers;
    this.body = body;
    this.timeoutMs = timeoutMs;
    host.deadlines.add(this);
  }

  expire(): void {
    this.settle({ kind: 'timeout', timeoutMs: this.timeoutMs, httpStatus: this.httpStatus });
    this.controller?.abort(new Error('timeout'));
  }

  onRequestStart(started: Dispatcher.DispatchController): void {
    this.controller = started;
    this.isOnKept = this.place?.hasAnswered ?? false;
    // A request whose time was over while it waited for a connection must not be written any more. The clock is
    // asked too: a process that was frozen meanwhile comes to its sockets before its timers.
    if (this.isSettled || performance.now() - this.startedAt >= this.timeoutMs) this.expire();
  }

  onResponseStart(
    _controller: Dispatcher.DispatchController,
    statusCode: number,
    headers: ResponseHeaders
  ): void {
    this.isOnKept = false;
    if (this.place) this.place.hasAnswered = true;
    // 1xx announces the answer, it is not the answer.
    if (statusCode < 200) return;
    this.httpStatus = statusCode;
    this.responseHeaders = headers;
  }

  onResponseData(current: Dispatcher.DispatchController, chunk: Buffer): void {
    this.responseBody ??= createResponseBody(this.host.maxResponseBytes);
    if (this.responseBody.add(chunk)) return;
    this.onResponseEnd();
    current.abort(new Error('the rest of the response is not wanted'));
  }

  onResponseEnd(): void {
    this.settle({
      kind: 'answer',
      httpStatus: this.httpStatus ?? 0,
      headers: this.responseHeaders,
      body: this.responseBody?.text() ?? '',
    });
  }

  onResponseError(_controller: Dispatcher.DispatchController, error: Error): void {
    if (this.isSettled) return;
    if (this.isOnKept && 'code' in error && GONE.has(String(error.code))) {
      this.place = null;
      this.host.repeat(this);
    } else if (error instanceof ClientClosedError) {
      this.close();
      this.reject(error);
    } else {
      this.settle(exchangeOfError(error, this.timeoutMs));
    }
  }

  private settle(exchange: Exchange): void {
    if (this.isSettled) return;
    this.close();
    this.resolve(exchange);
  }

  private close(): void {
    this.isSettled = true;
    this.host.deadlines.remove(this);
  }
}

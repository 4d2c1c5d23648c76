/**
 * One attempt of one delivery: sign, send, judge, and say what happened. Stores nothing and decides nothing about
 * a next attempt, see retry-schedule.
 */
import { createPartsCache, type DestinationParts } from './destination-parts';
import { type Exchange } from './exchange';
import { type AttemptValues, buildHeaders } from './headers';
import { type RequestHeaders } from './history-headers';
import { type HttpClient } from './http-client';
import { maskEchoes } from './mask';
import { classify, type Outcome } from './outcome';
import { type PreparedDelivery } from './prepared-delivery';
import { cutToBytes } from './response-body';
import { sign } from './signature';

export interface AttemptOptions {
  client: HttpClient;
  clock: {
    /** Milliseconds since the epoch. */
    now(): number;
    /** Milliseconds that only ever grow. */
    elapsed(): number;
  };
  /** Of this plugin, for the user-agent. */
  version: string;
  /** Such as `X-Enterspeed`. */
  headerPrefix: string;
  /** How many bytes of a response body the history keeps. Default 20,000 of a failure, 1,000 of a success. */
  keepResponseBytes?: { failure: number; success: number };
}

export interface AttemptRecord {
  number: number;
  /** Milliseconds since the epoch. */
  startedAt: number;
  durationMs: number;
  outcome: Outcome;
  /** Null when there was no complete answer. */
  httpStatus: number | null;
  /** Null when no request could be made. */
  requestHeaders: RequestHeaders | null;
  /** In JSON, names in lower case with their values; keys and secrets masked. */
  responseHeaders: string;
  responseBody: string | null;
  /** The header as it was received, for the retry schedule. */
  retryAfter: string | null;
}

/** @throws ClientClosedError: the client was closed meanwhile, and nothing is known about the attempt */
export type Attempt = (delivery: PreparedDelivery) => Promise<AttemptRecord>;

export function createAttempt(options: AttemptOptions): Attempt {
  const { client, clock, version, headerPrefix } = options;
  const keep = options.keepResponseBytes ?? { failure: 20_000, success: 1_000 };
  const userAgent = `strapi-plugin-destinations/${version}`;
  const partsOf = createPartsCache({ prefix: headerPrefix, userAgent });

  return (delivery) => {
    const startedAt = clock.now();
    const start = clock.elapsed();

    function record(
      exchange: Exchange,
      requestHeaders: RequestHeaders | null,
      answer: Answer
    ): AttemptRecord {
      const outcome = classify(exchange);
      // Name by name: to spread objects into a new one takes longer than all else here.
      return {
        number: delivery.attemptNumber,
        startedAt,
        durationMs: Math.round(clock.elapsed() - start),
        outcome,
        httpStatus: answer.httpStatus,
        requestHeaders,
        responseHeaders: answer.responseHeaders,
        responseBody: answer.body === null ? null : cutToBytes(answer.body, keep[outcome.kind]),
        retryAfter: answer.retryAfter,
      };
    }

    let parts: DestinationParts;
    try {
      parts = partsOf(delivery.destination);
    } catch (thrown) {
      // A URL or secret that cannot be read fails every attempt; the history has to say so.
      const message = thrown instanceof Error ? thrown.message : String(thrown);
      const invalid: Exchange = { kind: 'invalid', message: `${message}.` };
      return Promise.resolve(record(invalid, null, NO_ANSWER));
    }

    const values = valuesOf(delivery, parts, startedAt);
    const { signature } = values;
    const request = {
      target: parts.target,
      headers: buildHeaders(parts.headers, values),
      body: delivery.body,
      timeoutMs: delivery.destination.timeoutSeconds * 1_000,
    };
    return client
      .send(request)
      .then((exchange) =>
        record(exchange, { common: parts.common, signature }, answerOf(exchange, parts))
      );
  };
}

function valuesOf(
  { id, body, attemptNumber: attempt, viewVersion }: PreparedDelivery,
  { signingKeys: secrets, identity }: DestinationParts,
  now: number
): AttemptValues {
  const timestamp = Math.floor(now / 1_000);
  const signature = sign({ secrets, identity, id, timestamp, body });
  return { attempt, viewVersion, messageId: id, timestamp, signature };
}

/** What the history keeps of an answer; its body may be too long yet. */
interface Answer {
  httpStatus: number | null;
  responseHeaders: string;
  body: string | null;
  retryAfter: string | null;
}

const NO_ANSWER: Answer = {
  httpStatus: null,
  responseHeaders: '{}',
  body: null,
  retryAfter: null,
};

function answerOf(exchange: Exchange, parts: DestinationParts): Answer {
  if (exchange.kind !== 'answer') return NO_ANSWER;
  const { httpStatus, headers } = exchange;
  const retryAfter = headers['retry-after'];
  return {
    httpStatus,
    responseHeaders: parts.responseText(headers),
    // Masked before it is cut: half a secret is not recognised as one.
    body: maskEchoes(exchange.body, parts.secretValues),
    retryAfter: (Array.isArray(retryAfter) ? retryAfter[0] : retryAfter) ?? null,
  };
}

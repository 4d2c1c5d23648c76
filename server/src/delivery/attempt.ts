/**
 * One attempt of one delivery: sign, send, judge, and say what happened. Stores nothing and decides nothing about
 * a next attempt, see retry-schedule.
 */
import { createPartsCache, type DestinationParts } from './destination-parts';
import { type Exchange } from './exchange';
import { attemptHeaders, buildHeaders, toRecord } from './headers';
import { type HttpClient } from './http-client';
import { maskEchoes, maskResponseHeaders } from './mask';
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
  /** In JSON, every name with its values; keys and secrets masked. */
  requestHeaders: string;
  /** In JSON, names in lower case with their values; keys and secrets masked. */
  responseHeaders: string;
  responseBody: string | null;
  /** The header as it was received, for the retry schedule. */
  retryAfter: string | null;
}

/** @throws ClientClosedError: the client was closed meanwhile, and nothing is known about the attempt */
export type Attempt = (delivery: PreparedDelivery) => Promise<AttemptRecord>;

interface PreparedRequest {
  headers: string[];
  /** As it is kept. */
  masked: string;
}

export function createAttempt(options: AttemptOptions): Attempt {
  const { client, clock, version, headerPrefix } = options;
  const keep = options.keepResponseBytes ?? { failure: 20_000, success: 1_000 };
  const userAgent = `strapi-plugin-destinations/${version}`;
  const partsOf = createPartsCache({ prefix: headerPrefix, userAgent });

  return (delivery) => {
    const startedAt = clock.now();
    const start = clock.elapsed();

    function record(exchange: Exchange, masked: string, secrets: readonly string[]) {
      const durationMs = Math.round(clock.elapsed() - start);
      return {
        number: delivery.attemptNumber,
        startedAt,
        durationMs,
        requestHeaders: masked,
        ...describe(exchange, secrets, keep),
      };
    }

    let parts: DestinationParts;
    try {
      parts = partsOf(delivery.destination);
    } catch (thrown) {
      // A URL or secret that cannot be read fails every attempt; the history has to say so.
      const message = thrown instanceof Error ? thrown.message : String(thrown);
      return Promise.resolve(record({ kind: 'invalid', message: `${message}.` }, '{}', []));
    }

    const { headers, masked } = prepareRequest(delivery, parts, headerPrefix, startedAt);
    return client
      .send({
        target: parts.target,
        headers,
        body: delivery.body,
        timeoutMs: delivery.destination.timeoutSeconds * 1_000,
      })
      .then((exchange) => record(exchange, masked, parts.secretValues));
  };
}

function prepareRequest(
  delivery: PreparedDelivery,
  parts: DestinationParts,
  headerPrefix: string,
  now: number
): PreparedRequest {
  const { id, body, attemptNumber: attempt, viewVersion } = delivery;
  const timestamp = Math.floor(now / 1_000);
  const { signingKeys: secrets, identity } = parts;
  const signature = sign({ secrets, identity, id, timestamp, body });
  const own = attemptHeaders(
    { attempt, viewVersion, messageId: id, timestamp, signature },
    headerPrefix
  );
  const members = JSON.stringify(toRecord(own)).slice(1, -1);
  return {
    headers: buildHeaders(parts.headers, own),
    masked: `{${parts.masked.leading}${members}${parts.masked.trailing}}`,
  };
}

type Description = Pick<
  AttemptRecord,
  'outcome' | 'httpStatus' | 'responseHeaders' | 'responseBody' | 'retryAfter'
>;

function describe(
  exchange: Exchange,
  secrets: readonly string[],
  keep: { failure: number; success: number }
): Description {
  const outcome = classify(exchange);
  if (exchange.kind !== 'answer') {
    return {
      outcome,
      httpStatus: null,
      responseHeaders: '{}',
      responseBody: null,
      retryAfter: null,
    };
  }

  const { httpStatus, headers, body } = exchange;
  const retryAfter = headers['retry-after'];
  // Masked before it is cut: half a secret is not recognised as one.
  const text = maskEchoes(body, secrets);
  return {
    outcome,
    httpStatus,
    responseHeaders: JSON.stringify(maskResponseHeaders(headers)),
    responseBody: cutToBytes(text, keep[outcome.kind]),
    retryAfter: (Array.isArray(retryAfter) ? retryAfter[0] : retryAfter) ?? null,
  };
}

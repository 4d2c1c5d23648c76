/**
 * The request's headers in a fixed order. What stays the same for every attempt to a destination is built once;
 * the rest is added per attempt. Does not judge characters: the HTTP client refuses CR, LF and the like.
 */
import type { Credentials } from './target';

const RESERVED = new Set([
  'content-type',
  'user-agent',
  'x-api-key',
  'webhook-id',
  'webhook-timestamp',
  'webhook-signature',
  'host',
  'content-length',
  'connection',
  'transfer-encoding',
  // Hop-by-hop, or able to make two parsers read two different requests.
  'te',
  'trailer',
  'upgrade',
  'keep-alive',
  'expect',
]);

const PREFIXED = ['webhook-name', 'system', 'webhook-id', 'attempt', 'view-version'];

/** Version of the webhook format. */
const SYSTEM_VERSION = '1';

export interface HeaderOptions {
  /** Such as `X-Enterspeed`. */
  prefix: string;
  userAgent: string;
}

export interface HeaderSource {
  id: string;
  name: string;
  accessKey: string | null;
  credentials: Credentials | null;
  headers: Readonly<Record<string, readonly string[]>>;
}

export interface AttemptNames {
  attempt: string;
  viewVersion: string;
}

/** Flat lists of names and values, and the names that come between them. */
export interface ConstantHeaders {
  leading: readonly string[];
  names: AttemptNames;
  trailing: readonly string[];
}

/** What differs from attempt to attempt. */
export interface AttemptValues {
  attempt: number;
  viewVersion: number;
  messageId: string;
  /** Seconds since the epoch. */
  timestamp: number;
  /** Empty: no `webhook-signature`. */
  signature: string;
}

/** Is this the name of a header that a user may not set? */
export function isReservedHeader(name: string, prefix: string): boolean {
  const lower = name.toLowerCase();
  if (RESERVED.has(lower) || lower.startsWith('proxy-')) return true;
  const start = `${prefix.toLowerCase()}-`;
  return lower.startsWith(start) && PREFIXED.includes(lower.slice(start.length));
}

/** Reserved names among the destination's own headers are left out: they were refused when it was saved. */
export function constantHeaders(source: HeaderSource, options: HeaderOptions): ConstantHeaders {
  const { prefix, userAgent } = options;
  const leading = ['content-type', 'application/json', 'user-agent', userAgent];
  if (source.accessKey !== null) leading.push('x-api-key', source.accessKey);
  leading.push(`${prefix}-webhook-name`, encodeHeaderText(source.name));
  leading.push(`${prefix}-system`, SYSTEM_VERSION);
  leading.push(`${prefix}-webhook-id`, source.id);

  const trailing: string[] = [];
  let hasAuthorization = false;
  for (const [name, values] of Object.entries(source.headers)) {
    if (isReservedHeader(name, prefix)) continue;
    hasAuthorization ||= name.toLowerCase() === 'authorization';
    for (const value of values) trailing.push(name, value);
  }
  // An Authorization header that the user wrote wins over the credentials in the URL.
  if (source.credentials && !hasAuthorization) {
    trailing.push('authorization', basicAuthorization(source.credentials));
  }
  return { leading, names: attemptNames(prefix), trailing };
}

/** Names of the headers that differ from attempt to attempt. The same strings each time: a client looks them up. */
function attemptNames(prefix: string): AttemptNames {
  return { attempt: `${prefix}-attempt`, viewVersion: `${prefix}-view-version` };
}

/** Everything that is sent, except host, connection and content-length, which the HTTP client adds. */
export function buildHeaders(
  { leading, names, trailing }: ConstantHeaders,
  { attempt, viewVersion, messageId, timestamp, signature }: AttemptValues
): string[] {
  const headers = [...leading, names.attempt, String(attempt), names.viewVersion];
  headers.push(String(viewVersion), 'webhook-id', messageId, 'webhook-timestamp');
  headers.push(String(timestamp));
  if (signature !== '') headers.push('webhook-signature', signature);
  for (const text of trailing) headers.push(text);
  return headers;
}

/** As it is when printable ASCII, else RFC 8187: `UTF-8''caf%C3%A9`. */
export function encodeHeaderText(text: string): string {
  // A plain text that looks encoded is encoded too, so that a receiver never decodes it by mistake.
  if (/^[\x20-\x7e]*$/.test(text) && !/^utf-8'/i.test(text)) return text;

  let encoded = "UTF-8''";
  for (const byte of Buffer.from(text)) {
    const character = String.fromCharCode(byte);
    encoded += /[A-Za-z0-9!#$&+\-.^_`|~]/.test(character)
      ? character
      : `%${byte.toString(16).toUpperCase().padStart(2, '0')}`;
  }
  return encoded;
}

export function basicAuthorization({ username, password }: Credentials): string {
  return `Basic ${Buffer.from(`${username}:${password}`).toString('base64')}`;
}

/**
 * Headers as the history keeps them: in JSON, every name with its values, keys and secrets masked. What all requests to
 * a destination have in common is a text of its own, so that an attempt has to keep only what was its own.
 */
import type { ResponseHeaders } from './exchange';
import type { AttemptValues, ConstantHeaders } from './headers';
import { maskHeaders, maskResponseHeaders } from './mask';

/** The headers of one request. */
export interface RequestHeaders {
  /** The same text for all requests to a destination that stays as it is. */
  common: string;
  /** Empty: no `webhook-signature`. */
  signature: string;
}

/** In its place among the headers: values that are always the same, or which of an attempt's values stands there. */
type CommonHeader = [name: string, values: readonly string[] | keyof AttemptValues];

export function commonHeaders({ leading, names, trailing }: ConstantHeaders): string {
  const all: CommonHeader[] = [
    ...Object.entries(maskHeaders(leading)),
    [names.attempt, 'attempt'],
    [names.viewVersion, 'viewVersion'],
    ['webhook-id', 'messageId'],
    ['webhook-timestamp', 'timestamp'],
    ['webhook-signature', 'signature'],
    ...Object.entries(maskHeaders(trailing)),
  ];
  return JSON.stringify(all);
}

/** @param common of `commonHeaders` */
export function requestHeaders(common: string, values: AttemptValues): Record<string, string[]> {
  const all = JSON.parse(common) as CommonHeader[];
  const headers = all.flatMap(([name, what]): [string, string[]][] => {
    if (typeof what !== 'string') return [[name, [...what]]];
    const value = String(values[what]);
    return value === '' ? [] : [[name, [value]]];
  });
  // fromEntries defines its keys, so a header named __proto__ is a header like any other.
  return Object.fromEntries(headers);
}

/** One receiver's answers hardly differ: while they do not, the last text is used again. */
export function createResponseText(): (headers: ResponseHeaders) => string {
  let last: ResponseHeaders = {};
  let text = '{}';
  return (headers) => {
    if (!areSame(headers, last)) {
      last = headers;
      text = JSON.stringify(maskResponseHeaders(headers));
    }
    return text;
  };
}

/** A header with several values is taken for another one. */
function areSame(headers: ResponseHeaders, last: ResponseHeaders): boolean {
  const names = Object.keys(headers);
  if (names.length !== Object.keys(last).length) return false;
  return names.every((name) => headers[name] === last[name]);
}

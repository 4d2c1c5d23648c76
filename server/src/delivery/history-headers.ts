/**
 * Headers as the history keeps them: JSON, every name with its values, keys and secrets masked. Most of the text is the
 * same for all attempts to a destination and made once.
 */
import type { ResponseHeaders } from './exchange';
import type { AttemptValues, ConstantHeaders } from './headers';
import { maskHeaders, maskResponseHeaders } from './mask';

/** @returns the headers of a request, with the values that differ in their places */
export function createRequestText({
  leading,
  names,
  trailing,
}: ConstantHeaders): (values: AttemptValues) => string {
  const start = `{${membersOf(leading)},${JSON.stringify(names.attempt)}:["`;
  const beforeVersion = `"],${JSON.stringify(names.viewVersion)}:["`;
  const end = trailing.length === 0 ? '}' : `,${membersOf(trailing)}}`;

  return ({ attempt, viewVersion, messageId, timestamp, signature }) => {
    // Digits and base64 are the same in JSON.
    const signed = signature === '' ? '' : `,"webhook-signature":["${signature}"]`;
    const id = JSON.stringify(messageId);
    return `${start}${attempt}${beforeVersion}${viewVersion}"],"webhook-id":[${id}],"webhook-timestamp":["${timestamp}"]${signed}${end}`;
  };
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

function membersOf(list: readonly string[]): string {
  return JSON.stringify(maskHeaders(list)).slice(1, -1);
}

/** What all attempts to a destination have in common, made once and kept for as long as the destination object lives. */
import type { KeyObject } from 'node:crypto';

import type { ResponseHeaders } from './exchange';
import { constantHeaders, type ConstantHeaders, type HeaderOptions } from './headers';
import { commonHeaders, createResponseText } from './history-headers';
import { secretValues } from './mask';
import type { PreparedDestination } from './prepared-delivery';
import { parseSecret } from './signature';
import { parseTarget, type Target } from './target';

export interface DestinationParts {
  target: Target;
  headers: ConstantHeaders;
  /** What the history keeps of them, and of an answer's. */
  common: string;
  responseText(headers: ResponseHeaders): string;
  /** What must not show up in a stored response. */
  secretValues: readonly string[];
  /** Empty when payloads are not signed. */
  signingKeys: readonly KeyObject[];
  identity: KeyObject | null;
}

/** @throws when the destination's URL or a secret cannot be read */
export function createPartsCache(
  options: HeaderOptions
): (destination: PreparedDestination) => DestinationParts {
  const cache = new WeakMap<PreparedDestination, DestinationParts>();
  return (destination) => {
    const existing = cache.get(destination);
    if (existing) return existing;
    const parts = createParts(destination, options);
    cache.set(destination, parts);
    return parts;
  };
}

function createParts(destination: PreparedDestination, options: HeaderOptions): DestinationParts {
  const target = parseTarget(destination.url);
  const credentials = destination.credentials ?? target.credentials;
  const headers = constantHeaders({ ...destination, credentials }, options);
  const { payloadSignature, identity = null } = destination;

  return {
    target,
    headers,
    common: commonHeaders(headers),
    responseText: createResponseText(),
    secretValues: secretValues([...headers.leading, ...headers.trailing]),
    signingKeys: payloadSignature ? destination.secrets.map(parseSecret) : [],
    identity: payloadSignature ? identity : null,
  };
}

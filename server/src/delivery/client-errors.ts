/** The errors of this client's own making; undici hands them back through the request that caused them. */

import { types } from 'node:util';

/** The address is refused by the network policy. Nothing was sent. */
export class AddressRefusedError extends Error {
  readonly code = 'address_not_allowed';
}

/** The egress proxy could not be used. */
export class ProxyFailedError extends Error {
  readonly code = 'proxy_failed';
}

/** The egress proxy works and says that it cannot reach the destination. */
export class ProxyUnreachableError extends Error {
  readonly code = 'host_unreachable';
}

/** The client was closed before the exchange ended: nothing is known about it, so it is no attempt's outcome. */
export class ClientClosedError extends Error {
  readonly code = 'client_closed';

  constructor() {
    super('The HTTP client was closed before the exchange ended');
  }
}

export function toError(thrown: unknown): Error {
  return types.isNativeError(thrown) ? thrown : new Error(String(thrown), { cause: thrown });
}

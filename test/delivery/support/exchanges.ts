/** A client that may call this machine, and requests for it. */
import {
  createHttpClient,
  type HttpClient,
  type HttpClientOptions,
} from '../../../server/src/delivery/http-client';
import {
  createNetworkPolicy,
  type NetworkPolicyOptions,
} from '../../../server/src/delivery/network-policy';
import { type HttpRequest } from '../../../server/src/delivery/open-exchange';
import { parseTarget } from '../../../server/src/delivery/target';

const running = new Set<HttpClient>();

export function startClient(
  options: Partial<HttpClientOptions> = {},
  policy: Partial<NetworkPolicyOptions> = {}
): HttpClient {
  const defaults = { allow: [], allowLoopback: true, requireHttps: false };
  const client = createHttpClient({
    policy: createNetworkPolicy({ ...defaults, ...policy }),
    ...options,
  });
  running.add(client);
  return client;
}

export async function closeClients(): Promise<void> {
  await Promise.all([...running].map((client) => client.close()));
  running.clear();
}

export function requestTo(url: string, overrides: Partial<HttpRequest> = {}): HttpRequest {
  return {
    target: parseTarget(url),
    headers: ['content-type', 'application/json'],
    body: '{"a":1}',
    timeoutMs: 5_000,
    ...overrides,
  };
}

/** undici takes a used connection back one turn of the event loop later. */
export async function untilConnectionIsFree(): Promise<void> {
  await new Promise((resolve) => setImmediate(resolve));
  await new Promise((resolve) => setImmediate(resolve));
}

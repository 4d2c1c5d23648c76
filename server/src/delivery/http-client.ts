/**
 * Sends one POST and reports what became of it. Keeps connections, dials only what the policy allows, follows no
 * redirect and repeats nothing but a request whose kept connection was closed under it: whether to try again is
 * decided elsewhere.
 */
import { type Socket } from 'node:net';

import { Agent, type buildConnector } from 'undici';

import { createDialer, joinLookups, systemResolve, type Resolve } from './address-guard';
import { ClientClosedError } from './client-errors';
import { type Exchange } from './exchange';
import { createExchangeHandler } from './exchange-handler';
import { createKeptConnections } from './kept-connections';
import { type NetworkPolicy, type Refusal } from './network-policy';
import { createProxyConnector } from './proxy-connector';
import { type Target } from './target';

export interface HttpClientOptions {
  policy: NetworkPolicy;
  /** How much of a response body is read; the rest is dropped. Default 20,000. */
  maxResponseBytes?: number;
  /** Answers what addresses a name has. Default: the system's resolver. */
  resolve?: Resolve;
  /** Certificate authorities to trust instead of the built-in ones, in PEM. */
  ca?: string;
}

export interface HttpRequest {
  target: Target;
  /** Flat list of names and values. */
  headers: string[];
  body: string;
  /** From now to the end of the response. */
  timeoutMs: number;
}

export interface HttpClient {
  /** @throws ClientClosedError, and nothing else */
  send(request: HttpRequest): Promise<Exchange>;
  /** Ends all connections at once. Who wants to let exchanges finish waits for them first. */
  close(): Promise<void>;
}

/** The exchange's own timer comes first; this one only ends the socket that it left behind. */
const CONNECT_GRACE_MS = 1_000;

export function createHttpClient(options: HttpClientOptions): HttpClient {
  const { policy, maxResponseBytes = 20_000, ca } = options;
  const resolve = joinLookups(options.resolve ?? systemResolve);
  const connecting = new Set<Socket>();
  const kept = createKeptConnections();
  // One agent per timeout, so that a connection attempt is given up together with the request that wanted it.
  const agents = new Map<string, Agent>();
  // Judged once: neither a target nor the policy changes.
  const permitted = new WeakSet<Target>();
  let isClosed = false;

  function refusalOf(target: Target): Refusal | null {
    if (permitted.has(target)) return null;
    const refusal = policy.checkUrl(target.url);
    if (!refusal) permitted.add(target);
    return refusal;
  }

  function agentFor(timeoutMs: number, connections: 'kept' | 'new'): Agent {
    const key = `${timeoutMs} ${connections}`;
    const existing = agents.get(key);
    if (existing) return existing;
    // No limit of connections: behind a slow destination's requests another one on the same host would wait.
    const agent = new Agent({
      connect: connectorFor(timeoutMs),
      headersTimeout: 0,
      bodyTimeout: 0,
      ...(connections === 'kept' ? { factory: kept.createPool } : { pipelining: 0 }),
    });
    agents.set(key, agent);
    return agent;
  }

  function connectorFor(requestTimeoutMs: number): buildConnector.connector {
    const timeoutMs = requestTimeoutMs + CONNECT_GRACE_MS;
    return policy.proxy
      ? createProxyConnector({ proxy: policy.proxy, timeoutMs, ca, connecting })
      : createDialer({ policy, timeoutMs, resolve, ca, connecting });
  }

  return {
    send({ target, headers, body, timeoutMs }) {
      if (isClosed) return Promise.reject(new ClientClosedError());
      const refusal = refusalOf(target);
      if (refusal) return Promise.resolve({ kind: 'address', message: refusal.message });

      return new Promise((settle, reject) => {
        const { origin, path } = target;
        const request = { origin, path, method: 'POST', headers, body } as const;
        const handler = createExchangeHandler({
          ...{ timeoutMs, maxResponseBytes, settle, reject },
          repeat: () => agentFor(timeoutMs, 'new').dispatch(request, handler),
        });
        agentFor(timeoutMs, 'kept').dispatch(request, kept.watch(request, handler));
      });
    },

    async close() {
      isClosed = true;
      const destroyed = [...agents.values()].map((agent) => agent.destroy(new ClientClosedError()));
      for (const socket of connecting) socket.destroy();
      connecting.clear();
      await Promise.all(destroyed);
    },
  };
}

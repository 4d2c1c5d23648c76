/**
 * Sends one POST and reports what became of it. Keeps connections, dials only what the policy allows, follows no
 * redirect and repeats nothing but a request whose kept connection was closed under it: whether to try again is
 * decided elsewhere.
 */
import { type Socket } from 'node:net';

import { Agent, type buildConnector } from 'undici';

import { createDialer, joinLookups, systemResolve, type Resolve } from './address-guard';
import { ClientClosedError } from './client-errors';
import { createDeadlines } from './deadlines';
import { type Exchange } from './exchange';
import { createKeptPool } from './kept-connections';
import { type NetworkPolicy, type Refusal } from './network-policy';
import { type ExchangeHost, type HttpRequest, OpenExchange } from './open-exchange';
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

export interface HttpClient {
  /** @throws ClientClosedError, and nothing else */
  send(request: HttpRequest): Promise<Exchange>;
  /** Ends all connections at once. Who wants to let exchanges finish waits for them first. */
  close(): Promise<void>;
}

/** How requests with the same timeout go out. */
interface Route extends ExchangeHost {
  kept: Agent;
  /** Each request on a connection of its own. */
  fresh: Agent;
}

/** The exchange's own deadline comes first; this one only ends the socket that it left behind. */
const CONNECT_GRACE_MS = 1_000;

export function createHttpClient(options: HttpClientOptions): HttpClient {
  const { policy, maxResponseBytes = 20_000, ca } = options;
  const resolve = joinLookups(options.resolve ?? systemResolve);
  const connecting = new Set<Socket>();
  // One for each timeout, so that a connection attempt is given up together with the request that wanted it.
  const routes = new Map<number, Route>();
  // Judged once: neither a target nor the policy changes.
  const permitted = new WeakSet<Target>();
  let isClosed = false;

  function refusalOf(target: Target): Refusal | null {
    if (permitted.has(target)) return null;
    const refusal = policy.checkUrl(target.url);
    if (!refusal) permitted.add(target);
    return refusal;
  }

  function routeFor(timeoutMs: number): Route {
    const existing = routes.get(timeoutMs);
    if (existing) return existing;
    // No limit of connections: behind a slow destination's requests another one on the same host would wait.
    const common = { connect: connectorFor(timeoutMs), headersTimeout: 0, bodyTimeout: 0 };
    const fresh = new Agent({ ...common, pipelining: 0 });
    const route: Route = {
      kept: new Agent({ ...common, factory: createKeptPool }),
      fresh,
      maxResponseBytes,
      deadlines: createDeadlines(timeoutMs),
      repeat: (exchange) => fresh.dispatch(exchange, exchange),
    };
    routes.set(timeoutMs, route);
    return route;
  }

  function connectorFor(requestTimeoutMs: number): buildConnector.connector {
    const timeoutMs = requestTimeoutMs + CONNECT_GRACE_MS;
    return policy.proxy
      ? createProxyConnector({ proxy: policy.proxy, timeoutMs, ca, connecting })
      : createDialer({ policy, timeoutMs, resolve, ca, connecting });
  }

  return {
    send(request) {
      if (isClosed) return Promise.reject(new ClientClosedError());
      const refusal = refusalOf(request.target);
      if (refusal) return Promise.resolve({ kind: 'address', message: refusal.message });

      return new Promise((resolve, reject) => {
        const route = routeFor(request.timeoutMs);
        const exchange = new OpenExchange(request, route, resolve, reject);
        route.kept.dispatch(exchange, exchange);
      });
    },

    async close() {
      isClosed = true;
      const agents = [...routes.values()].flatMap(({ kept, fresh }) => [kept, fresh]);
      const destroyed = agents.map((agent) => agent.destroy(new ClientClosedError()));
      for (const socket of connecting) socket.destroy();
      connecting.clear();
      await Promise.all(destroyed);
    },
  };
}

/**
 * Connections through an egress proxy: CONNECT for https and http alike, so that a failing proxy and a failing
 * destination can be told apart.
 */
import { request as requestHttp } from 'node:http';
import { request as requestHttps } from 'node:https';
import { type Socket } from 'node:net';

import { buildConnector } from 'undici';

import { ProxyFailedError, ProxyUnreachableError } from './client-errors';
import { trackConnecting } from './connecting';
import { decodeUserInfo } from './target';

export interface ProxyOptions {
  proxy: URL;
  timeoutMs: number;
  /** Certificate authorities to trust instead of the built-in ones. */
  ca?: string;
  /** Sockets that are being connected, so that a closing client can end them. */
  connecting: Set<Socket>;
}

/** Statuses by which proxies say that the other side does not answer. */
const UNREACHABLE = new Set([502, 503, 504]);

/** A connector for undici. */
export function createProxyConnector(options: ProxyOptions): buildConnector.connector {
  const trust = options.ca === undefined ? {} : { ca: options.ca };
  const secure = trackConnecting(
    buildConnector({ timeout: options.timeoutMs, ...trust }),
    options.connecting
  );

  return (target, callback) => {
    openTunnel(options, authority(target), (...result) => {
      const [error, socket] = result;
      if (error) callback(error, null);
      else if (target.protocol === 'https:') secure({ ...target, httpSocket: socket }, callback);
      else callback(null, socket);
    });
  };
}

function openTunnel(options: ProxyOptions, path: string, callback: buildConnector.Callback): void {
  const { proxy, timeoutMs, ca, connecting } = options;
  const send = proxy.protocol === 'https:' ? requestHttps : requestHttp;
  const request = send(proxy.origin, {
    method: 'CONNECT',
    path,
    headers: { host: path, ...authorization(proxy) },
    agent: false,
    ...(ca === undefined ? {} : { ca }),
  });
  let current: Socket | null = null;
  const settle: buildConnector.Callback = (...result) => {
    clearTimeout(timer);
    if (current) connecting.delete(current);
    callback(...result);
  };
  const timer = setTimeout(() => {
    request.destroy(new Error(`no answer within ${timeoutMs / 1_000} s`));
  }, timeoutMs);

  request.on('socket', (socket) => connecting.add((current = socket)));
  request.on('error', (cause) => {
    settle(new ProxyFailedError(`The egress proxy failed: ${cause.message}.`, { cause }), null);
  });
  request.on('connect', ({ statusCode = 0 }, socket: Socket, head) => {
    if (statusCode >= 200 && statusCode < 300) {
      if (head.length > 0) socket.unshift(head);
      socket.setNoDelay(true);
      settle(null, socket);
      return;
    }
    socket.on('error', ignoreAfterEnd).destroy();
    settle(refusedTunnel(statusCode), null);
  });
  request.end();
}

function refusedTunnel(statusCode: number): Error {
  return UNREACHABLE.has(statusCode)
    ? new ProxyUnreachableError(`The egress proxy could not reach the destination (${statusCode}).`)
    : new ProxyFailedError(`The egress proxy refused the connection (${statusCode}).`);
}

/** The tunnel is given up already; what its socket still says changes nothing. */
function ignoreAfterEnd(): void {}

function authority({ hostname, port, protocol }: buildConnector.Options): string {
  const host = hostname.includes(':') ? `[${hostname}]` : hostname;
  return `${host}:${port || (protocol === 'https:' ? 443 : 80)}`;
}

function authorization({ username, password }: URL): Record<string, string> {
  if (username === '' && password === '') return {};
  const credentials = `${decodeUserInfo(username)}:${decodeUserInfo(password)}`;
  return { 'proxy-authorization': `Basic ${Buffer.from(credentials).toString('base64')}` };
}

/**
 * Connections that are kept for the next request. A receiver may close one at the very moment it is used again;
 * the request then fails through nobody's fault. This says so, and repeats nothing itself.
 */
import { type Socket } from 'node:net';

import { type buildConnector, Client, type Dispatcher, Pool } from 'undici';

/** How undici and Node say that a connection is gone. */
const GONE = new Set(['UND_ERR_SOCKET', 'ECONNRESET', 'EPIPE']);

/** A connection that had carried an answer before was gone before the answer to this request began. */
export class KeptConnectionLostError extends Error {
  override readonly name = 'KeptConnectionLostError';
}

type ClientOptions = Client.Options & { connect: buildConnector.connector };

export interface KeptConnections {
  /** For an agent. */
  createPool(origin: string | URL, options: object): Dispatcher;
  /** Hands on a KeptConnectionLostError instead of the error itself. */
  watch(
    request: Dispatcher.DispatchOptions,
    handler: Dispatcher.DispatchHandler
  ): Dispatcher.DispatchHandler;
}

export function createKeptConnections(): KeptConnections {
  const answered = new WeakSet<Socket>();
  const socketOf = new WeakMap<Dispatcher.DispatchOptions, () => Socket | null>();

  /** A client has one connection at a time, and one request on it. */
  function createClient(origin: URL, options: object): Client {
    let current: Socket | null = null;
    const { connect, ...others } = options as ClientOptions;
    const client = new Client(origin, {
      ...others,
      connect: (target, callback) =>
        connect(target, (...result) => {
          current = result[1];
          callback(...result);
        }),
    });
    const dispatch = client.dispatch.bind(client);
    client.dispatch = (request, handler) => {
      socketOf.set(request, () => current);
      return dispatch(request, handler);
    };
    return client;
  }

  return {
    createPool: (origin, options) => new Pool(origin, { ...options, factory: createClient }),

    watch(request, handler) {
      let socket: Socket | null = null;
      let isKept = false;
      return {
        ...handler,
        onRequestStart(controller, context) {
          socket = socketOf.get(request)?.() ?? null;
          isKept = socket !== null && answered.has(socket);
          handler.onRequestStart?.(controller, context);
        },
        onResponseStart(...answer) {
          if (socket) answered.add(socket);
          isKept = false;
          handler.onResponseStart?.(...answer);
        },
        onResponseError(controller, error) {
          const isLost = isKept && 'code' in error && GONE.has(String(error.code));
          const cause = isLost
            ? new KeptConnectionLostError(error.message, { cause: error })
            : error;
          handler.onResponseError?.(controller, cause);
        },
      };
    },
  };
}

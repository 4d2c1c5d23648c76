/**
 * Connections that are kept for the next request. A receiver may close one at the very moment it is used again;
 * the request then fails through nobody's fault. This tells each request enough to know that.
 */
import { type buildConnector, Client, type Dispatcher, Pool } from 'undici';

import { OpenExchange } from './open-exchange';

type ClientOptions = Client.Options & { connect: buildConnector.connector };

/** For an agent. */
export function createKeptPool(origin: string | URL, options: object): Dispatcher {
  return new Pool(origin, { ...options, factory: createClient });
}

/** A client has one connection at a time, and one request on it. */
function createClient(origin: URL, options: object): Client {
  const place = { hasAnswered: false };
  const { connect, ...others } = options as ClientOptions;
  const client = new Client(origin, {
    ...others,
    connect: (target, callback) =>
      connect(target, (...result) => {
        place.hasAnswered = false;
        callback(...result);
      }),
  });
  const dispatch = client.dispatch.bind(client);
  client.dispatch = (request, handler) => {
    if (request instanceof OpenExchange) request.place = place;
    return dispatch(request, handler);
  };
  return client;
}

/** Remembers the sockets that are being connected: undici cannot end those, a closing client must. */
import { Socket } from 'node:net';

import { type buildConnector } from 'undici';

export function trackConnecting(
  connect: buildConnector.connector,
  connecting: Set<Socket>
): buildConnector.connector {
  return (target, callback) => {
    // undici's connector returns the socket although its type does not say so; it never calls back at once.
    const socket: unknown = connect(target, (...result) => {
      if (socket instanceof Socket) connecting.delete(socket);
      callback(...result);
    });
    if (socket instanceof Socket) connecting.add(socket);
  };
}

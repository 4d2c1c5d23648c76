/** The request that every contender makes: undici's `dispatch`, the fastest that Node has. */
import { Agent } from 'undici';

import { headersOf } from './message.mjs';

/** @returns {{ send(message: object): Promise<number>, close(): Promise<void> }} `send` gives the HTTP status */
export function createSender(target) {
  const agent = new Agent();
  const { origin, pathname: path } = new URL(target);

  return {
    send(message) {
      const body = JSON.stringify(message);
      return new Promise((resolve, reject) => {
        let status = 0;
        agent.dispatch(
          { origin, path, method: 'POST', headers: headersOf(body), body },
          {
            onRequestStart() {},
            onResponseStart(_controller, statusCode) {
              status = statusCode;
            },
            onResponseData() {},
            onResponseEnd: () => resolve(status),
            onResponseError: (_controller, error) => reject(error),
          }
        );
      });
    },
    close: () => agent.close(),
  };
}

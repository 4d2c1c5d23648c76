/** A real receiver of webhooks: keeps what arrives and answers as the test wants. */
import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http';
import { type AddressInfo } from 'node:net';

import { Webhook } from 'standardwebhooks';

import { type Message } from '../../contracts/message';
import { eventually } from './eventually';

export interface Received {
  headers: IncomingHttpHeaders;
  rawHeaders: string[];
  body: string;
  message: Message;
}

/** A status, or the test's own way to answer. */
export type Answer = number | ((received: Received, response: ServerResponse) => void);

export interface Receiver {
  url: string;
  received: Received[];
  /** For all requests from now on. */
  answer(next: Answer): void;
  /** Waits until `count` messages arrived since the last `clear`. */
  waitFor(count: number): Promise<Received[]>;
  clear(): void;
  stop(): Promise<void>;
}

export async function startReceiver(first: Answer = 200, port = 0): Promise<Receiver> {
  let current = first;
  const received: Received[] = [];

  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const body = Buffer.concat(chunks).toString();
      const entry = {
        headers: request.headers,
        rawHeaders: request.rawHeaders,
        body,
        message: JSON.parse(body),
      };
      received.push(entry);
      if (typeof current === 'function') current(entry, response);
      else response.writeHead(current).end();
    });
  });
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  const address = server.address() as AddressInfo;

  return {
    url: `http://127.0.0.1:${address.port}/hooks`,
    received,
    answer(next) {
      current = next;
    },
    waitFor: (count) =>
      eventually(`${count} messages at the receiver`, () =>
        received.length >= count ? received : null
      ),
    clear() {
      received.length = 0;
    },
    async stop() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** @throws when the signature does not belong to the body */
export function verify(secret: string, { headers, body }: Received): void {
  new Webhook(secret).verify(body, headers as Record<string, string>);
}

/** `Deploy article abc-en`, in the order of arrival. */
export function told(received: readonly Received[]): string[] {
  return received.map(({ message }) => `${message.action} ${message.type} ${message.originId}`);
}

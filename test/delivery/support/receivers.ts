/** Receivers on real sockets, free to break every rule of HTTP. */
import { createServer, type AddressInfo, type Socket } from 'node:net';
import { createServer as createTlsServer } from 'node:tls';

import { CERTIFICATE, PRIVATE_KEY } from './certificate';

export interface Receiver {
  url: string;
  port: number;
  /** Complete requests, as they came over the wire. */
  requests: string[];
  connectionCount(): number;
  /** The first connection. */
  connected: Promise<void>;
  /** The first bytes, whether or not they become a request. */
  bytes: Promise<void>;
  /** The end of the first connection. */
  hungUp: Promise<void>;
  close(): Promise<void>;
}

export type Behaviour = (socket: Socket, request: string) => void;

export interface ReceiverOptions {
  tls?: boolean;
  /** Called for every new connection, before anything is read. */
  onConnection?: (socket: Socket) => void;
}

const running = new Set<Receiver>();

/** Calls the behaviour for every complete request. */
export async function startReceiver(
  behaviour: Behaviour,
  options: ReceiverOptions = {}
): Promise<Receiver> {
  const requests: string[] = [];
  const sockets = new Set<Socket>();
  let connectionCount = 0;
  const connected = createSignal();
  const bytes = createSignal();
  const hungUp = createSignal();

  const accept = (socket: Socket) => {
    connectionCount += 1;
    sockets.add(socket);
    connected.raise();
    socket.on('close', () => {
      sockets.delete(socket);
      hungUp.raise();
    });
    socket.on('error', () => socket.destroy());
    options.onConnection?.(socket);

    let received = '';
    socket.on('data', (chunk) => {
      bytes.raise();
      received += chunk.toString('latin1');
      for (let end = endOfRequest(received); end > 0; end = endOfRequest(received)) {
        const request = received.slice(0, end);
        received = received.slice(end);
        requests.push(request);
        behaviour(socket, request);
      }
    });
  };
  const server = options.tls
    ? createTlsServer({ key: PRIVATE_KEY, cert: CERTIFICATE }, accept)
    : createServer(accept);
  server.on('tlsClientError', (_error: Error, socket: Socket) => socket.destroy());
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));

  const { port } = server.address() as AddressInfo;
  const receiver: Receiver = {
    url: `${options.tls ? 'https' : 'http'}://127.0.0.1:${port}/hooks`,
    port,
    requests,
    connectionCount: () => connectionCount,
    connected: connected.raised,
    bytes: bytes.raised,
    hungUp: hungUp.raised,
    close() {
      running.delete(receiver);
      for (const socket of sockets) socket.destroy();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
  running.add(receiver);
  return receiver;
}

export async function closeReceivers(): Promise<void> {
  await Promise.all([...running].map((receiver) => receiver.close()));
}

/** Writes the same bytes for every request. */
export function answer(text: string): Behaviour {
  return (socket) => socket.write(text);
}

export function ok(body = 'ok'): string {
  return `HTTP/1.1 200 OK\r\ncontent-length: ${Buffer.byteLength(body)}\r\n\r\n${body}`;
}

function createSignal(): { raise: () => void; raised: Promise<void> } {
  let raise = () => {};
  const raised = new Promise<void>((resolve) => (raise = resolve));
  return { raise, raised };
}

/** 0 while the request is not complete. */
function endOfRequest(text: string): number {
  const headEnd = text.indexOf('\r\n\r\n');
  if (headEnd < 0) return 0;
  const length = /^content-length: (\d+)$/im.exec(text.slice(0, headEnd).replaceAll('\r', ''));
  const end = headEnd + 4 + (length ? Number(length[1]) : 0);
  return text.length >= end ? end : 0;
}

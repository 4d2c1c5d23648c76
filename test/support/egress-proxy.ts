/** An egress proxy in front of one receiver, that works or fails as the test wants. */
import { createServer } from 'node:http';
import { connect, type AddressInfo, type Socket } from 'node:net';

/** `tunnel` works; a number is its answer to CONNECT. */
export type ProxyMode = 'tunnel' | 'refuse' | 'hang up' | number;

export interface EgressProxy {
  url: string;
  /** For all connections from now on; those that are there are ended. */
  mode(next: ProxyMode): Promise<void>;
  stop(): Promise<void>;
}

export async function startEgressProxy(receiverUrl: string): Promise<EgressProxy> {
  const receiverPort = Number(new URL(receiverUrl).port);
  const sockets = new Set<Socket>();
  let current: ProxyMode = 'tunnel';

  const server = createServer();
  server.on('connection', (socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket)).on('error', () => socket.destroy());
    if (current === 'hang up') socket.destroy();
  });
  server.on('connect', (_request, socket: Socket) => {
    if (typeof current === 'number') {
      socket.end(`HTTP/1.1 ${current} No\r\ncontent-length: 0\r\n\r\n`);
      return;
    }
    const upstream = connect(receiverPort, '127.0.0.1', () => {
      socket.write('HTTP/1.1 200 Connection Established\r\n\r\n');
      socket.pipe(upstream).pipe(socket);
    });
    upstream.on('error', () => socket.destroy());
    socket.on('close', () => upstream.destroy());
  });
  const listen = (port: number): Promise<void> =>
    new Promise((resolve) => server.listen(port, '127.0.0.1', resolve));
  await listen(0);
  const { port } = server.address() as AddressInfo;

  async function close(): Promise<void> {
    for (const socket of sockets) socket.destroy();
    if (server.listening) await new Promise((resolve) => server.close(resolve));
  }

  return {
    url: `http://127.0.0.1:${port}`,
    async mode(next) {
      await close();
      current = next;
      if (next !== 'refuse') await listen(port);
    },
    stop: close,
  };
}

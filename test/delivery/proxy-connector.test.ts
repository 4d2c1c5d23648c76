import { connect, type Socket } from 'node:net';

import { ClientClosedError } from '../../server/src/delivery/client-errors';
import { CERTIFICATE } from './support/certificate';
import { closeClients, requestTo, startClient } from './support/exchanges';
import { answer, closeReceivers, ok, startReceiver, type Receiver } from './support/receivers';

afterEach(async () => {
  await closeClients();
  await closeReceivers();
});

/** An egress proxy that sends every tunnel to the receiver, whatever host it was asked for. */
function startProxy(receiver: Receiver): Promise<Receiver> {
  const tunnelled = new WeakSet<Socket>();
  return startReceiver((socket) => {
    if (tunnelled.has(socket)) return;
    tunnelled.add(socket);
    const upstream = connect(receiver.port, '127.0.0.1', () => {
      socket.write('HTTP/1.1 200 Connection Established\r\n\r\n');
      socket.pipe(upstream).pipe(socket);
    });
    upstream.on('error', () => socket.destroy());
    socket.on('close', () => upstream.destroy());
  });
}

const STRICT = { allowLoopback: false };

describe('through an egress proxy', () => {
  it('plain http goes in a tunnel, and the name is left to the proxy', async () => {
    const receiver = await startReceiver(answer(ok('via')));
    const proxy = await startProxy(receiver);
    const client = startClient(
      { resolve: () => Promise.reject(new Error('not to be asked')) },
      { ...STRICT, proxy: `http://user:p%40s%@127.0.0.1:${proxy.port}` }
    );
    const headers = ['X-Team', 'web', 'X-Team', 'cms'];
    const exchange = await client.send(requestTo('http://shop.test/hooks', { headers }));

    expect(exchange).toMatchObject({ kind: 'answer', body: 'via' });
    expect(proxy.requests[0]).toMatch(/^CONNECT shop\.test:80 HTTP\/1\.1\r\n/);
    expect(proxy.requests[0]).toContain(
      `proxy-authorization: Basic ${Buffer.from('user:p@s%').toString('base64')}\r\n`
    );
    expect(receiver.requests[0]).toContain('host: shop.test\r\n');
    expect(receiver.requests[0]).toContain('X-Team: web\r\nX-Team: cms\r\n');
    expect(receiver.requests[0]).not.toContain('proxy-authorization');
  });

  it('https is encrypted up to the destination, whose certificate is checked', async () => {
    const receiver = await startReceiver(answer(ok('secure')), { tls: true });
    const proxy = await startProxy(receiver);
    const network = { ...STRICT, proxy: `http://127.0.0.1:${proxy.port}` };

    const trusting = startClient({ ca: CERTIFICATE }, network);
    const exchange = await trusting.send(requestTo('https://receiver.test/'));
    expect(exchange).toMatchObject({ kind: 'answer', body: 'secure' });
    expect(proxy.requests[0]).toMatch(/^CONNECT receiver\.test:443 /);

    const distrusting = startClient({}, network);
    expect(await distrusting.send(requestTo('https://receiver.test/'))).toMatchObject({
      kind: 'network',
      code: 'tls_failed',
    });
  });

  it('literal addresses are still refused here', async () => {
    const proxy = await startReceiver(answer(ok()));
    const client = startClient({}, { ...STRICT, proxy: `http://127.0.0.1:${proxy.port}` });
    expect((await client.send(requestTo('http://169.254.169.254/latest'))).kind).toBe('address');
    expect(proxy.connectionCount()).toBe(0);
  });

  it.each([
    [403, { kind: 'proxy', message: 'The egress proxy refused the connection (403).' }],
    [407, { kind: 'proxy', message: 'The egress proxy refused the connection (407).' }],
    [500, { kind: 'proxy', message: 'The egress proxy refused the connection (500).' }],
    [502, { kind: 'network', code: 'host_unreachable' }],
    [503, { kind: 'network', code: 'host_unreachable' }],
    [504, { kind: 'network', code: 'host_unreachable' }],
  ])('a tunnel answered %i is %j', async (status, expected) => {
    const proxy = await startReceiver((socket) => {
      socket.end(`HTTP/1.1 ${status} No\r\ncontent-length: 0\r\n\r\n`);
    });
    const client = startClient({}, { ...STRICT, proxy: `http://127.0.0.1:${proxy.port}` });
    expect(await client.send(requestTo('http://shop.test/'))).toMatchObject(expected);
  });

  it.each([
    ['refuses connections', null],
    ['hangs up', (socket: Socket) => socket.destroy()],
    ['does not speak HTTP', (socket: Socket) => socket.end('SSH-2.0-OpenSSH_9.6\r\n')],
  ])('a proxy that %s is not held against the destination', async (_what, onConnection) => {
    const proxy = await startReceiver(() => undefined, { onConnection: onConnection ?? undefined });
    if (!onConnection) await proxy.close();
    const client = startClient({}, { ...STRICT, proxy: `http://127.0.0.1:${proxy.port}` });
    expect(await client.send(requestTo('http://shop.test/'))).toMatchObject({
      kind: 'proxy',
      message: expect.stringMatching(/^The egress proxy failed: /),
    });
  });

  it('a proxy that never answers ends in a timeout', async () => {
    const proxy = await startReceiver(() => undefined);
    const client = startClient({}, { ...STRICT, proxy: `http://127.0.0.1:${proxy.port}` });
    const exchange = await client.send(requestTo('http://shop.test/', { timeoutMs: 200 }));
    expect(exchange.kind).toBe('timeout');
  });

  it('a proxy that never answers is hung up on when the client closes', async () => {
    const proxy = await startReceiver(() => undefined);
    const client = startClient({}, { ...STRICT, proxy: `http://127.0.0.1:${proxy.port}` });
    const sent = client.send(requestTo('http://shop.test/', { timeoutMs: 200_000 }));
    const closed = expect(sent).rejects.toThrow(ClientClosedError);
    await proxy.connected;
    await client.close();
    await closed;
    await proxy.hungUp;
  });

  it('a TLS handshake that never ends is given up when the client closes', async () => {
    const receiver = await startReceiver(() => undefined);
    const proxy = await startProxy(receiver);
    const client = startClient({}, { ...STRICT, proxy: `http://127.0.0.1:${proxy.port}` });
    const sent = client.send(requestTo('https://shop.test/', { timeoutMs: 200_000 }));
    const closed = expect(sent).rejects.toThrow(ClientClosedError);
    await receiver.bytes;
    await client.close();
    await closed;
    await receiver.hungUp;
  });
});

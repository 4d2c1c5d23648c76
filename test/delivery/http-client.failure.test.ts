import { createServer, type AddressInfo } from 'node:net';

import { CERTIFICATE } from './support/certificate';
import { closeClients, requestTo, startClient, untilConnectionIsFree } from './support/exchanges';
import { answer, closeReceivers, ok, startReceiver } from './support/receivers';

afterEach(async () => {
  await closeClients();
  await closeReceivers();
});

describe('a network failure', () => {
  it('is a refused connection', async () => {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    await new Promise((resolve) => server.close(resolve));

    expect(await startClient().send(requestTo(`http://127.0.0.1:${port}/`))).toEqual({
      kind: 'network',
      code: 'connection_refused',
      message: 'The destination refused the connection.',
    });
  });

  it('is a refused connection at every address of a name', async () => {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    await new Promise((resolve) => server.close(resolve));
    const resolve = async () => [
      { address: '127.0.0.1', family: 4 },
      { address: '127.0.0.2', family: 4 },
    ];
    const exchange = await startClient({ resolve }).send(
      requestTo(`http://receiver.test:${port}/`)
    );
    expect(exchange).toMatchObject({ kind: 'network', code: 'connection_refused' });
  });

  it('is a reset instead of an answer', async () => {
    const receiver = await startReceiver((socket) => socket.resetAndDestroy());
    expect(await startClient().send(requestTo(receiver.url))).toEqual({
      kind: 'network',
      code: 'connection_reset',
      message: 'The destination reset the connection.',
    });
  });

  it('is a reset within the body', async () => {
    const receiver = await startReceiver((socket) => {
      socket.write('HTTP/1.1 200 OK\r\ncontent-length: 9\r\n\r\na', () => socket.resetAndDestroy());
    });
    // The kernel may report the end of the stream before it reports the reset.
    expect(await startClient().send(requestTo(receiver.url))).toMatchObject({
      kind: 'network',
      code: expect.stringMatching(/^connection_(reset|closed)$/),
    });
  });

  it.each([
    ['instead of an answer', ''],
    ['within the headers', 'HTTP/1.1 200 OK\r\nx-a: 1\r\n'],
    ['within the body', 'HTTP/1.1 200 OK\r\ncontent-length: 9\r\n\r\na'],
    ['within a chunk', 'HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n9\r\nabc'],
  ])('is the end of the connection %s', async (_what, text) => {
    const receiver = await startReceiver((socket) => socket.end(text));
    expect(await startClient().send(requestTo(receiver.url))).toMatchObject({
      kind: 'network',
      code: 'connection_closed',
    });
  });

  it.each([false, true])(
    'is not a kept connection that ends as it is used again: the request is made once more on a new one (TLS: %s)',
    async (tls) => {
      let seconds = 0;
      const receiver = await startReceiver(
        (socket, request) => {
          if (request.includes('"second"')) seconds += 1;
          if (seconds === 1) socket.end();
          else socket.write(ok());
        },
        { tls }
      );
      const client = startClient({ ca: CERTIFICATE });
      await client.send(requestTo(receiver.url));
      await untilConnectionIsFree();
      const second = await client.send(requestTo(receiver.url, { body: '"second"' }));
      expect(second).toMatchObject({ kind: 'answer', httpStatus: 200 });
      expect([seconds, receiver.connectionCount()]).toEqual([2, 2]);
    }
  );

  it('is a kept connection that ends as it is used again, and a new one that ends as well', async () => {
    const receiver = await startReceiver((socket, request) => {
      if (request.includes('"second"')) socket.end();
      else socket.write(ok());
    });
    const client = startClient();
    await client.send(requestTo(receiver.url));
    await untilConnectionIsFree();
    expect(await client.send(requestTo(receiver.url, { body: '"second"' }))).toMatchObject({
      kind: 'network',
      code: 'connection_closed',
    });
    expect(receiver.requests.filter((request) => request.includes('"second"'))).toHaveLength(2);
    expect((await client.send(requestTo(receiver.url))).kind).toBe('answer');
  });

  it.each([
    ['that is not HTTP', 'SSH-2.0-OpenSSH_9.6\r\n'],
    ['with two lengths', 'HTTP/1.1 200 OK\r\ncontent-length: 1\r\ncontent-length: 2\r\n\r\nab'],
    [
      'with a length and chunks',
      'HTTP/1.1 200 OK\r\ncontent-length: 5\r\ntransfer-encoding: chunked\r\n\r\n0\r\n\r\n',
    ],
    ['with a status that is no number', 'HTTP/1.1 abc OK\r\n\r\n'],
    ['with a megabyte of headers', `HTTP/1.1 200 OK\r\nx-a: ${'a'.repeat(1_000_000)}\r\n\r\n`],
  ])('is an answer %s', async (_what, text) => {
    const receiver = await startReceiver((socket) => socket.end(text));
    expect(await startClient().send(requestTo(receiver.url))).toMatchObject({
      kind: 'network',
      code: 'invalid_response',
    });
  });

  it.each([
    [
      'an upgrade that nobody asked for',
      'HTTP/1.1 101 Switching Protocols\r\nconnection: upgrade\r\nupgrade: x\r\n\r\n',
    ],
    ['a 100 that nobody asked for', 'HTTP/1.1 100 Continue\r\n\r\n'],
  ])('is %s', async (_what, text) => {
    const receiver = await startReceiver(answer(text));
    expect((await startClient().send(requestTo(receiver.url))).kind).toBe('network');
  });

  it('is a name that cannot be resolved', async () => {
    const resolve = () =>
      Promise.reject(Object.assign(new Error('getaddrinfo'), { code: 'ENOTFOUND' }));
    expect(await startClient({ resolve }).send(requestTo('http://nowhere.test/'))).toEqual({
      kind: 'network',
      code: 'dns_failed',
      message: 'The host name of the destination could not be resolved.',
    });
  });

  it('is a name that the system cannot resolve', async () => {
    expect(await startClient().send(requestTo('http://nowhere.invalid/'))).toMatchObject({
      code: 'dns_failed',
    });
  });

  it('leaves the client fit for the next request', async () => {
    let count = 0;
    const receiver = await startReceiver((socket) => {
      count += 1;
      if (count % 2 === 1) socket.resetAndDestroy();
      else socket.write(ok());
    });
    const client = startClient();
    const kinds: string[] = [];
    for (let round = 0; round < 6; round += 1) {
      kinds.push((await client.send(requestTo(receiver.url))).kind);
    }
    expect(kinds).toEqual(['network', 'answer', 'network', 'answer', 'network', 'answer']);
  });
});

describe('TLS', () => {
  const resolve = async () => [{ address: '127.0.0.1', family: 4 }];

  it('works with a certificate that is trusted and names the host', async () => {
    const receiver = await startReceiver(answer(ok('secure')), { tls: true });
    const client = startClient({ ca: CERTIFICATE, resolve });
    const exchange = await client.send(requestTo(`https://receiver.test:${receiver.port}/`));
    expect(exchange).toMatchObject({ kind: 'answer', body: 'secure' });
  });

  it.each<[string, string | undefined, string, RegExp]>([
    ['is not trusted', undefined, 'receiver.test', /self-signed certificate/],
    ['names another host', CERTIFICATE, 'other.test', /other\.test/],
  ])('fails with a certificate that %s', async (_what, ca, host, message) => {
    const receiver = await startReceiver(answer(ok()), { tls: true });
    const client = startClient({ ca, resolve });
    const exchange = await client.send(requestTo(`https://${host}:${receiver.port}/`));
    expect(exchange).toMatchObject({
      kind: 'network',
      code: 'tls_failed',
      message: expect.stringMatching(message),
    });
    expect(receiver.requests).toEqual([]);
  });

  it('fails with a receiver that speaks plain HTTP', async () => {
    const receiver = await startReceiver(answer(ok()), {
      onConnection: (socket) => socket.write('HTTP/1.1 400 Bad Request\r\n\r\n'),
    });
    const exchange = await startClient().send(requestTo(receiver.url.replace('http:', 'https:')));
    expect(exchange).toMatchObject({ kind: 'network', code: 'tls_failed' });
  });
});

import { execFile } from 'node:child_process';
import { createServer, type AddressInfo } from 'node:net';
import { join } from 'node:path';
import { promisify } from 'node:util';

import { ClientClosedError } from '../../server/src/delivery/client-errors';
import { CERTIFICATE } from './support/certificate';
import { closeClients, requestTo, startClient } from './support/exchanges';
import { answer, closeReceivers, ok, startReceiver } from './support/receivers';

afterEach(async () => {
  await closeClients();
  await closeReceivers();
});

const SHORT = { timeoutMs: 200 };

describe('a request', () => {
  it('is a POST with the headers in their order and case, a length and no chunks', async () => {
    const receiver = await startReceiver(answer(ok()));
    const headers = [
      'content-type',
      'application/json',
      'X-Team',
      'web',
      'X-TEAM',
      'cms',
      'x-b',
      '1',
    ];
    const request = requestTo(`${receiver.url}?a=1#b`, { headers, body: '{"a":"ż"}' });
    await startClient().send(request);

    const [head, body] = receiver.requests[0].split('\r\n\r\n');
    expect(head.split('\r\n')).toEqual([
      'POST /hooks?a=1 HTTP/1.1',
      `host: 127.0.0.1:${receiver.port}`,
      'connection: keep-alive',
      'content-type: application/json',
      'X-Team: web',
      'X-TEAM: cms',
      'x-b: 1',
      'content-length: 10',
    ]);
    expect(Buffer.from(body, 'latin1').toString()).toBe('{"a":"ż"}');
  });

  it('uses the connection of the one before', async () => {
    const receiver = await startReceiver(answer(ok()));
    const client = startClient();
    await client.send(requestTo(receiver.url));
    await client.send(requestTo(receiver.url));
    expect(receiver.requests).toHaveLength(2);
    expect(receiver.connectionCount()).toBe(1);
  });

  it('does not wait behind a slow one to the same host', async () => {
    const receiver = await startReceiver((socket, request) => {
      if (request.includes('"fast"')) socket.write(ok());
    });
    const client = startClient();
    const slow = Array.from({ length: 30 }, () =>
      client.send(requestTo(receiver.url, { timeoutMs: 1_000 }))
    );
    const fast = await client.send(requestTo(receiver.url, { body: '"fast"', timeoutMs: 900 }));

    expect(fast.kind).toBe('answer');
    expect((await Promise.all(slow)).map(({ kind }) => kind)).toEqual(Array(30).fill('timeout'));
  });

  it.each([
    ['a line break in a value', ['X-Team', 'web\r\nX-Forged: 1']],
    ['a lone line feed in a value', ['X-Team', 'web\nX-Forged: 1']],
    ['a lone carriage return in a value', ['X-Team', 'web\rX-Forged: 1']],
    ['NUL in a value', ['X-Team', 'web\0']],
    ['characters beyond Latin-1 in a value', ['X-Team', 'żółw']],
    ['a line break in a name', ['X-Team\r\nX-Forged', '1']],
    ['a colon in a name', ['X-Team: forged', '1']],
    ['a space in a name', ['X Team', '1']],
    ['an empty name', ['', '1']],
    ['a second length', ['content-length', '3']],
    ['chunks', ['transfer-encoding', 'chunked']],
    ['an upgrade', ['upgrade', 'h2c']],
    ['an expectation', ['expect', '100-continue']],
  ])('with %s is invalid and nothing of it is sent', async (_what, headers) => {
    const receiver = await startReceiver(answer(ok()));
    const client = startClient();
    expect(await client.send(requestTo(receiver.url, { headers }))).toMatchObject({
      kind: 'invalid',
      message: expect.stringMatching(/^The request cannot be sent: /),
    });
    // The next one is served, and it is the only one that arrived.
    expect((await client.send(requestTo(receiver.url))).kind).toBe('answer');
    expect(receiver.requests).toHaveLength(1);
  });
});

describe('an answer', () => {
  it('carries status, headers and body', async () => {
    const receiver = await startReceiver(
      answer(
        'HTTP/1.1 503 Busy\r\nRetry-After: 7\r\nX-A: 1\r\nX-A: 2\r\ncontent-length: 4\r\n\r\nbusy'
      )
    );
    expect(await startClient().send(requestTo(receiver.url))).toEqual({
      kind: 'answer',
      httpStatus: 503,
      headers: { 'retry-after': '7', 'x-a': ['1', '2'], 'content-length': '4' },
      body: 'busy',
    });
  });

  it.each([
    ['HTTP/1.0 until the connection ends', 'HTTP/1.0 200 OK\r\n\r\nold', 'old'],
    ['HTTP/1.1 without a length', 'HTTP/1.1 200 OK\r\nconnection: close\r\n\r\nold', 'old'],
    [
      'in chunks',
      'HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n2\r\nol\r\n1\r\nd\r\n0\r\n\r\n',
      'old',
    ],
    ['without a body', 'HTTP/1.1 204 No Content\r\n\r\n', ''],
    ['after early hints', `HTTP/1.1 103 Early Hints\r\nlink: </a>\r\n\r\n${ok('x')}`, 'x'],
    ['after a 102', `HTTP/1.1 102 Processing\r\n\r\n${ok('x')}`, 'x'],
  ])('may come %s', async (_what, text, body) => {
    const receiver = await startReceiver((socket) => socket.end(text));
    const exchange = await startClient().send(requestTo(receiver.url));
    expect(exchange).toMatchObject({ kind: 'answer', body });
  });

  it.each([301, 302, 307, 308])('%i is not followed', async (status) => {
    const other = await startReceiver(answer(ok()));
    const receiver = await startReceiver(
      answer(`HTTP/1.1 ${status} Moved\r\nlocation: ${other.url}\r\ncontent-length: 0\r\n\r\n`)
    );
    const exchange = await startClient().send(requestTo(receiver.url));
    expect(exchange).toMatchObject({ kind: 'answer', httpStatus: status });
    expect(other.connectionCount()).toBe(0);
  });

  it.each([600, 999])('may have the odd status %i', async (status) => {
    const receiver = await startReceiver(
      answer(`HTTP/1.1 ${status} Odd\r\ncontent-length: 0\r\n\r\n`)
    );
    expect(await startClient().send(requestTo(receiver.url))).toMatchObject({ httpStatus: status });
  });

  it('may have headers that are named like properties of every object', async () => {
    const names = ['__proto__', 'constructor', 'toString', '__proto__'];
    const lines = names.map((name, index) => `${name}: ${index}\r\n`).join('');
    const receiver = await startReceiver(
      answer(`HTTP/1.1 200 OK\r\n${lines}content-length: 0\r\n\r\n`)
    );
    const exchange = await startClient().send(requestTo(receiver.url));
    expect(exchange.kind === 'answer' && Object.entries(exchange.headers)).toEqual([
      ['__proto__', ['0', '3']],
      ['constructor', '1'],
      ['tostring', '2'],
      ['content-length', '0'],
    ]);
  });

  it('is text without NUL, whatever bytes it is made of', async () => {
    const receiver = await startReceiver((socket) => {
      socket.write('HTTP/1.1 200 OK\r\ncontent-length: 8\r\n\r\n');
      socket.write(Buffer.from([0x61, 0x00, 0xff, 0xc5, 0xbc, 0x00, 0x00, 0x62]));
    });
    const exchange = await startClient().send(requestTo(receiver.url));
    expect(exchange).toMatchObject({ body: 'a\ufffdżb' });
  });

  it('is read up to the limit when it is exactly as long, and its connection is kept', async () => {
    const receiver = await startReceiver(answer(ok('x'.repeat(20_000))));
    const client = startClient();
    for (let count = 0; count < 2; count += 1) {
      const exchange = await client.send(requestTo(receiver.url));
      expect(exchange.kind === 'answer' && exchange.body).toHaveLength(20_000);
    }
    expect(receiver.connectionCount()).toBe(1);
  });

  it('of a gigabyte costs no more than its beginning, and its status counts', async () => {
    let written = 0;
    const block = Buffer.alloc(65_536, 'y');
    const receiver = await startReceiver((socket) => {
      socket.write('HTTP/1.1 200 OK\r\ncontent-length: 1000000000\r\n\r\n');
      const pour = () => {
        do written += block.length;
        while (!socket.destroyed && socket.write(block));
      };
      socket.on('drain', pour);
      pour();
    });
    const exchange = await startClient().send(requestTo(receiver.url));
    expect(exchange).toMatchObject({ kind: 'answer', httpStatus: 200, body: 'y'.repeat(20_000) });
    expect(written).toBeLessThan(50_000_000);
  });

  it('that exceeds the limit and never ends is not waited for', async () => {
    const receiver = await startReceiver(
      answer(
        `HTTP/1.1 500 No\r\ntransfer-encoding: chunked\r\n\r\nffff\r\n${'z'.repeat(0xffff)}\r\n`
      )
    );
    const exchange = await startClient({ maxResponseBytes: 10 }).send(requestTo(receiver.url));
    expect(exchange).toMatchObject({ kind: 'answer', httpStatus: 500, body: 'z'.repeat(10) });
  });
});

describe('a timeout', () => {
  it('ends a request that gets no answer', async () => {
    const receiver = await startReceiver(() => undefined);
    expect(await startClient().send(requestTo(receiver.url, SHORT))).toEqual({
      kind: 'timeout',
      timeoutMs: 200,
      httpStatus: null,
    });
  });

  it('ends an answer whose headers came and whose body never ends', async () => {
    const receiver = await startReceiver(answer('HTTP/1.1 200 OK\r\ncontent-length: 5\r\n\r\nab'));
    expect(await startClient().send(requestTo(receiver.url, SHORT))).toEqual({
      kind: 'timeout',
      timeoutMs: 200,
      httpStatus: 200,
    });
  });

  it('ends an answer that drips byte by byte, in the body or in the headers', async () => {
    for (const start of [
      'HTTP/1.1 200 OK\r\ncontent-length: 9999\r\n\r\n',
      'HTTP/1.1 200 OK\r\nx-a: ',
    ]) {
      const receiver = await startReceiver((socket) => {
        socket.write(start);
        const drip = setInterval(() => socket.write('a'), 20);
        socket.on('close', () => clearInterval(drip));
      });
      expect((await startClient().send(requestTo(receiver.url, SHORT))).kind).toBe('timeout');
    }
  });

  it('ends endless early hints', async () => {
    const receiver = await startReceiver((socket) => {
      const hint = setInterval(() => socket.write('HTTP/1.1 103 Early Hints\r\n\r\n'), 20);
      socket.on('close', () => clearInterval(hint));
    });
    expect((await startClient().send(requestTo(receiver.url, SHORT))).kind).toBe('timeout');
  });

  it('hangs up, so that the receiver notices', async () => {
    let hungUp: () => void;
    const closed = new Promise<void>((resolve) => (hungUp = resolve));
    const receiver = await startReceiver(() => undefined, {
      onConnection: (socket) => socket.on('close', () => hungUp()),
    });
    await startClient().send(requestTo(receiver.url, SHORT));
    await closed;
  });

  it('that strikes before there is a connection also keeps the request from being written later', async () => {
    const receiver = await startReceiver(answer(ok()));
    let resolveName: () => void = () => undefined;
    const named = new Promise<void>((resolve) => (resolveName = resolve));
    const client = startClient({
      resolve: async () => {
        await named;
        return [{ address: '127.0.0.1', family: 4 }];
      },
    });
    const url = `http://receiver.test:${receiver.port}/`;
    expect((await client.send(requestTo(url, { ...SHORT, body: '"late"' }))).kind).toBe('timeout');

    resolveName();
    expect((await client.send(requestTo(url, { body: '"next"' }))).kind).toBe('answer');
    expect(receiver.requests.map((request) => request.split('\r\n\r\n')[1])).toEqual(['"next"']);
  });
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

  it.each([
    ['a reset instead of an answer', 'connection_reset', (): string => ''],
    [
      'a reset within the body',
      'connection_reset',
      () => 'HTTP/1.1 200 OK\r\ncontent-length: 9\r\n\r\na',
    ],
  ])('is %s', async (_what, code, text) => {
    const receiver = await startReceiver((socket) => {
      socket.write(text(), () => setImmediate(() => socket.resetAndDestroy()));
    });
    expect(await startClient().send(requestTo(receiver.url))).toMatchObject({
      kind: 'network',
      code,
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

  it('is a kept connection that ends as it is used again; the request is not repeated', async () => {
    const receiver = await startReceiver((socket, request) => {
      if (request.includes('"second"')) socket.end();
      else socket.write(ok());
    });
    const client = startClient();
    await client.send(requestTo(receiver.url));
    expect(await client.send(requestTo(receiver.url, { body: '"second"' }))).toMatchObject({
      kind: 'network',
      code: 'connection_closed',
    });
    expect(receiver.requests.filter((request) => request.includes('"second"'))).toHaveLength(1);
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

describe('closing', () => {
  it('ends what is in flight without an outcome and refuses what comes later', async () => {
    const receiver = await startReceiver(() => undefined);
    const client = startClient();
    const inFlight = expect(client.send(requestTo(receiver.url))).rejects.toThrow(
      ClientClosedError
    );
    const lookingUp = startClient({ resolve: () => new Promise(() => undefined) });
    const waiting = expect(lookingUp.send(requestTo('http://slow.test/'))).rejects.toThrow(
      ClientClosedError
    );
    await Promise.all([client.close(), lookingUp.close()]);

    await inFlight;
    await waiting;
    await expect(client.send(requestTo(receiver.url))).rejects.toThrow(ClientClosedError);
    await client.close();
  });

  it('lets the process end, also with kept, hanging and unconnected sockets', async () => {
    const receiver = await startReceiver((socket, request) => {
      if (!request.includes('"hang"')) socket.write(ok());
    });
    const script = join(__dirname, 'support', 'close-and-exit.js');
    const { stdout } = await promisify(execFile)(process.execPath, [script, receiver.url], {
      timeout: 15_000,
    });
    expect(stdout).toBe('answer, closed: 2');
  });
});

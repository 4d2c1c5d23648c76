import { closeClients, requestTo, startClient, untilConnectionIsFree } from './support/exchanges';
import { answer, closeReceivers, ok, startReceiver } from './support/receivers';

afterEach(async () => {
  await closeClients();
  await closeReceivers();
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
      await untilConnectionIsFree();
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
    await receiver.hungUp;
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

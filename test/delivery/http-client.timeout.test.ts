import { closeClients, requestTo, startClient } from './support/exchanges';
import { answer, closeReceivers, ok, startReceiver } from './support/receivers';

afterEach(async () => {
  await closeClients();
  await closeReceivers();
});

const SHORT = { timeoutMs: 200 };

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
    const receiver = await startReceiver(() => undefined);
    await startClient().send(requestTo(receiver.url, SHORT));
    await receiver.hungUp;
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

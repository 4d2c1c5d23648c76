import { closeClients, requestTo, startClient, untilConnectionIsFree } from './support/exchanges';
import { answer, closeReceivers, ok, startReceiver } from './support/receivers';

afterEach(async () => {
  await closeClients();
  await closeReceivers();
});

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
    await untilConnectionIsFree();
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

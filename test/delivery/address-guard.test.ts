import { type LookupAddress } from 'node:dns';

import { CERTIFICATE } from './support/certificate';
import { closeClients, requestTo, startClient } from './support/exchanges';
import { answer, closeReceivers, ok, startReceiver } from './support/receivers';

afterEach(async () => {
  await closeClients();
  await closeReceivers();
});

const NO_LOOPBACK = { allowLoopback: false };

function v4(...addresses: string[]): LookupAddress[] {
  return addresses.map((address) => ({ address, family: 4 }));
}

/** Gives its answers one after the other, the last one for ever; counts the questions. */
function createResolver(...answers: LookupAddress[][]) {
  const asked: string[] = [];
  return {
    asked,
    resolve: async (hostname: string) => {
      asked.push(hostname);
      return answers[Math.min(asked.length, answers.length) - 1];
    },
  };
}

describe('a name', () => {
  it('that leads to this machine is refused, and no connection is opened', async () => {
    const receiver = await startReceiver(answer(ok()));
    const client = startClient({ resolve: createResolver(v4('127.0.0.1')).resolve }, NO_LOOPBACK);
    const exchange = await client.send(requestTo(`http://evil.test:${receiver.port}/`));
    expect(exchange).toEqual({
      kind: 'address',
      message:
        '"evil.test" resolves to an address that is not allowed: loopback. The setting network.allow can allow it.',
    });
    expect(receiver.connectionCount()).toBe(0);
  });

  it('is refused over TLS just the same', async () => {
    const receiver = await startReceiver(answer(ok()), { tls: true });
    const { resolve } = createResolver(v4('127.0.0.1'));
    const client = startClient({ resolve, ca: CERTIFICATE }, NO_LOOPBACK);
    const exchange = await client.send(requestTo(`https://receiver.test:${receiver.port}/`));
    expect(exchange.kind).toBe('address');
    expect(receiver.connectionCount()).toBe(0);
  });

  it('that leads to this machine only at the second lookup is refused at the second connection', async () => {
    const receiver = await startReceiver(answer(ok()));
    // 127.0.0.2 stands for a public address: it is allowed, and nobody listens there.
    const resolver = createResolver(v4('127.0.0.2'), v4('127.0.0.1'));
    const client = startClient(resolver, { ...NO_LOOPBACK, allow: ['127.0.0.2'] });
    const request = requestTo(`http://rebind.test:${receiver.port}/`);

    expect(await client.send(request)).toMatchObject({ code: 'connection_refused' });
    expect((await client.send(request)).kind).toBe('address');
    expect(resolver.asked).toEqual(['rebind.test', 'rebind.test']);
    expect(receiver.connectionCount()).toBe(0);
  });

  it('is looked up and checked for every new connection', async () => {
    const receiver = await startReceiver((socket) => {
      socket.end('HTTP/1.1 200 OK\r\nconnection: close\r\ncontent-length: 2\r\n\r\nok');
    });
    const resolver = createResolver(v4('127.0.0.1'), v4('127.0.0.1'), v4('10.0.0.1'));
    const client = startClient(resolver, { ...NO_LOOPBACK, allow: ['127.0.0.1'] });
    const request = requestTo(`http://rebind.test:${receiver.port}/`);
    const kinds: string[] = [];
    for (let round = 0; round < 4; round += 1) kinds.push((await client.send(request)).kind);

    expect(kinds).toEqual(['answer', 'answer', 'address', 'address']);
    expect(receiver.requests).toHaveLength(2);
  });

  it('with several addresses is dialled only at those that are allowed', async () => {
    const receiver = await startReceiver(answer(ok()));
    const found = [
      { address: '::1', family: 6 },
      ...v4('10.0.0.1', '192.168.0.1', '127.0.0.1'),
      { address: 'fd00::1', family: 6 },
    ];
    const client = startClient(createResolver(found), { ...NO_LOOPBACK, allow: ['127.0.0.1'] });
    const exchange = await client.send(requestTo(`http://mixed.test:${receiver.port}/`));
    expect(exchange.kind).toBe('answer');
  });

  it('without any address is a failure of DNS', async () => {
    const client = startClient(createResolver([]), NO_LOOPBACK);
    expect(await client.send(requestTo('http://empty.test/'))).toMatchObject({
      code: 'dns_failed',
    });
  });

  it('that network.allow names may lead anywhere', async () => {
    const receiver = await startReceiver(answer(ok()));
    const client = startClient(createResolver(v4('127.0.0.1')), {
      ...NO_LOOPBACK,
      allow: ['hooks.internal'],
    });
    const send = (host: string) => client.send(requestTo(`http://${host}:${receiver.port}/`));
    expect((await send('hooks.internal')).kind).toBe('answer');
    expect((await send('other.internal')).kind).toBe('address');
  });

  it('that the system resolves to this machine is refused', async () => {
    const receiver = await startReceiver(answer(ok()));
    const client = startClient({}, { allowLoopback: false, allow: ['192.0.2.1'] });
    const exchange = await client.send(requestTo(`http://localhost:${receiver.port}/`));
    expect(exchange.kind).toBe('address');
  });

  it('is looked up once for requests that start together', async () => {
    const receiver = await startReceiver(answer(ok()));
    const resolver = createResolver(v4('127.0.0.1'));
    const client = startClient(resolver);
    const url = `http://receiver.test:${receiver.port}/`;
    const sent = await Promise.all(Array.from({ length: 20 }, () => client.send(requestTo(url))));
    expect(sent.map(({ kind }) => kind)).toEqual(Array(20).fill('answer'));
    expect(resolver.asked).toHaveLength(1);
  });
});

describe('a literal address', () => {
  it.each(['127.0.0.1', '0x7f.1', '2130706433', '[::1]', '[::ffff:127.0.0.1]', '127.1.'])(
    '%s is refused, and no connection is opened',
    async (host) => {
      const receiver = await startReceiver(answer(ok()));
      const client = startClient({}, NO_LOOPBACK);
      const exchange = await client.send(requestTo(`http://${host}:${receiver.port}/`));
      expect(exchange.kind).toBe('address');
      expect(receiver.connectionCount()).toBe(0);
    }
  );

  it('behind a redirect is never seen', async () => {
    const inside = await startReceiver(answer(ok()));
    const outside = await startReceiver(
      answer(`HTTP/1.1 302 Found\r\nlocation: ${inside.url}\r\ncontent-length: 0\r\n\r\n`)
    );
    const client = startClient(createResolver(v4('127.0.0.1')), {
      ...NO_LOOPBACK,
      allow: ['outside.test'],
    });
    const exchange = await client.send(requestTo(`http://outside.test:${outside.port}/`));
    expect(exchange).toMatchObject({ kind: 'answer', httpStatus: 302 });
    expect(inside.connectionCount()).toBe(0);
  });
});

import { generateKeyPairSync } from 'node:crypto';

import { Webhook } from 'standardwebhooks';

import {
  type AttemptOptions,
  type AttemptRecord,
  createAttempt,
} from '../../server/src/delivery/attempt';
import { requestHeaders } from '../../server/src/delivery/history-headers';
import {
  type PreparedDelivery,
  type PreparedDestination,
} from '../../server/src/delivery/prepared-delivery';
import { generateSecret } from '../../server/src/destinations/secret';
import { closeClients, startClient } from './support/exchanges';
import { answer, closeReceivers, ok, startReceiver } from './support/receivers';

afterEach(async () => {
  await closeClients();
  await closeReceivers();
});

const secret = generateSecret();
const startedAt = 1_767_225_600_999;

function setup(options: Partial<AttemptOptions> = {}) {
  let elapsed = 1_000;
  const clock = { now: () => startedAt, elapsed: () => (elapsed += 42) };
  return createAttempt({
    client: startClient(),
    clock,
    version: '1.2.3',
    headerPrefix: 'X-Enterspeed',
    ...options,
  });
}

function deliveryTo(
  url: string,
  destination: Partial<PreparedDestination> = {},
  delivery: Partial<PreparedDelivery> = {}
): PreparedDelivery {
  return {
    id: 'msg_1',
    attemptNumber: 2,
    viewVersion: 17,
    body: '{"id":"gid://Environment/e"}',
    ...delivery,
    destination: {
      id: '6f0c',
      name: 'Café',
      url,
      credentials: null,
      headers: { 'X-Team': ['web', 'cms'] },
      accessKey: 'key-0123456789abcdef',
      secrets: [secret],
      payloadSignature: true,
      timeoutSeconds: 5,
      ...destination,
    },
  };
}

/** The headers of the request, as the history shows them. */
function shown({ requestHeaders: kept, number, startedAt: at }: AttemptRecord) {
  return requestHeaders(kept?.common ?? '[]', {
    attempt: number,
    viewVersion: 17,
    messageId: 'msg_1',
    timestamp: Math.floor(at / 1_000),
    signature: kept?.signature ?? '',
  });
}

describe('an attempt', () => {
  it('sends the message of the contract, which the receiver can verify', async () => {
    const receiver = await startReceiver(answer(ok()));
    await setup()(deliveryTo(receiver.url));

    const [head, body] = receiver.requests[0].split('\r\n\r\n');
    const signature = /^webhook-signature: (.*)$/m.exec(head)?.[1] ?? '';
    expect(head.split('\r\n')).toEqual([
      'POST /hooks HTTP/1.1',
      `host: 127.0.0.1:${receiver.port}`,
      'connection: keep-alive',
      'content-type: application/json',
      'user-agent: strapi-plugin-destinations/1.2.3',
      'x-api-key: key-0123456789abcdef',
      "X-Enterspeed-webhook-name: UTF-8''Caf%C3%A9",
      'X-Enterspeed-system: 1',
      'X-Enterspeed-webhook-id: 6f0c',
      'X-Enterspeed-attempt: 2',
      'X-Enterspeed-view-version: 17',
      'webhook-id: msg_1',
      'webhook-timestamp: 1767225600',
      `webhook-signature: ${signature}`,
      'X-Team: web',
      'X-Team: cms',
      'content-length: 28',
    ]);
    expect(body).toBe('{"id":"gid://Environment/e"}');
    expect(new Webhook(secret).sign('msg_1', new Date(1_767_225_600_000), body)).toBe(signature);
  });

  it('records what happened, with keys masked', async () => {
    const receiver = await startReceiver(
      answer(
        'HTTP/1.1 201 Created\r\nSet-Cookie: sid=1\r\nX-Id: 7\r\ncontent-length: 4\r\n\r\ndone'
      )
    );
    const record = await setup()(deliveryTo(receiver.url));
    const requestHeaders = shown(record);
    const responseHeaders = JSON.parse(record.responseHeaders);
    expect({ ...record, requestHeaders, responseHeaders }).toEqual({
      number: 2,
      startedAt,
      durationMs: 42,
      outcome: { kind: 'success', httpStatus: 201 },
      httpStatus: 201,
      requestHeaders: {
        'content-type': ['application/json'],
        'user-agent': ['strapi-plugin-destinations/1.2.3'],
        'x-api-key': ['••••cdef'],
        'X-Enterspeed-webhook-name': ["UTF-8''Caf%C3%A9"],
        'X-Enterspeed-system': ['1'],
        'X-Enterspeed-webhook-id': ['6f0c'],
        'X-Enterspeed-attempt': ['2'],
        'X-Enterspeed-view-version': ['17'],
        'webhook-id': ['msg_1'],
        'webhook-timestamp': ['1767225600'],
        'webhook-signature': [expect.stringMatching(/^v1,/)],
        'X-Team': ['web', 'cms'],
      },
      responseHeaders: { 'set-cookie': ['••••'], 'x-id': ['7'], 'content-length': ['4'] },
      responseBody: 'done',
      retryAfter: null,
    });
  });

  it('signs with every secret and with the identity', async () => {
    const receiver = await startReceiver(answer(ok()));
    const { privateKey: identity } = generateKeyPairSync('ed25519');
    const secrets = [secret, generateSecret()];
    const record = await setup()(deliveryTo(receiver.url, { secrets, identity }));
    const [signature] = shown(record)['webhook-signature'];
    expect(signature).toMatch(/^v1,\S+ v1,\S+ v1a,\S+$/);
  });

  it('does not sign when the destination wants no signature', async () => {
    const receiver = await startReceiver(answer(ok()));
    const { privateKey: identity } = generateKeyPairSync('ed25519');
    await setup()(deliveryTo(receiver.url, { payloadSignature: false, identity }));
    expect(receiver.requests[0]).not.toContain('webhook-signature');
    expect(receiver.requests[0]).toContain('webhook-timestamp: 1767225600');
  });

  it('turns credentials in the URL into a header and shows them nowhere', async () => {
    const receiver = await startReceiver(answer(ok()));
    const url = receiver.url.replace('http://', 'http://user:hunter2-hunter2@');
    const record = await setup()(deliveryTo(url));
    const expected = Buffer.from('user:hunter2-hunter2').toString('base64');
    expect(receiver.requests[0]).toContain(`authorization: Basic ${expected}\r\n`);
    expect(shown(record).authorization).toEqual(['••••']);
    expect(JSON.stringify(record)).not.toContain('hunter2');
  });

  it('keeps more of the response of a failure than of a success', async () => {
    const long = 'ż'.repeat(15_000);
    const good = await startReceiver(answer(ok(long)));
    const bad = await startReceiver(answer(ok(long).replace('200 OK', '500 No')));
    const attempt = setup();
    expect((await attempt(deliveryTo(good.url))).responseBody).toBe('ż'.repeat(500));
    const { responseBody } = await attempt(deliveryTo(bad.url));
    expect(responseBody?.slice(0, 10_000)).toBe('ż'.repeat(10_000));
    expect(Buffer.byteLength(responseBody ?? '')).toBeLessThanOrEqual(20_000);
  });

  it('keeps no half of a character', async () => {
    const receiver = await startReceiver(answer(ok('aż€🐢')));
    const kept = async (success: number) => {
      const attempt = setup({ keepResponseBytes: { failure: 0, success } });
      return (await attempt(deliveryTo(receiver.url))).responseBody;
    };
    expect([await kept(0), await kept(1), await kept(2), await kept(3)]).toEqual([
      '',
      'a',
      'a',
      'aż',
    ]);
    expect([await kept(5), await kept(6), await kept(9), await kept(10)]).toEqual([
      'aż',
      'aż€',
      'aż€',
      'aż€🐢',
    ]);
  });

  it('hides keys that the receiver sends back', async () => {
    const receiver = await startReceiver((socket, request) => socket.write(ok(request)));
    const headers = { 'X-Auth-Token': ['token-0123456789'] };
    const record = await setup({ keepResponseBytes: { failure: 20_000, success: 20_000 } })(
      deliveryTo(receiver.url, { headers })
    );
    expect(record.responseBody).toContain('x-api-key: ••••\r\nX-Enterspeed-webhook-name');
    expect(record.responseBody).toContain('X-Auth-Token: ••••\r\n');
  });

  it('hands on Retry-After as it came', async () => {
    const receiver = await startReceiver(
      answer('HTTP/1.1 429 Slow\r\nRetry-After: 7\r\nRetry-After: 9\r\ncontent-length: 0\r\n\r\n')
    );
    const record = await setup()(deliveryTo(receiver.url));
    expect(record).toMatchObject({ httpStatus: 429, retryAfter: '7', responseBody: '' });
  });

  it('without an answer has no status, no response headers and no body', async () => {
    const record = await setup()(deliveryTo('http://10.0.0.1/'));
    expect(record).toMatchObject({
      outcome: { kind: 'failure', failureClass: 'address', error: { code: 'address_not_allowed' } },
      httpStatus: null,
      responseHeaders: '{}',
      responseBody: null,
      retryAfter: null,
    });
  });

  it.each([
    ['a header value with a line break', { headers: { 'X-Team': ['a\r\nX-Forged: 1'] } }],
    ['an access key with a line break', { accessKey: 'key\r\nX-Forged: 1' }],
    ['a header name with a line break', { headers: { 'X-Team\r\nX-Forged': ['1'] } }],
    ['a secret that cannot be read', { secrets: ['whsec_short'] }],
    ['a URL that cannot be read', { url: 'not a url' }],
  ])('with %s is an invalid request, not a crash', async (_what, destination) => {
    const receiver = await startReceiver(answer(ok()));
    const record = await setup()(deliveryTo(receiver.url, destination));
    expect(record.outcome).toMatchObject({
      kind: 'failure',
      failureClass: 'invalid',
      error: { code: 'invalid_request' },
    });
    expect(receiver.requests).toEqual([]);
  });

  it('sends a name with a line break as one harmless header', async () => {
    const receiver = await startReceiver(answer(ok()));
    await setup()(deliveryTo(receiver.url, { name: 'Shop\r\nX-Forged: 1' }));
    expect(receiver.requests[0]).toContain("webhook-name: UTF-8''Shop%0D%0AX-Forged%3A%201\r\n");
    expect(receiver.requests[0]).not.toMatch(/^X-Forged/m);
  });

  it('sees a new version of a destination at once', async () => {
    const receiver = await startReceiver(answer(ok()));
    const attempt = setup();
    await attempt(deliveryTo(receiver.url, { name: 'Old' }));
    await attempt(deliveryTo(receiver.url, { name: 'New' }));
    expect(receiver.requests[0]).toContain('webhook-name: Old\r\n');
    expect(receiver.requests[1]).toContain('webhook-name: New\r\n');
  });
});

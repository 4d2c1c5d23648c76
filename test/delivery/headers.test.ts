import {
  buildHeaders,
  constantHeaders,
  encodeHeaderText,
  isReservedHeader,
  type HeaderSource,
} from '../../server/src/delivery/headers';
import { parseTarget } from '../../server/src/delivery/target';

const options = { prefix: 'X-Enterspeed', userAgent: 'strapi-plugin-destinations/1.2.3' };

const source: HeaderSource = {
  id: '6f0c',
  name: 'Storefront',
  accessKey: null,
  credentials: null,
  headers: {},
};

function build(overrides: Partial<HeaderSource> = {}, signature = 'v1,abc'): string[] {
  const constant = constantHeaders({ ...source, ...overrides }, options);
  const values = { attempt: 2, viewVersion: 17, messageId: 'msg_1', timestamp: 1614265330 };
  return buildHeaders(constant, { ...values, signature });
}

function lines(list: string[]): string[] {
  return list.flatMap((name, index) => (index % 2 === 0 ? [`${name}: ${list[index + 1]}`] : []));
}

describe('the headers', () => {
  it('come in a fixed order with the names of the contract', () => {
    const headers = { 'X-Team': ['web', 'cms'], 'x-lower': ['1'] };
    expect(lines(build({ accessKey: 'key-1', headers }))).toEqual([
      'content-type: application/json',
      'user-agent: strapi-plugin-destinations/1.2.3',
      'x-api-key: key-1',
      'X-Enterspeed-webhook-name: Storefront',
      'X-Enterspeed-system: 1',
      'X-Enterspeed-webhook-id: 6f0c',
      'X-Enterspeed-attempt: 2',
      'X-Enterspeed-view-version: 17',
      'webhook-id: msg_1',
      'webhook-timestamp: 1614265330',
      'webhook-signature: v1,abc',
      'X-Team: web',
      'X-Team: cms',
      'x-lower: 1',
    ]);
  });

  it('leave out the access key and the signature when there are none', () => {
    const names = build({}, '').filter((_text, index) => index % 2 === 0);
    expect(names).not.toContain('x-api-key');
    expect(names).not.toContain('webhook-signature');
    expect(names).toContain('webhook-id');
  });

  it("never let a destination's own header replace a fixed one", () => {
    const headers = {
      'Content-Type': ['text/plain'],
      'X-API-KEY': ['mine'],
      'WEBHOOK-ID': ['forged'],
      'x-enterspeed-ATTEMPT': ['99'],
      Host: ['other.example'],
      'Transfer-Encoding': ['chunked'],
      'X-Kept': ['yes'],
    };
    expect(build({ headers })).toEqual([...build(), 'X-Kept', 'yes']);
  });

  it('carry the credentials as Basic authorization', () => {
    const credentials = { username: 'żółw', password: 'a:b' };
    const value = `Basic ${Buffer.from('żółw:a:b').toString('base64')}`;
    expect(build({ credentials })).toEqual([...build(), 'authorization', value]);
  });

  it('prefer an Authorization header of the user to the credentials', () => {
    const credentials = { username: 'u', password: 'p' };
    const headers = { AUTHORIZATION: ['Bearer mine'] };
    expect(build({ credentials, headers })).toEqual([...build(), 'AUTHORIZATION', 'Bearer mine']);
  });
});

describe('a reserved header', () => {
  it.each([
    ...['content-type', 'User-Agent', 'X-Api-Key', 'webhook-id', 'Webhook-Timestamp'],
    ...['webhook-signature', 'HOST', 'content-length', 'Connection', 'transfer-encoding', 'TE'],
    ...['trailer', 'upgrade', 'keep-alive', 'expect', 'proxy-authorization', 'Proxy-Connection'],
    ...['x-enterspeed-webhook-name', 'X-Enterspeed-System', 'X-ENTERSPEED-WEBHOOK-ID'],
    ...['X-Enterspeed-Attempt', 'X-Enterspeed-View-Version'],
  ])('is %s', (name) => {
    expect(isReservedHeader(name, 'X-Enterspeed')).toBe(true);
  });

  it.each(['X-Team', 'Authorization', 'Cookie', 'X-Enterspeed-Other', 'X-Acme-Attempt', 'webhook'])(
    'is not %s',
    (name) => {
      expect(isReservedHeader(name, 'X-Enterspeed')).toBe(false);
    }
  );

  it('follows the configured prefix', () => {
    expect(isReservedHeader('x-acme-attempt', 'X-Acme')).toBe(true);
    expect(isReservedHeader('x-enterspeed-attempt', 'X-Acme')).toBe(false);
  });
});

describe('a text in a header', () => {
  it.each([
    ['Storefront', 'Storefront'],
    ['Shop & more (50%)', 'Shop & more (50%)'],
    ['', ''],
    ['Café', "UTF-8''Caf%C3%A9"],
    ['€ rates', "UTF-8''%E2%82%AC%20rates"],
    ['日本', "UTF-8''%E6%97%A5%E6%9C%AC"],
    ["it's ünique*", "UTF-8''it%27s%20%C3%BCnique%2A"],
    ['line\r\nX-Forged: 1', "UTF-8''line%0D%0AX-Forged%3A%201"],
    ["UTF-8''a", "UTF-8''UTF-8%27%27a"],
    ['\ud800', "UTF-8''%EF%BF%BD"],
  ])('%j is written as %s', (text, expected) => {
    expect(encodeHeaderText(text)).toBe(expected);
  });
});

describe('a target', () => {
  it('is the origin and the path with its query, without credentials and fragment', () => {
    const target = parseTarget('https://us%40er:p%C3%A4ss@Shop.example.com:8443/a%20b?x=1#top');
    expect(target).toMatchObject({
      origin: 'https://shop.example.com:8443',
      path: '/a%20b?x=1',
      credentials: { username: 'us@er', password: 'päss' },
    });
    expect(target.url.href).toBe('https://shop.example.com:8443/a%20b?x=1');
  });

  it('has no credentials when the URL has none', () => {
    expect(parseTarget('https://shop.example.com').credentials).toBeNull();
  });

  it('takes a percent sign that escapes nothing as it is', () => {
    const { credentials } = parseTarget('https://user:100%@shop.example.com/');
    expect(credentials).toEqual({ username: 'user', password: '100%' });
  });

  it('is refused when it is no URL, without repeating what may be a password', () => {
    expect(() => parseTarget('https://user:hunter2@')).toThrow('Expected the URL');
    expect(() => parseTarget('https://user:hunter2@:99999')).not.toThrow('hunter2');
  });
});

import {
  maskEchoes,
  maskHeaders,
  maskResponseHeaders,
  secretValues,
} from '../../server/src/delivery/mask';

describe('masked headers', () => {
  it('keep names and harmless values, repeated names together', () => {
    expect(maskHeaders(['X-Team', 'web', 'webhook-id', 'msg_1', 'X-Team', 'cms'])).toEqual({
      'X-Team': ['web', 'cms'],
      'webhook-id': ['msg_1'],
    });
  });

  it.each([
    ...['x-api-key', 'X-API-KEY', 'Proxy-Authorization', 'Cookie', 'set-cookie', 'X-Auth-Token'],
    ...['X-Client-Secret', 'X-Password', 'X-Passwd', 'Ocp-Apim-Subscription-Key', 'X-Session-Id'],
  ])('hide all but the end of %s', (name) => {
    expect(maskHeaders([name, 'abcdefghijkl3f2a'])).toEqual({ [name]: ['••••3f2a'] });
  });

  it('hide a short value completely', () => {
    expect(maskHeaders(['x-api-key', 'abcdefghijk'])).toEqual({ 'x-api-key': ['••••'] });
    expect(maskHeaders(['x-api-key', 'abcdefghijkl'])).toEqual({ 'x-api-key': ['••••ijkl'] });
  });

  it('hide Basic credentials completely, their end is the end of the password', () => {
    const value = `Basic ${Buffer.from('username:a-long-password').toString('base64')}`;
    expect(maskHeaders(['authorization', value])).toEqual({ authorization: ['••••'] });
    expect(maskHeaders(['authorization', 'Bearer abcdefgh1234'])).toEqual({
      authorization: ['••••1234'],
    });
  });

  it('do the same for a response', () => {
    const headers = { server: 'nginx', 'set-cookie': ['sid=abcdefghijkl', 'a=b'], etag: undefined };
    expect(maskResponseHeaders(headers)).toEqual({
      server: ['nginx'],
      'set-cookie': ['••••ijkl', '••••'],
    });
  });

  it('treat a header named __proto__ like any other', () => {
    const received = Object.fromEntries([
      ['__proto__', 'a'],
      ['constructor', ['b']],
    ]);
    for (const masked of [
      maskHeaders(['__proto__', 'a', 'constructor', 'b']),
      maskResponseHeaders(received),
    ]) {
      expect(JSON.stringify(masked)).toBe('{"__proto__":["a"],"constructor":["b"]}');
    }
  });
});

describe('an answer that repeats the request', () => {
  it('loses the secrets that were sent', () => {
    const secrets = secretValues([
      'x-api-key',
      'key-0123456789',
      'X-Team',
      'storefront',
      'Authorization',
      'Bearer abc',
    ]);
    expect(secrets).toEqual(['key-0123456789', 'Bearer abc']);
    expect(maskEchoes('got key-0123456789 (key-0123456789) of storefront', secrets)).toBe(
      'got •••• (••••) of storefront'
    );
  });

  it('keeps its text when a secret is as short as a word', () => {
    expect(secretValues(['x-api-key', 'the'])).toEqual([]);
  });
});

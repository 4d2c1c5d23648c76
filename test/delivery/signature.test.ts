import { execFileSync } from 'node:child_process';
import {
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  randomBytes,
  verify,
} from 'node:crypto';

import { Webhook } from 'standardwebhooks';

import { parseSecret, sign } from '../../server/src/delivery/signature';
import { encodePublicKey } from '../../server/src/destinations/public-key';
import { generateSecret } from '../../server/src/destinations/secret';

const KNOWN_SECRET = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw';
const known = {
  id: 'msg_p5jXN8AQM9LWM0D4loKWxJek',
  timestamp: 1614265330,
  body: '{"test": 2432232314}',
};

function signNow(secrets: string[], body: string) {
  const timestamp = Math.floor(Date.now() / 1_000);
  const signature = sign({ secrets: secrets.map(parseSecret), id: 'msg_1', timestamp, body });
  return {
    'webhook-id': 'msg_1',
    'webhook-timestamp': String(timestamp),
    'webhook-signature': signature,
  };
}

/** The package is an ES module without a CommonJS build, so it runs in a process of its own. */
function verifyWithSvix(secret: string, body: string, headers: Record<string, string>): string {
  const script = `
    import { Webhook } from 'svix';
    const [secret, body, headers] = process.argv.slice(1);
    try {
      new Webhook(secret).verify(body, JSON.parse(headers));
      process.stdout.write('accepted');
    } catch (error) {
      process.stdout.write(error.message);
    }
  `;
  const values = [secret, body, JSON.stringify(headers)];
  return execFileSync(process.execPath, ['--input-type=module', '-e', script, ...values], {
    cwd: __dirname,
    encoding: 'utf8',
  });
}

describe('the signature', () => {
  it('is the known one for the known message', () => {
    expect(sign({ secrets: [parseSecret(KNOWN_SECRET)], ...known })).toBe(
      'v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE='
    );
  });

  it('is accepted by the standardwebhooks package, also for a body that is not ASCII', () => {
    const secret = generateSecret();
    const body = JSON.stringify({ title: 'Żółw 🐢 \u2028' });
    expect(new Webhook(secret).verify(body, signNow([secret], body))).toEqual(JSON.parse(body));
  });

  it('is refused by the standardwebhooks package when the body was changed', () => {
    const secret = generateSecret();
    const headers = signNow([secret], '{"a":1}');
    expect(() => new Webhook(secret).verify('{"a":2}', headers)).toThrow('No matching signature');
  });

  it('is accepted by the svix package, and only for this body', () => {
    const secret = generateSecret();
    const headers = signNow([secret], '{"type":"product"}');
    expect(verifyWithSvix(secret, '{"type":"product"}', headers)).toBe('accepted');
    expect(verifyWithSvix(secret, '{"type":"article"}', headers)).toBe(
      'No matching signature found'
    );
  });

  it('is made with every secret, the current one first, and each alone is enough to verify it', () => {
    const [current, previous] = [generateSecret(), generateSecret()];
    const headers = signNow([current, previous], '{}');
    const [first, second, ...more] = headers['webhook-signature'].split(' ');

    expect(more).toEqual([]);
    expect(first).toBe(signNow([current], '{}')['webhook-signature']);
    expect(second).toBe(signNow([previous], '{}')['webhook-signature']);
    expect(new Webhook(current).verify('{}', headers)).toEqual({});
    expect(new Webhook(previous).verify('{}', headers)).toEqual({});
  });

  it('ends with an ed25519 signature when there is an identity', () => {
    const { privateKey, publicKey } = generateKeyPairSync('ed25519');
    const signature = sign({
      secrets: [parseSecret(KNOWN_SECRET)],
      identity: privateKey,
      ...known,
    });
    const [hmac, asymmetric] = signature.split(' ');
    const content = Buffer.from(`${known.id}.${known.timestamp}.${known.body}`);

    expect(hmac).toBe('v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=');
    expect(asymmetric).toMatch(/^v1a,/);
    expect(verify(null, content, publicKey, Buffer.from(asymmetric.slice(4), 'base64'))).toBe(true);
  });

  it('consists of the ed25519 signature alone when there is no secret, and is empty without either', () => {
    const { privateKey } = generateKeyPairSync('ed25519');
    expect(sign({ secrets: [], identity: privateKey, ...known })).toMatch(/^v1a,[^ ]+$/);
    expect(sign({ secrets: [], ...known })).toBe('');
  });
});

describe('a secret', () => {
  it('is generated with 32 random bytes', () => {
    const secret = generateSecret();
    expect(parseSecret(secret).export()).toHaveLength(32);
    expect(generateSecret()).not.toBe(secret);
  });

  it.each([24, 25, 26, 63, 64])('may have %i bytes, with and without padding', (length) => {
    const bytes = randomBytes(length);
    const padded = `whsec_${bytes.toString('base64')}`;
    expect(parseSecret(padded).export()).toEqual(bytes);
    expect(parseSecret(padded.replace(/=+$/, '')).export()).toEqual(bytes);
  });

  it.each([
    ['without its prefix', 'MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw', 'starts with "whsec_"'],
    ['of 23 bytes', `whsec_${Buffer.alloc(23).toString('base64')}`, 'got 23 bytes'],
    ['of 65 bytes', `whsec_${Buffer.alloc(65).toString('base64')}`, 'got 65 bytes'],
    ['that is empty', 'whsec_', 'got 0 bytes'],
    ['with a foreign character', `whsec_${'MfKQ'.repeat(8)}*MfKQ`, 'not base64'],
    ['with a space', `whsec_${'MfKQ'.repeat(4)} ${'MfKQ'.repeat(4)}`, 'not base64'],
  ])('%s is refused with a reason that does not repeat it', (_what, secret, reason) => {
    expect(() => parseSecret(secret)).toThrow(reason);
    expect(() => parseSecret(secret)).not.toThrow('MfKQ');
  });
});

describe('a public key', () => {
  // The first key of RFC 8032, section 7.1.
  const seed = '9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60';
  const publicBytes = 'd75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a';
  const privateKey = createPrivateKey({
    key: Buffer.from(`302e020100300506032b657004220420${seed}`, 'hex'),
    format: 'der',
    type: 'pkcs8',
  });

  it('is written as whpk_ and the base64 of its 32 bytes, from either half of the pair', () => {
    const expected = `whpk_${Buffer.from(publicBytes, 'hex').toString('base64')}`;
    expect(encodePublicKey(createPublicKey(privateKey))).toBe(expected);
    expect(encodePublicKey(privateKey)).toBe(expected);
  });

  it('of another kind is refused', () => {
    const { publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    expect(() => encodePublicKey(publicKey)).toThrow('Expected an ed25519 key, got ec');
  });
});

/** Key pairs of the plugin: made at first use, never shown, and verifiable with the public part alone. */
import { createPublicKey, verify as verifySignature } from 'node:crypto';

import { type Destination, type DestinationWithSecret } from '../../contracts/destination';
import { type Identity } from '../../contracts/identity';
import { type Playground, startPlayground } from '../support/playground';
import { type Received, type Receiver, startReceiver, verify } from '../support/receiver';

interface Failure {
  error: { message: string; details: { errors: { path: string[]; message: string }[] } };
}

/** As a receiver does it that knows nothing but the public key. */
function isSignedBy(publicKey: string, { headers, body }: Received): boolean {
  const raw = Buffer.from(publicKey.replace(/^whpk_/, ''), 'base64');
  const key = createPublicKey({
    key: { kty: 'OKP', crv: 'Ed25519', x: raw.toString('base64url') },
    format: 'jwk',
  });
  const content = `${String(headers['webhook-id'])}.${String(headers['webhook-timestamp'])}.${body}`;
  const [signature] = String(headers['webhook-signature'])
    .split(' ')
    .filter((part) => part.startsWith('v1a,'));
  return (
    signature !== undefined &&
    verifySignature(null, Buffer.from(content), key, Buffer.from(signature.slice(4), 'base64'))
  );
}

describe('identities', () => {
  let playground: Playground;
  let receiver: Receiver;

  beforeAll(async () => {
    playground = await startPlayground({ config: { identities: ['shop', 'default'] } });
    receiver = await startReceiver();
  });

  afterAll(async () => {
    await receiver?.stop();
    await playground?.stop();
  });

  const list = async () =>
    (await playground.api.get<{ data: Identity[] }>('/destinations/identities')).body.data;

  it('are listed with their public keys, in the order of the configuration, and stay the same', async () => {
    const identities = await list();
    expect(identities.map(({ name }) => name)).toEqual(['shop', 'default']);
    for (const { publicKey } of identities) {
      expect(publicKey).toMatch(/^whpk_[A-Za-z0-9+/]{43}=$/);
    }
    expect(await list()).toEqual(identities);
    expect(new Set(identities.map(({ publicKey }) => publicKey)).size).toBe(2);
  });

  it('two requests at the same time make one key pair', async () => {
    await playground.knex('destinations_identities').delete();
    const lists = await Promise.all(Array.from({ length: 6 }, list));
    expect(new Set(lists.map((identities) => JSON.stringify(identities))).size).toBe(1);
  });

  it('the private part is stored encrypted', async () => {
    const [row] = await playground.knex('destinations_identities').where({ name: 'shop' });
    expect(row.private_key).toMatch(/^v1:/);
    expect(row.private_key).not.toContain('MC4CAQAw');
  });

  it('a destination with an identity gets both signatures, and either verifies', async () => {
    const { body } = await playground.api.post<{ data: DestinationWithSecret }>('/destinations', {
      url: receiver.url,
      events: ['tag.*'],
      identity: 'shop',
    });
    expect(body.data.identity).toBe('shop');
    await playground.documents('api::tag.tag').create({ data: { name: 'Ropes' } });
    const [received] = await receiver.waitFor(1);

    verify(body.data.secret, received);
    expect(String(received.headers['webhook-signature'])).toMatch(/^v1,\S+ v1a,\S+$/);
    const [shop, other] = await list();
    expect(isSignedBy(shop.publicKey, received)).toBe(true);
    expect(isSignedBy(other.publicKey, received)).toBe(false);

    const patched = await playground.api.patch<{ data: Destination }>(
      `/destinations/${body.data.id}`,
      { identity: null }
    );
    expect(patched.body.data.identity).toBeNull();
    receiver.clear();
    await playground.documents('api::tag.tag').create({ data: { name: 'Maps' } });
    const [unsigned] = await receiver.waitFor(1);
    expect(String(unsigned.headers['webhook-signature'])).not.toContain('v1a,');
  });

  it('an identity that the configuration does not name is refused', async () => {
    const { status, body } = await playground.api.post<Failure>('/destinations', {
      url: receiver.url,
      identity: 'nobody',
    });
    expect(status).toBe(400);
    expect(body.error.details.errors).toMatchObject([
      { path: ['identity'], message: '"identity": expected "shop" or "default", got "nobody"' },
    ]);
  });
});

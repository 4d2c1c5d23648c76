/** Strapi's encryption key is changed: what the old one encrypted stays readable, and is encrypted anew on demand. */
import { type DestinationWithSecret } from '../../contracts/destination';
import { type Health } from '../../contracts/health';
import { type Reencrypted } from '../../contracts/reencrypted';
import { type ConfigInput } from '../../server/src/config/schema';
import { createApiToken } from '../api/support/clients';
import { createTestDatabase, type TestDatabase } from '../support/databases';
import { startPlayground } from '../support/playground';
import { type Receiver, type Received, startReceiver, verify } from '../support/receiver';
import { startStrapiChild, type StrapiChild } from '../support/strapi-child';

const TAG = 'api::tag.tag';
const OLD_KEY = 'test-encryption-key';
const NEW_KEY = 'the-key-after-it';
/** A secret, an access key, the credentials of a URL and a private key. */
const STORED = 4;

describe('a changed encryption key', () => {
  let database: TestDatabase;
  let receiver: Receiver;
  let token: string;
  let destination: DestinationWithSecret;
  const children: StrapiChild[] = [];

  beforeAll(async () => {
    database = await createTestDatabase();
    receiver = await startReceiver();
    const playground = await startPlayground({ database });
    const { body } = await playground.api.post<{ data: DestinationWithSecret }>('/destinations', {
      name: 'Shop',
      url: receiver.url.replace('://', '://user:pa55word@'),
      events: ['tag.*'],
      accessKey: 'a-long-access-key',
      identity: 'default',
    });
    destination = body.data;
    token = await createApiToken(playground.strapi, { type: 'full-access' });
    await playground.stop();
  });

  afterEach(async () => {
    await Promise.all(children.splice(0).map(stop));
    receiver.clear();
  });

  afterAll(async () => {
    await receiver.stop();
    await database.drop();
  });

  async function stop(child: StrapiChild): Promise<void> {
    child.kill('SIGTERM');
    await child.exited;
  }

  async function startWith(key: string, config: ConfigInput = {}): Promise<StrapiChild> {
    const child = await startStrapiChild(database, { config, env: { ENCRYPTION_KEY: key } });
    children.push(child);
    return child;
  }

  async function call<T>({ url }: StrapiChild, method: string, path: string) {
    const response = await fetch(`${url}/api/destinations${path}`, {
      method,
      headers: { authorization: `Bearer ${token}` },
    });
    return { status: response.status, body: (await response.json()) as T };
  }

  const reencrypt = async (child: StrapiChild): Promise<Reencrypted> =>
    (await call<{ data: Reencrypted }>(child, 'POST', '/re-encrypt')).body.data;

  async function publish(child: StrapiChild, name: string): Promise<Received> {
    await child.write({ uid: TAG, action: 'create', params: { data: { name } } });
    return (await receiver.waitFor(1))[0];
  }

  function expectAllSecrets(received: Received): void {
    verify(destination.secret, received);
    expect(received.headers['x-api-key']).toBe('a-long-access-key');
    expect(received.headers.authorization).toBe(
      `Basic ${Buffer.from('user:pa55word').toString('base64')}`
    );
    expect(String(received.headers['webhook-signature'])).toContain(' v1a,');
  }

  it('without the old one nothing is sent, and health says which option helps', async () => {
    const child = await startWith(NEW_KEY);
    const { body } = await call<{ data: Health }>(child, 'GET', '/health');
    expect(body.data.status).toBe('degraded');
    expect(body.data.problems).toEqual([
      expect.stringMatching(
        /^Nothing is sent to "Shop": its secrets cannot be decrypted.*"previousEncryptionKey"/
      ),
    ]);
    expect(await reencrypt(child)).toEqual({ reencrypted: 0, current: 0, unreadable: STORED });
  });

  it('with the old one as previousEncryptionKey messages have their secrets as before', async () => {
    const child = await startWith(NEW_KEY, { previousEncryptionKey: OLD_KEY });
    expectAllSecrets(await publish(child, 'Tents'));
    const { body } = await call<{ data: Health }>(child, 'GET', '/health');
    expect(body.data.problems).toEqual([]);
  });

  it('everything is encrypted anew, once, also when two instances are asked at the same time', async () => {
    const config = { previousEncryptionKey: ['an-even-older-key', OLD_KEY] };
    const both = [await startWith(NEW_KEY, config), await startWith(NEW_KEY, config)];
    const results = await Promise.all(both.map(reencrypt));
    const sum = (of: keyof Reencrypted) => results.reduce((total, each) => total + each[of], 0);
    expect([sum('reencrypted'), sum('current'), sum('unreadable')]).toEqual([STORED, STORED, 0]);
    expect(await reencrypt(both[0])).toEqual({ reencrypted: 0, current: STORED, unreadable: 0 });
  });

  it('then the old one is not needed any more', async () => {
    const child = await startWith(NEW_KEY);
    expectAllSecrets(await publish(child, 'Stoves'));
  });

  it('without any key it is a 400 that names the setting', async () => {
    const child = await startWith('none');
    const { status, body } = await call<{ error: { message: string } }>(
      child,
      'POST',
      '/re-encrypt'
    );
    expect(status).toBe(400);
    expect(body.error.message).toContain('"secrets.encryptionKey"');
  });
});

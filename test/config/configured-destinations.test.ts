/** Destinations that config/plugins declares: kept as they are written there, at every start. */
import { type Destination } from '../../contracts/destination';
import { type ConfigInput } from '../../server/src/config/schema';
import { createTestDatabase, type TestDatabase } from '../support/databases';
import { eventually } from '../support/eventually';
import { type Playground, startPlayground } from '../support/playground';
import { type Receiver, startReceiver, verify } from '../support/receiver';
import { startStrapiChild } from '../support/strapi-child';

const TAG = 'api::tag.tag';
const SECRET = `whsec_${Buffer.alloc(32, 1).toString('base64')}`;
const NEXT_SECRET = `whsec_${Buffer.alloc(32, 2).toString('base64')}`;

interface Failure {
  error: { status: number; message: string; details: Record<string, unknown> };
}
type Declared = NonNullable<ConfigInput['destinations']>[number];

describe('destinations of config/plugins', () => {
  let database: TestDatabase;
  let receiver: Receiver;
  let playground: Playground | undefined;

  beforeAll(async () => {
    database = await createTestDatabase();
    receiver = await startReceiver();
  });

  afterEach(async () => {
    await stop();
    receiver.answer(200);
    receiver.clear();
  });

  afterAll(async () => {
    await receiver.stop();
    await database.drop();
  });

  async function stop(): Promise<void> {
    await playground?.stop();
    playground = undefined;
  }

  /** A start anew, on the same database. */
  async function start(destinations: Declared[]): Promise<Playground> {
    await stop();
    playground = await startPlayground({ config: { destinations }, database });
    return playground;
  }

  const shop = (changes: Partial<Declared> = {}): Declared => ({
    alias: 'shop',
    name: 'Shop',
    url: receiver.url,
    events: ['tag.*'],
    secret: SECRET,
    ...changes,
  });

  /** As REST shows it, once the start has made it so. */
  const shown = (of: Playground, alias: string, isRight: (found: Destination) => boolean) =>
    eventually(`the destination ${alias} as declared`, async () => {
      const { body } = await of.api.get<{ data: Destination[] }>('/destinations');
      return body.data.find((each) => each.alias === alias && isRight(each));
    });

  const rows = (of: Playground) => of.knex('destinations_destinations').orderBy('created_at');

  it('are made, belong to nobody, and get messages with the signature of their secret', async () => {
    const running = await start([shop({ accessKey: 'a-long-access-key' })]);
    const destination = await shown(running, 'shop', () => true);
    expect(destination).toMatchObject({
      source: 'config',
      owner: null,
      state: 'Active',
      version: 1,
      accessKey: '••••-key',
    });

    await running.documents(TAG).create({ data: { name: 'Tents' } });
    const [received] = await receiver.waitFor(1);
    verify(SECRET, received);
    expect(received.headers['x-api-key']).toBe('a-long-access-key');
    await running.untilQuiet();
  });

  it('are left alone by a start that finds them as they are written', async () => {
    const first = await start([shop({ headers: { 'X-A': ['1'], 'X-B': ['2'] } })]);
    const before = await shown(first, 'shop', ({ headers }) => 'X-A' in headers);
    const secrets = await first.knex('destinations_secrets').select('secret');
    const second = await start([shop({ headers: { 'X-B': ['2'], 'X-A': ['1'] } })]);
    await eventually('the start', async () => {
      const { body } = await second.api.get<{ data: { dispatcher: { alive: boolean } } }>(
        '/destinations/health'
      );
      return body.data.dispatcher.alive;
    });
    expect(await shown(second, 'shop', () => true)).toEqual(before);
    expect(await second.knex('destinations_secrets').select('secret')).toEqual(secrets);
  });

  it('follow what is written: changed fields, one version more, the same id', async () => {
    const first = await start([shop()]);
    const before = await shown(first, 'shop', ({ headers }) => !('X-A' in headers));
    const second = await start([shop({ timeoutSeconds: 20, url: `${receiver.url}/v2` })]);
    const after = await shown(second, 'shop', ({ timeoutSeconds }) => timeoutSeconds === 20);
    expect(after).toMatchObject({
      id: before.id,
      version: before.version + 1,
      url: `${receiver.url}/v2`,
      accessKey: null,
    });
  });

  it('sign with every secret of a list, the first one first, until the old one is taken out', async () => {
    const first = await start([shop({ secret: [NEXT_SECRET, SECRET] })]);
    await eventually('both secrets', async () => {
      const stored = await first.knex('destinations_secrets').select('id');
      return stored.length === 2;
    });
    await first.documents(TAG).create({ data: { name: 'Stoves' } });
    const [both] = await receiver.waitFor(1);
    verify(SECRET, both);
    verify(NEXT_SECRET, both);
    const [current] = String(both.headers['webhook-signature']).split(' ');
    verify(NEXT_SECRET, { ...both, headers: { ...both.headers, 'webhook-signature': current } });
    await first.untilQuiet();

    receiver.clear();
    const second = await start([shop({ secret: NEXT_SECRET })]);
    await second.documents(TAG).create({ data: { name: 'Lamps' } });
    const [one] = await receiver.waitFor(1);
    verify(NEXT_SECRET, one);
    expect(() => verify(SECRET, one)).toThrow();
    await second.untilQuiet();
  });

  it('can be read again after the encryption key was lost: the configuration has them', async () => {
    const first = await start([shop()]);
    await shown(first, 'shop', () => true);
    await first
      .knex('destinations_secrets')
      .update({ secret: `v1:${'0'.repeat(32)}:00:${'0'.repeat(32)}` });
    const second = await start([shop()]);
    await second.documents(TAG).create({ data: { name: 'Maps' } });
    const [received] = await receiver.waitFor(1);
    verify(SECRET, received);
    await second.untilQuiet();
  });

  it('are not changed by REST, but suspended, tested, redeployed and reconciled', async () => {
    const { api, ...running } = await start([shop()]);
    const { id, version } = await shown({ api, ...running }, 'shop', () => true);
    for (const refused of [
      await api.patch<Failure>(`/destinations/${id}`, { name: 'Other' }),
      await api.delete(`/destinations/${id}`),
      await api.post<Failure>(`/destinations/${id}/rotate-secret`, {}),
    ]) {
      expect(refused.status).toBe(409);
      const { error } = refused.body as Failure;
      expect(error.message).toContain('is declared in config/plugins');
      expect(error.message).toContain('the alias "shop"');
    }
    const { body } = await api.get<{ data: Destination }>(`/destinations/${id}`);
    expect(body.data).toMatchObject({ name: 'Shop', version });

    expect((await api.patch(`/destinations/${id}/suspend`, {})).status).toBe(200);
    expect((await api.patch(`/destinations/${id}/unsuspend`, {})).status).toBe(200);
    expect((await api.post(`/destinations/${id}/test`, { event: 'tag.deploy' })).status).toBe(202);
    expect((await api.post(`/destinations/${id}/redeploy`, {})).status).toBe(202);
    expect((await api.post(`/destinations/${id}/reconcile`, {})).status).toBe(202);
    await running.untilQuiet();
  });

  it('are deleted as by REST when they are taken out; those made by REST stay', async () => {
    const first = await start([shop()]);
    const { id } = await shown(first, 'shop', () => true);
    const made = await first.api.post('/destinations', { alias: 'other', url: receiver.url });
    expect(made.status).toBe(201);
    const second = await start([]);
    await eventually('the end of the destination', async () => {
      const { status } = await second.api.get(`/destinations/${id}`);
      return status === 404;
    });
    const [tombstone, other] = await rows(second);
    expect(tombstone).toMatchObject({ id, alias: null, access_key: null });
    expect(['Deleting', 'Deleted']).toContain(tombstone.state);
    expect(other).toMatchObject({ alias: 'other', state: 'Active' });
    expect(await second.knex('destinations_secrets').where({ destination_id: id })).toEqual([]);
  });

  it('stop the boot with sentences, and nothing is written', async () => {
    const booting = start([
      shop({ alias: 'other' }),
      shop({ alias: 'local', url: 'http://user:pa55word@10.0.0.1/', headers: { Host: ['x'] } }),
      shop({ alias: 'named', identity: 'nobody' }),
    ]);
    const message = await booting.then(
      () => 'booted',
      (error: Error) => error.message
    );
    expect(message.split('\n')).toEqual([
      'config/plugins, "destinations.config":',
      '- "destinations.0.alias": a destination with this alias was made by REST or in the admin panel; delete that one, or choose another alias here (alias "other")',
      expect.stringMatching(
        /^- "destinations\.1\.url": .*, got "http:\/\/••••@10\.0\.0\.1\/" \(alias "local"\)$/
      ),
      expect.stringMatching(
        /^- "destinations\.1\.headers\.Host": this header .* \(alias "local"\)$/
      ),
      '- "destinations.2.identity": expected "default", got "nobody" (alias "named")',
    ]);
  });

  it('are not written by commands, which do not serve', async () => {
    const running = await startPlayground({
      config: { destinations: [shop({ alias: 'by-command' })] },
      database,
      listen: false,
    });
    const found = await running.knex('destinations_destinations').where({ alias: 'by-command' });
    await running.stop();
    expect(found).toEqual([]);
  });

  it('are made once by instances that start together', async () => {
    const config = {
      destinations: [shop({ alias: 'one' }), shop({ alias: 'two', name: 'Two' })],
    };
    const children = await Promise.all([
      startStrapiChild(database, { config }),
      startStrapiChild(database, { config }),
    ]);
    const knex = database.connect();
    const configured = await eventually('both destinations', async () => {
      const found = await knex('destinations_destinations')
        .where({ source: 'config', state: 'Active' })
        .orderBy('alias');
      return found.length === 2 && found;
    });
    const secrets = await knex('destinations_secrets').whereIn(
      'destination_id',
      configured.map(({ id }) => id)
    );
    for (const child of children) child.kill('SIGTERM');
    await Promise.all(children.map(({ exited }) => exited));
    await knex.destroy();
    expect(configured.map(({ alias, version }) => ({ alias, version: Number(version) }))).toEqual([
      { alias: 'one', version: 1 },
      { alias: 'two', version: 1 },
    ]);
    expect(secrets).toHaveLength(2);
  });
});

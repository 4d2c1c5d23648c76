/** Destinations are carried to another environment: everything but their secrets. */
import { type ExportedDestination, type ImportOutcome } from '../../contracts/destination-transfer';
import { type Destination, type DestinationWithSecret } from '../../contracts/destination';
import { type ConfigInput } from '../../server/src/config/schema';
import { eventually } from '../support/eventually';
import { type Answered, type Playground, startPlayground } from '../support/playground';
import { type Receiver, startReceiver, verify } from '../support/receiver';
import { call, createAdmin, createApiToken } from './support/clients';

const CONFIGURED: NonNullable<ConfigInput['destinations']>[number] = {
  alias: 'by-config',
  url: 'https://config.example.com/hooks',
  secret: `whsec_${Buffer.alloc(32, 1).toString('base64')}`,
};

interface Exported {
  data: { destinations: ExportedDestination[] };
}
interface Imported {
  data: { destinations: ImportOutcome[] };
  meta: { dryRun: boolean; warnings: string[] };
}
interface Failure {
  error: { status: number; message: string; details: { errors: { path: string[] }[] } };
}

describe('destinations on their way to another environment', () => {
  let playground: Playground;
  let receiver: Receiver;

  beforeAll(async () => {
    playground = await startPlayground();
    receiver = await startReceiver();
    await playground.api.post('/destinations', secretive());
    await playground.api.post('/destinations', { alias: 'plain', url: 'https://p.example.com/' });
  });

  afterAll(async () => {
    await playground?.stop();
    await receiver?.stop();
  });

  /** With a secret in every place that can hold one. */
  const secretive = () => ({
    alias: 'shop',
    name: 'Shop',
    url: receiver.url.replace('://', '://user:url-pa55word@'),
    events: ['tag.*'],
    accessKey: 'key-pa55word-long',
    headers: { 'X-Team': ['web'], Authorization: ['Bearer header-pa55word'] },
    failureHandling: { alertUrl: 'https://alerts.example.com/pa55word', suspendAfter: 5 },
    timeoutSeconds: 20,
  });

  const exportFrom = async ({ api }: Playground): Promise<Exported> =>
    (await api.get<Exported>('/destinations/export')).body;

  const importInto = (
    { api }: Playground,
    body: unknown,
    query = ''
  ): Promise<Answered<Imported & Failure>> => api.post(`/destinations/import${query}`, body);

  const all = async ({ api }: Playground): Promise<Destination[]> =>
    (await api.get<{ data: Destination[] }>('/destinations')).body.data;

  /** The same list with one destination changed. */
  const changed = ({ data }: Exported, alias: string, change: object) => ({
    data: {
      destinations: data.destinations.map((each) =>
        each.alias === alias ? { ...each, ...change } : each
      ),
    },
  });

  it('are exported without secrets, ids and counters', async () => {
    const { data } = await exportFrom(playground);
    expect(JSON.stringify(data)).not.toMatch(/pa55word|whsec_/);
    const shop = data.destinations.find(({ alias }) => alias === 'shop');
    expect(shop).toEqual({
      alias: 'shop',
      name: 'Shop',
      url: receiver.url.replace('://', '://••••@'),
      headers: { 'X-Team': ['web'], Authorization: ['••••word'] },
      accessKey: '••••',
      events: ['tag.*'],
      locales: [],
      followReferences: true,
      notifyEveryChange: true,
      skipUnchanged: true,
      coalesce: true,
      enabled: true,
      failureHandling: { alertUrl: '••••', suspendAfter: 5 },
      timeoutSeconds: 20,
      concurrency: 10,
      rateLimit: null,
      payloadSignature: true,
      payloadState: false,
      identity: null,
      space: 'default',
    });
  });

  it('an export that comes back changes nothing', async () => {
    const before = await all(playground);
    const { status, body } = await importInto(playground, await exportFrom(playground));
    expect(status).toBe(200);
    expect(
      body.data.destinations.map(({ alias, action, notes }) => [alias, action, notes])
    ).toEqual([
      ['shop', 'unchanged', []],
      ['plain', 'unchanged', []],
    ]);
    expect(await all(playground)).toEqual(before);
  });

  it('what differs is updated; masks keep what is stored', async () => {
    const file = changed(await exportFrom(playground), 'shop', {
      timeoutSeconds: 30,
      headers: { 'X-Team': ['cms'], authorization: ['••••word'] },
    });
    const { body: dry } = await importInto(playground, file, '?dryRun=true');
    expect(dry.meta.dryRun).toBe(true);
    expect((await all(playground)).map(({ version }) => version)).toEqual([1, 1]);

    const { body } = await importInto(playground, file);
    expect(body.data.destinations).toEqual(dry.data.destinations);
    expect(body.data.destinations.map(({ alias, action }) => [alias, action])).toEqual([
      ['shop', 'updated'],
      ['plain', 'unchanged'],
    ]);
    const [shop] = await all(playground);
    expect(shop).toMatchObject({
      version: 2,
      timeoutSeconds: 30,
      headers: { 'X-Team': ['cms'], authorization: ['Bearer header-pa55word'] },
      failureHandling: { alertUrl: 'https://alerts.example.com/pa55word', suspendAfter: 5 },
      owner: { type: 'api-token' },
    });
    receiver.clear();
    await playground.documents('api::tag.tag').create({ data: { name: 'Tents' } });
    const [{ headers }] = await receiver.waitFor(1);
    expect(headers).toMatchObject({
      'x-api-key': 'key-pa55word-long',
      authorization: 'Bearer header-pa55word',
    });
    await playground.untilQuiet();
  });

  it('one that is wrong refuses all of them, with an entry for each field', async () => {
    const before = await all(playground);
    const file = await exportFrom(playground);
    const wrong = {
      data: {
        destinations: [
          { alias: 'new', url: 'https://new.example.com' },
          { alias: 'local', url: 'ftp://user:pa55word@files.example.com', identity: 'nobody' },
          { ...file.data.destinations[0], name: 'Other', headers: { Host: ['x'] } },
        ],
      },
    };
    for (const query of ['', '?dryRun=true']) {
      const { status, body } = await importInto(playground, wrong, query);
      expect(status).toBe(400);
      expect(body.error.details.errors.map(({ path }) => path.join('.'))).toEqual([
        'data.destinations.1.url',
        'data.destinations.1.identity',
        'data.destinations.2.headers.Host',
      ]);
      expect(JSON.stringify(body)).not.toContain('pa55word');
    }
    const twice = {
      data: { destinations: [file.data.destinations[0], file.data.destinations[0]] },
    };
    expect((await importInto(playground, twice)).status).toBe(400);
    expect((await importInto(playground, { data: { destinations: [{ url: 'x' }] } })).status).toBe(
      400
    );
    expect(await all(playground)).toEqual(before);
  });

  it('need the permissions to create and to update, and to read the content', async () => {
    const file = { data: { destinations: [{ alias: 'mine', url: receiver.url, events: ['*'] }] } };
    const path = '/destinations/import?dryRun=true';
    const actions = ['create', 'update'].map((each) => `plugin::destinations.destinations.${each}`);
    for (const action of actions) {
      const { jwt } = await createAdmin(playground, [action]);
      expect((await call(playground, 'POST', path, { token: jwt, body: file })).status).toBe(403);
    }
    const { jwt } = await createAdmin(playground, actions);
    const unread = await call<Failure>(playground, 'POST', path, { token: jwt, body: file });
    expect(unread.status).toBe(403);
    expect(unread.body.error.message).toContain('You may not read the content behind');
    const quiet = { data: { destinations: [{ alias: 'mine', url: receiver.url }] } };
    expect((await call(playground, 'POST', path, { token: jwt, body: quiet })).status).toBe(200);

    const reader = await createApiToken(playground.strapi, { type: 'read-only' });
    const answer = await call(playground, 'GET', '/api/destinations/export', { token: reader });
    expect(answer.status).toBe(200);
  });

  it('are made in another environment with new secrets, and notes say what is missing', async () => {
    const file = await exportFrom(playground);
    await playground.stop();
    playground = await startPlayground({ config: { destinations: [CONFIGURED] } });
    await eventually('the configured one', async () => (await all(playground)).length === 1);
    const withConfigured = {
      data: {
        destinations: [
          ...file.data.destinations,
          { alias: 'by-config', url: 'https://other.example.com', events: ['nothing.deploy'] },
        ],
      },
    };

    const { body: dry } = await importInto(playground, withConfigured, '?dryRun=true');
    expect(dry.data.destinations.map(({ action, id }) => [action, id])).toEqual([
      ['created', null],
      ['created', null],
      ['skipped', expect.any(String)],
    ]);
    expect(JSON.stringify(dry)).not.toContain('whsec_');
    expect((await all(playground)).map(({ alias }) => alias)).toEqual(['by-config']);

    const { body } = await importInto(playground, withConfigured);
    const [shop, plain, configured] = body.data.destinations;
    expect(shop).toMatchObject({ alias: 'shop', action: 'created' });
    const missing = shop.notes.map((note) => /^"([^"]+)" was not exported/.exec(note)?.[1]);
    expect(missing.sort()).toEqual([
      'accessKey',
      'failureHandling.alertUrl',
      'headers.authorization',
      'url',
    ]);
    expect(plain).toMatchObject({ alias: 'plain', action: 'created', notes: [] });
    expect(configured.notes).toEqual([expect.stringContaining('declared in config/plugins')]);
    expect(body.meta.warnings).toEqual([expect.stringContaining('"nothing.deploy"')]);

    const { body: read } = await playground.api.get<{ data: DestinationWithSecret }>(
      `/destinations/${shop.id}`
    );
    expect(read.data).toMatchObject({
      url: receiver.url,
      accessKey: null,
      headers: { 'X-Team': ['cms'] },
      failureHandling: { suspendAfter: 5 },
      timeoutSeconds: 30,
      source: 'api',
      version: 1,
    });
    receiver.clear();
    await playground.documents('api::tag.tag').create({ data: { name: 'Tents' } });
    const [received] = await receiver.waitFor(1);
    verify(shop.secret ?? '', received);
    expect(received.headers.authorization).toBeUndefined();
    await playground.untilQuiet();
  });
});

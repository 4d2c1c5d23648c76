/** What the REST API of destinations promises beyond reading and writing them: warnings, limits, suspension, existing content. */
import { type Destination, type DestinationWithSecret } from '../../contracts/destination';
import { type JobProgress } from '../../contracts/job';
import { deleteDestinations } from '../support/destinations';
import { type Playground, startPlayground } from '../support/playground';
import { type Receiver, startReceiver, told } from '../support/receiver';

type Created = {
  data: DestinationWithSecret;
  meta: { warnings: string[]; redeploy?: JobProgress };
};
interface Failure {
  error: {
    status: number;
    name: string;
    message: string;
    details: { errors: { path: string[]; message: string }[] };
  };
}

describe('destinations', () => {
  let playground: Playground;
  let receiver: Receiver;

  beforeAll(async () => {
    playground = await startPlayground();
    receiver = await startReceiver();
  });

  afterAll(async () => {
    await receiver?.stop();
    await playground?.stop();
  });

  afterEach(() => deleteDestinations(playground));

  const create = async (body: object = {}) =>
    (await playground.api.post<Created>('/destinations', { url: receiver.url, ...body })).body;
  const update = (id: string, body: object) =>
    playground.api.patch<Created & Failure>(`/destinations/${id}`, body);

  it('an unknown type in a subscription is accepted with a warning', async () => {
    const { data, meta } = await create({ events: ['*', 'tag.*', 'ghost.deploy', '*.remove'] });
    expect(data.events).toContain('ghost.deploy');
    expect(meta.warnings).toEqual([
      '"ghost.deploy" matches nothing at present: there is no view type "ghost".',
    ]);
    const { body } = await update(data.id, { removeEvents: ['ghost.deploy'] });
    expect(body.meta.warnings).toEqual([]);
  });

  it('a destination can be suspended and unsuspended, which is no change of its configuration', async () => {
    const { data } = await create({ events: ['tag.*'] });
    const suspended = await playground.api.patch<{ data: Destination }>(
      `/destinations/${data.id}/suspend`,
      {}
    );
    expect(suspended.status).toBe(200);
    expect(suspended.body.data).toMatchObject({
      suspended: true,
      suspendedReason: 'manual',
      active: false,
      enabled: true,
      state: 'Active',
      version: data.version,
    });

    receiver.clear();
    const tag = await playground.documents('api::tag.tag').create({ data: { name: 'Kept' } });
    const resumed = await playground.api.patch<{ data: Destination }>(
      `/destinations/${data.id}/unsuspend`,
      {}
    );
    expect(resumed.body.data).toMatchObject({
      suspended: false,
      suspendedAt: null,
      suspendedReason: null,
      active: true,
    });
    const received = await receiver.waitFor(1);
    expect(told(received)).toEqual([`Deploy tag ${tag.documentId}`]);
  });

  it('sendExisting sends what is live already, and nothing else', async () => {
    const draft = await playground
      .documents('api::author.author')
      .create({ data: { name: 'Draft' } });
    const { documentId } = await playground
      .documents('api::author.author')
      .create({ data: { name: 'Live' }, status: 'published' });
    await playground.untilQuiet();
    receiver.clear();

    const { meta } = await create({ events: ['author.*'], sendExisting: true });
    expect(meta.redeploy).toMatchObject({ id: expect.any(String) });
    await receiver.waitFor(1);
    await playground.untilQuiet();
    expect(told(receiver.received)).toEqual([`Deploy author ${documentId}`]);
    expect(told(receiver.received).join()).not.toContain(draft.documentId);
  });

  it('sendExisting is refused where nothing would be sent', async () => {
    const { status, body } = await playground.api.post<Failure>('/destinations', {
      url: receiver.url,
      enabled: false,
      sendExisting: true,
    });
    expect(status).toBe(400);
    expect(body.error.details.errors).toMatchObject([{ path: ['sendExisting'] }]);
  });

  it('additions may not grow a destination beyond what one may have at creation', async () => {
    const { data } = await create({
      events: Array.from({ length: 1_000 }, (_, number) => `type${number}.deploy`),
      headers: { 'X-Many': Array.from({ length: 20 }, String) },
    });
    const { status, body } = await update(data.id, {
      addEvents: ['one-more.deploy'],
      addHeaders: { 'x-many': ['one more'] },
    });
    expect(status).toBe(400);
    expect(body.error.details.errors.map(({ path }) => path)).toEqual([
      ['addEvents'],
      ['addHeaders', 'X-Many'],
    ]);
    const { body: unchanged } = await playground.api.get<{ data: Destination }>(
      `/destinations/${data.id}`
    );
    expect(unchanged.data.version).toBe(1);
  });

  it('a host that is longer than a name may be still gives the destination a name', async () => {
    const host = `${'a'.repeat(60)}.`.repeat(5);
    const { data } = await create({ url: `https://${host}example.com/` });
    expect(data.name).toHaveLength(255);
  });

  it('every wrong field has its own entry, and secrets are not repeated', async () => {
    const { status, body } = await playground.api.post<Failure>('/destinations', {
      url: 7,
      name: '',
      accessKey: 'two\nlines-of-a-secret',
      identity: 'a\u0000b',
      unknown: 1,
    });
    expect(status).toBe(400);
    expect(body.error.details.errors.map(({ path }) => path.join('.')).sort()).toEqual([
      'accessKey',
      'identity',
      'name',
      'unknown',
      'url',
    ]);
    expect(JSON.stringify(body)).not.toContain('lines-of-a-secret');
  });

  it('bodies that are not JSON are refused by their kind, by length and by syntax', async () => {
    const statusOf = async (contentType: string, body: string): Promise<number> => {
      const headers = { 'content-type': contentType };
      const url = `${playground.url}/api/destinations`;
      return (await fetch(url, { method: 'POST', headers, body })).status;
    };
    expect(await statusOf('text/plain', 'x')).toBe(415);
    expect(await statusOf('multipart/form-data; boundary=x', '--x\r\n')).toBe(415);
    expect(await statusOf('application/json', '{"a":')).toBe(400);
    const huge = JSON.stringify({ name: 'x'.repeat(1_100_000) });
    expect(await statusOf('application/json', huge)).toBe(413);
  });

  it('a NUL character in a query is a wrong field, on every list', async () => {
    const { data } = await create();
    for (const query of [
      `/${data.id}/deliveries?type=a%00b`,
      `/${data.id}/deliveries?originId=%00`,
      `/${data.id}/diverted?type=%00`,
      '/status?uid=api::tag.tag&documentId=%00',
      '/delivery?handle=%00',
      '/delivery?url=%00',
    ]) {
      expect([query, (await playground.api.get(`/destinations${query}`)).status]).toEqual([
        query,
        400,
      ]);
    }
  });
});

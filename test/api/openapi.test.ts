/** Real answers of every endpoint, success and refusal, fit docs/openapi.json; the clients of the tests hold them against it. */
import { type ServerResponse } from 'node:http';

import { type Delivery } from '../../contracts/delivery';
import { type DestinationWithSecret } from '../../contracts/destination';
import { type JobProgress } from '../../contracts/job';
import { descriptions } from '../../server/src/routes/descriptions';
import { answersOf, type Description } from '../../server/src/routes/descriptions/description';
import { endpoints, type Handler } from '../../server/src/routes/endpoints';
import { checkDescribed, seen } from '../support/described';
import { eventually } from '../support/eventually';
import { type Playground, startPlayground } from '../support/playground';
import { type Receiver, startReceiver } from '../support/receiver';
import { call, createApiToken } from './support/clients';

const UNKNOWN_ID = '00000000-0000-4000-8000-000000000000';
const TAG = 'api::tag.tag';

describe('answers and their description', () => {
  let playground: Playground;
  let receiver: Receiver;

  beforeAll(async () => {
    playground = await startPlayground({
      config: {
        destinations: [
          {
            alias: 'declared',
            url: 'https://shop.example.com',
            payloadSignature: false,
            events: [],
          },
        ],
      },
    });
    receiver = await startReceiver();
  });

  afterAll(async () => {
    await receiver?.stop();
    await playground?.stop();
  });

  const create = async (fields: object = {}): Promise<DestinationWithSecret> => {
    const { body } = await playground.api.post<{ data: DestinationWithSecret }>('/destinations', {
      url: receiver.url,
      failureHandling: { retry: { maxAttempts: 1 }, suspend: false },
      ...fields,
    });
    return body.data;
  };

  /** Somebody else's failed delivery would end every wait. */
  async function removeAll(): Promise<void> {
    const { body } = await playground.api.get<{ data: { id: string }[] }>('/destinations');
    for (const { id } of body.data) await playground.api.delete(`/destinations/${id}`);
  }

  const newestOf = async (id: string, query = ''): Promise<Delivery> =>
    eventually('a delivery', async () => {
      const { body } = await playground.api.get<{ data: Delivery[] }>(
        `/destinations/${id}/deliveries${query}`
      );
      return body.data[0];
    });

  const pathOf = (path: string, id = UNKNOWN_ID): string =>
    `/destinations${path.replaceAll(/:\w+/g, id).replace(/^\/$/, '')}`;

  it('destinations', async () => {
    const { api } = playground;
    const { body } = await api.get<{ data: { id: string }[] }>('/destinations?name=shop');
    await api.patch(`/destinations/${body.data[0].id}`, { name: 'Another' });
    await api.delete(`/destinations/${body.data[0].id}`);
    await api.post(`/destinations/${body.data[0].id}/rotate-secret`);
    await create({ alias: 'taken' });
    await api.post('/destinations', { url: receiver.url, alias: 'taken' });
    const { id, version } = await create({
      url: receiver.url.replace('://', '://user:a-password@'),
      headers: { 'X-Team': ['web'] },
      accessKey: 'a-long-access-key',
      events: ['tag.*', 'nothing.*'],
      rateLimit: { max: 10, perSeconds: 1 },
      sendExisting: true,
    });
    const path = `/destinations/${id}`;
    await api.get(path);
    await api.patch(path, { name: 'Renamed', version });
    await api.patch(path, { name: 'Stale', version });
    await api.patch(`${path}/suspend`, {});
    await api.get('/destinations?suspended=true&count=5');
    await api.patch(`${path}/unsuspend`, {});
    await api.post(`${path}/rotate-secret`, { graceSeconds: 60 });
    await api.post(`${path}/rotate-secret`);
    await api.delete(path);
    await api.get('/destinations?state=Deleting,Deleted');
  });

  it('deliveries, diverted ones, tests', async () => {
    const { api } = playground;
    const { id } = await create({ events: ['tag.*'] });
    const path = `/destinations/${id}`;
    const { documentId } = await playground.documents(TAG).create({ data: { name: 'One' } });
    await playground.untilQuiet();
    const delivered = await newestOf(id);
    await api.get(`${path}/deliveries/${delivered.id}`);
    await api.post(`${path}/deliveries/${delivered.id}/retry`);
    await api.post(`${path}/deliveries/${delivered.id}/cancel`);
    await api.post(`${path}/test`, { event: 'tag.deploy' });

    receiver.answer(400);
    await playground.documents(TAG).update({ documentId, data: { name: 'Two' } });
    await playground.untilQuiet();
    const { id: failedId } = await newestOf(id, '?status=failed');
    await api.get(`${path}/diverted`);
    await api.get(`${path}/diverted/${failedId}`);
    receiver.answer(200);
    await api.patch(`${path}/suspend`, {});
    await api.post(`${path}/diverted/${failedId}/resend`);
    await api.post(`${path}/deliveries/${failedId}/retry`);
    await api.post(`${path}/deliveries/${failedId}/cancel`);
    await api.post(`${path}/deliveries/cancel`, {});
    await api.post(`${path}/deliveries/retry`, { from: '2026-01-01T00:00:00Z' });
    await api.patch(path, { enabled: false });
    await api.post(`${path}/deliveries/retry`, { from: '2026-01-01T00:00:00Z' });
  });

  it('a diverted one that is taken off its list, or cannot be sent again', async () => {
    const { api } = playground;
    receiver.answer(400);
    const { id } = await create({ events: ['tag.*'] });
    await playground.documents(TAG).create({ data: { name: 'Refused' } });
    await playground.untilQuiet();
    receiver.answer(200);
    const { id: failedId } = await newestOf(id, '?status=failed');
    const path = `/destinations/${id}/diverted/${failedId}`;
    await api.patch(`/destinations/${id}`, { enabled: false });
    await api.post(`${path}/resend`);
    await api.delete(path);
  });

  it('redeploy and reconcile', async () => {
    const { api } = playground;
    const { id } = await create({ events: ['tag.*'] });
    const path = `/destinations/${id}`;
    const { body } = await api.post<{ data: JobProgress }>(`${path}/redeploy`);
    const job = `${path}/redeploys/${body.data.id}`;
    await api.get(job);
    await api.post(`${job}/cancel`);
    // Whether it had ended before is a matter of luck.
    for (const status of ['running', 'paused', 'finished']) {
      await playground.knex('destinations_jobs').update({ status, due_at: null });
      for (const verb of ['pause', 'resume', 'cancel']) await api.post(`${job}/${verb}`);
    }
    await api.get(`${path}/redeploys`);
    await api.get(`${path}/reconcile`);
    await api.post(`${path}/reconcile`);
    await api.patch(path, { enabled: false });
    await api.post(`${path}/redeploy`);
    await api.post(`${path}/reconcile`);
  });

  it('the catalogue, views and the status of an entry', async () => {
    const { api } = playground;
    await create({ events: ['tag.*'], identity: 'default' });
    const { documentId } = await playground.documents(TAG).create({ data: { name: 'Live' } });
    await playground.untilQuiet();
    await api.get('/destinations/event-types');
    await api.get('/destinations/view-types');
    await api.get('/destinations/views/count?events=tag.*');
    await api.get('/destinations/statistics');
    await api.post('/destinations/redeploy-entries', { uid: TAG, documentIds: [documentId] });
    await playground.untilQuiet();
    await api.get('/destinations/identities');
    const { body } = await api.get<{ data: { viewId: string }[] }>(
      `/destinations/status?uid=${TAG}&documentId=${documentId}`
    );
    const view = `/destinations/delivery?id=${encodeURIComponent(body.data[0].viewId)}`;
    const { headers } = await api.get(view);
    await api.get(view, { 'if-none-match': headers.get('etag') ?? '' });
    await api.get(view.replace('Environment', 'Environment%2Fx'));
    await api.get(
      `/destinations/delivery?id=${encodeURIComponent(body.data[0].viewId.replace(documentId, 'unknown'))}`
    );
    await playground.documents(TAG).delete({ documentId });
    await playground.untilQuiet();
    await api.get(view);
  });

  it('too many who wait for the same', async () => {
    const held: ServerResponse[] = [];
    const slow = await startReceiver((_received, response) => held.push(response));
    await removeAll();
    const { id } = await create({ url: slow.url, events: ['tag.*'], timeoutSeconds: 60 });
    const { documentId } = await playground.documents(TAG).create({ data: { name: 'Slow' } });
    await newestOf(id);
    const path = `/destinations/status?uid=${TAG}&documentId=${documentId}&wait=delivered&timeout=30`;
    const statuses: number[] = [];
    const waiting = Array.from({ length: 51 }, async () => {
      statuses.push((await playground.api.get<unknown>(path)).status);
    });
    await eventually('the one too many', () => statuses.length > 0);
    expect(statuses).toEqual([429]);
    for (const response of held) response.writeHead(200).end();
    await Promise.all(waiting);
    await slow.stop();
  });

  it('environment, encryption, export and import', async () => {
    const { api } = playground;
    await create({ alias: 'exported', headers: { 'X-Api-Token': ['a-long-token'] } });
    await api.get('/destinations/environment');
    await api.post('/destinations/environment', { choice: 'moved' });
    await api.post('/destinations/re-encrypt');
    const { body } = await api.get<{ data: { destinations: object[] } }>('/destinations/export');
    await api.post('/destinations/import?dryRun=true', body);
    await api.post('/destinations/import', body);
  });

  it('metrics, and health, also when it is bad', async () => {
    const { api, knex } = playground;
    await api.get('/destinations/health');
    await api.get('/destinations/metrics');
    await knex.schema.renameTable('destinations_settings', 'destinations_settings_away');
    try {
      await api.get('/destinations/health');
    } finally {
      await knex.schema.renameTable('destinations_settings_away', 'destinations_settings');
    }
  });

  it('who asks without credentials, or without the right, for what does not exist, or in the wrong form', async () => {
    const forbidden = await createApiToken(playground.strapi, { type: 'custom', permissions: [] });
    const { id } = await create();
    for (const { method, path, handler } of endpoints) {
      for (const prefix of ['/api', '']) {
        await call(playground, method, prefix + pathOf(path));
        await call(playground, method, prefix + pathOf(path), { token: forbidden });
      }
      const { example } = bodyOf(handler) ?? {};
      const sound = example === undefined ? [] : ['application/json', JSON.stringify(example)];
      if (path.includes(':')) await tell(method, pathOf(path), ...sound);
      if (method === 'GET') await tell(method, `${pathOf(path, id)}?nonsense=1`);
      else await tell(method, pathOf(path), 'text/plain', 'x');
      if (method === 'POST' || method === 'PATCH') {
        await tell(method, pathOf(path, id), 'application/json', '{');
        await tell(method, pathOf(path, id), 'application/json', 'x'.repeat(2_000_000));
      }
    }
  });

  const bodyOf = (handler: Handler): Description['body'] => descriptions[handler].body;

  /** A request with full access, and a body exactly as given. */
  async function tell(method: string, path: string, contentType?: string, text?: string) {
    const token = (kept ??= await createApiToken(playground.strapi, { type: 'full-access' }));
    const response = await fetch(`${playground.url}/api${path}`, {
      method,
      headers: {
        authorization: `Bearer ${token}`,
        ...(contentType === undefined ? {} : { 'content-type': contentType }),
      },
      ...(text === undefined ? {} : { body: text }),
    });
    const answer = await response.text();
    const type = response.headers.get('content-type');
    checkDescribed({
      method,
      path: `/api${path}`.split('?')[0],
      status: response.status,
      contentType: type,
      body: type?.includes('json') ? JSON.parse(answer) : answer,
    });
  }

  let kept: string | null = null;

  it('everything that is described was seen, but for what takes a fault to bring about', () => {
    const described = endpoints.flatMap((endpoint) =>
      Object.keys(answersOf(endpoint, descriptions[endpoint.handler])).map(
        (status) =>
          `${endpoint.handler.replaceAll(/[.-](\w)/g, (_all, letter: string) => letter.toUpperCase())} ${status}`
      )
    );
    expect(described.filter((answer) => !seen.has(answer)).sort()).toEqual([
      // Where the database was moved, where an alias is taken between two reads,
      // where a setting stops all sending, without an encryption key, and where the code of a view throws.
      'deliveriesTest 409',
      'environmentChoose 200',
      'identitiesFind 400',
      'importsCreate 409',
      'viewsFindOne 500',
    ]);
  });
});

/** Nobody can subscribe a destination to content that they may not read. */
import { type Destination } from '../../contracts/destination';
import { type Health } from '../../contracts/health';
import { type Playground, startPlayground } from '../support/playground';
import { startReceiver, told } from '../support/receiver';
import { call, createAdmin, createApiToken } from './support/clients';

const URL = 'https://shop.example.com';
const WRITE = [
  'plugin::destinations.destinations.create',
  'plugin::destinations.destinations.update',
];

interface Answer {
  data: Destination;
  error: { message: string };
}

describe('a subscription needs the right to read', () => {
  let playground: Playground;

  beforeAll(async () => {
    playground = await startPlayground();
  });

  afterAll(() => playground?.stop());

  const customToken = (...scopes: string[]) =>
    createApiToken(playground.strapi, { type: 'custom', permissions: [...WRITE, ...scopes] });

  const create = (token: string, body: object, prefix = '/api/destinations') =>
    call<Answer>(playground, 'POST', prefix, {
      token,
      body: { url: URL, enabled: false, ...body },
    });

  const update = (token: string, id: string, body: object) =>
    call<Answer>(playground, 'PATCH', `/api/destinations/${id}`, { token, body });

  it('a custom token may subscribe to what its scopes let it read, and to nothing else', async () => {
    const token = await customToken('api::tag.tag.find');
    expect((await create(token, { events: ['tag.*'] })).status).toBe(201);
    expect((await create(token, { events: [] })).status).toBe(201);

    const refused = await create(token, { events: ['tag.*', 'article.remove'] });
    expect(refused.status).toBe(403);
    expect(refused.body.error.message).toContain('the content behind "article"');
    expect((await create(token, { events: ['*'] })).status).toBe(403);
  });

  it('a change may narrow or keep a subscription, but widen it only to what can be read', async () => {
    const full = await createApiToken(playground.strapi, { type: 'full-access' });
    const { data } = (await create(full, { events: ['article.deploy', 'author.*'] })).body;
    const token = await customToken('api::tag.tag.findOne');

    expect((await update(token, data.id, { name: 'Another' })).status).toBe(200);
    expect((await update(token, data.id, { addEvents: ['tag.*', 'article.remove'] })).status).toBe(
      200
    );
    expect((await update(token, data.id, { removeEvents: ['author.*'] })).status).toBe(200);
    const refused = await update(token, data.id, { addEvents: ['author.remove'] });
    expect(refused.status).toBe(403);
    const { body } = await playground.api.get<Answer>(`/destinations/${data.id}`);
    expect(body.data.events).toEqual(['article.deploy', 'tag.*', 'article.remove']);
  });

  it('a Deploy of what the owner may no longer read is skipped, a Remove is sent', async () => {
    const receiver = await startReceiver();
    const token = await customToken('api::tag.tag.find');
    const { data } = (
      await create(token, {
        url: receiver.url,
        enabled: true,
        events: ['tag.*'],
      })
    ).body;
    const { strapi } = playground;
    await strapi
      .service('admin::api-token')
      .update(data.owner?.id, { type: 'custom', permissions: WRITE });

    const { documentId } = await playground
      .documents('api::tag.tag')
      .create({ data: { name: 'A' } });
    await playground.untilQuiet();
    const { body } = await playground.api.get<{ data: { status: string; reason: string }[] }>(
      `/destinations/${data.id}/deliveries`
    );
    expect(body.data).toEqual([
      expect.objectContaining({ status: 'skipped', reason: 'forbidden', attemptCount: 0 }),
    ]);
    const health = await playground.api.get<{ data: Health }>('/destinations/health');
    expect(health.body.data.problems).toContainEqual(
      expect.stringMatching(
        /^Nothing of "tag" is deployed to "127\.0\.0\.1:\d+": its owner may not read/
      )
    );

    await playground.documents('api::tag.tag').delete({ documentId });
    await playground.untilQuiet();
    expect(told(receiver.received)).toEqual([`Remove tag ${documentId}`]);

    const taken = await playground.api.patch<Answer>(`/destinations/${data.id}`, {
      takeOver: true,
    });
    expect(taken.body.data.owner).not.toEqual(data.owner);
    receiver.clear();
    await playground.documents('api::tag.tag').create({ data: { name: 'B' } });
    await receiver.waitFor(1);
    await receiver.stop();
  });

  it('only who may read all of a subscription can take the destination over', async () => {
    const full = await createApiToken(playground.strapi, { type: 'full-access' });
    const { data } = (await create(full, { events: ['article.*'] })).body;
    const token = await customToken('api::tag.tag.find');
    expect((await update(token, data.id, { takeOver: true })).status).toBe(403);
  });

  it('an admin may subscribe to what the role may read in the content manager', async () => {
    const { jwt } = await createAdmin(playground, WRITE, [
      { action: 'plugin::content-manager.explorer.read', subject: 'api::tag.tag' },
    ]);
    expect((await create(jwt, { events: ['tag.*'] }, '/destinations')).status).toBe(201);
    expect((await create(jwt, { events: ['article.*'] }, '/destinations')).status).toBe(403);

    const superAdmin = await createAdmin(playground);
    expect((await create(superAdmin.jwt, { events: ['*'] }, '/destinations')).status).toBe(201);
  });
});

/** Nobody can subscribe a destination to content that they may not read. */
import { type Destination } from '../../contracts/destination';
import { type Playground, startPlayground } from '../support/playground';
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
    call<Answer>(playground, 'POST', prefix, { token, body: { url: URL, ...body } });

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

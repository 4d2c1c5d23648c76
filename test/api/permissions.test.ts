/** Who may do what: tokens of every kind, roles of the admin panel, users of the site. */
import { type Destination, type DestinationWithSecret } from '../../contracts/destination';
import { endpoints } from '../../server/src/routes/endpoints';
import { type Playground, startPlayground } from '../support/playground';
import { call, createAdmin, createApiToken } from './support/clients';

const UNKNOWN_ID = '00000000-0000-4000-8000-000000000000';
const REFUSED = [401, 403];

describe('permissions', () => {
  let playground: Playground;

  beforeAll(async () => {
    playground = await startPlayground();
  });

  afterAll(async () => {
    await playground?.stop();
  });

  const pathOf = (path: string): string => path.replaceAll(/:\w+/g, UNKNOWN_ID).replace(/^\/$/, '');

  /** Statuses by endpoint; the ids are unknown, so nothing is changed by those that are allowed. */
  async function tryAll(prefix: string, token?: string): Promise<Map<string, number>> {
    const statuses = new Map<string, number>();
    for (const { method, path, handler } of endpoints) {
      const body = method === 'POST' || method === 'PATCH' ? {} : undefined;
      const answer = await call(playground, method, `${prefix}${pathOf(path)}`, {
        ...(token === undefined ? {} : { token }),
        ...(body === undefined ? {} : { body }),
      });
      statuses.set(handler, answer.status);
    }
    return statuses;
  }

  const allowedIn = (statuses: ReadonlyMap<string, number>): string[] =>
    [...statuses].flatMap(([handler, status]) => (REFUSED.includes(status) ? [] : [handler]));

  const readers = endpoints.filter(({ method }) => method === 'GET').map(({ handler }) => handler);

  it('nothing is open without credentials, neither in the content API nor in the admin API', async () => {
    for (const prefix of ['/api/destinations', '/destinations']) {
      const statuses = [...(await tryAll(prefix)).values()];
      expect(statuses.every((status) => REFUSED.includes(status))).toBe(true);
    }
    expect([...(await tryAll('/api/destinations', 'no-such-token')).values()]).toEqual(
      endpoints.map(() => 401)
    );
  });

  it('a read-only token reads everything and changes nothing', async () => {
    const token = await createApiToken(playground.strapi, { type: 'read-only' });
    const statuses = await tryAll('/api/destinations', token);
    expect(allowedIn(statuses).sort()).toEqual([...readers].sort());
  });

  it('a full-access token may do everything', async () => {
    const token = await createApiToken(playground.strapi, { type: 'full-access' });
    const statuses = await tryAll('/api/destinations', token);
    expect(allowedIn(statuses)).toEqual(endpoints.map(({ handler }) => handler));
  });

  it('a custom token has exactly its scopes', async () => {
    for (const scope of [
      'destinations.create',
      'deliveries.retryMany',
      'diverted.find',
      'health.find',
    ]) {
      const token = await createApiToken(playground.strapi, {
        type: 'custom',
        permissions: [`plugin::destinations.${scope}`],
      });
      expect(allowedIn(await tryAll('/api/destinations', token))).toEqual([scope]);
    }
  });

  it('every action of the content API can be chosen as a scope', () => {
    const known: string[] = playground.strapi.contentAPI.permissions.providers.action.keys();
    for (const { handler } of endpoints) expect(known).toContain(`plugin::destinations.${handler}`);
  });

  it('an admin role has exactly the permissions it was given', async () => {
    for (const permission of new Set(endpoints.flatMap((endpoint) => endpoint.permission))) {
      const { jwt } = await createAdmin(playground, [`plugin::destinations.${permission}`]);
      const statuses = await tryAll('/destinations', jwt);
      const expected = endpoints
        .filter((endpoint) => endpoint.permission === permission)
        .map(({ handler }) => handler);
      // What a role may read of the content is asked separately.
      expect([permission, allowedIn(statuses)]).toEqual([permission, expected]);
    }
  });

  it('an admin without permissions, and an API token in the admin API, may do nothing', async () => {
    const { jwt } = await createAdmin(playground, []);
    const token = await createApiToken(playground.strapi, { type: 'full-access' });
    expect(allowedIn(await tryAll('/destinations', jwt))).toEqual([]);
    expect(allowedIn(await tryAll('/destinations', token))).toEqual([]);
  });

  it('a super admin may do everything, but not in the content API', async () => {
    const { jwt } = await createAdmin(playground);
    expect(allowedIn(await tryAll('/destinations', jwt))).toEqual(
      endpoints.map(({ handler }) => handler)
    );
    expect(allowedIn(await tryAll('/api/destinations', jwt))).toEqual([]);
  });

  it('an admin API token has what it was given of its owner', async () => {
    const { jwt } = await createAdmin(playground);
    const { status, body } = await call<{ data: { accessKey: string } }>(
      playground,
      'POST',
      '/admin/admin-tokens',
      {
        token: jwt,
        body: {
          name: 'reads destinations',
          description: '',
          lifespan: null,
          adminPermissions: [
            { action: 'plugin::destinations.destinations.read', subject: null, conditions: [] },
          ],
        },
      }
    );
    expect(status).toBe(201);
    const expected = endpoints
      .filter(({ permission }) => permission === 'destinations.read')
      .map(({ handler }) => handler);
    expect(allowedIn(await tryAll('/destinations', body.data.accessKey))).toEqual(expected);
    expect(allowedIn(await tryAll('/api/destinations', body.data.accessKey))).toEqual([]);
  });

  it('a role of the site may be given a scope, and then a signed-in user has it', async () => {
    const { strapi } = playground;
    const role = await strapi.db
      .query('plugin::users-permissions.role')
      .findOne({ where: { type: 'authenticated' } });
    await strapi.db.query('plugin::users-permissions.permission').create({
      data: { action: 'plugin::destinations.destinations.create', role: role.id },
    });
    const user = await strapi.plugin('users-permissions').service('user').add({
      username: 'site-user',
      email: 'site-user@example.com',
      password: 'A-long-Passw0rd',
      provider: 'local',
      confirmed: true,
      role: role.id,
    });
    const jwt = strapi.plugin('users-permissions').service('jwt').issue({ id: user.id });
    const { status, body } = await call<{ data: Destination }>(
      playground,
      'POST',
      '/api/destinations',
      { token: jwt, body: { url: 'https://shop.example.com' } }
    );
    expect(status).toBe(201);
    expect(body.data.owner).toEqual({ type: 'user', id: user.id });
    expect(allowedIn(await tryAll('/api/destinations', jwt))).toEqual(['destinations.create']);
  });

  it('the owner is who made it: an API token or an admin', async () => {
    const url = 'https://shop.example.com';
    const byToken = await playground.api.post<{ data: DestinationWithSecret }>('/destinations', {
      url,
    });
    expect(byToken.body.data.owner).toMatchObject({ type: 'api-token' });
    const admin = await createAdmin(playground);
    const byAdmin = await call<{ data: Destination }>(playground, 'POST', '/destinations', {
      token: admin.jwt,
      body: { url },
    });
    expect(byAdmin.body.data.owner).toEqual({ type: 'admin', id: admin.id });
  });
});

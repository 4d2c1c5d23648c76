import { type Core } from '@strapi/strapi';

import { type DeliveredView, type JsonObject } from '../../contracts/view';
import { sha256 } from '../../server/src/views/json';
import { type Api, startPlayground, type Playground } from '../support/playground';

interface Refusal {
  error: { status: number; message: string; details: { errors?: { message: string }[] } };
}

describe('the Delivery API', () => {
  let playground: Playground;
  let strapi: Core.Strapi;
  let api: Api;
  let author: string;
  let article: string;
  let environment: string;

  beforeAll(async () => {
    playground = await startPlayground();
    ({ strapi, api } = playground);
    ({ documentId: author } = await strapi.documents('api::author.author').create({
      data: { name: 'Ada', email: 'ada@example.com' } as never,
      status: 'published',
    }));
    article = await createArticle({ title: 'Tents', internalNotes: 'hidden', author });
    await playground.untilQuiet();
    const rows = await playground.knex('destinations_settings').select();
    const setting = (key: string) => String(rows.find((row) => row.key === key)?.value);
    environment = `gid://Environment/${setting('environmentId')}/Source/${setting('sourceId')}`;
  });

  afterAll(() => playground?.stop());

  async function createArticle(data: Record<string, unknown>): Promise<string> {
    const articles = strapi.documents('api::article.article');
    const { documentId } = await articles.create({ data: data as never, status: 'published' });
    return documentId;
  }

  const gid = (originId: string, type: string) => `${environment}/Entity/${originId}/View/${type}`;
  const pathOf = (id: string) => `/destinations/delivery?id=${encodeURIComponent(id)}`;
  const read = (originId: string, type: string, headers?: Record<string, string>) =>
    api.get<DeliveredView>(pathOf(gid(originId, type)), headers);
  const refused = (path: string) => api.get<Refusal>(path);

  async function createToken(permissions: string[] | 'read-only'): Promise<Api> {
    const { accessKey } = await strapi.service('admin::api-token').create({
      name: `token ${Math.random()}`,
      description: '',
      lifespan: null,
      ...(permissions === 'read-only'
        ? { type: 'read-only' }
        : { type: 'custom', permissions: ['plugin::destinations.views.findOne', ...permissions] }),
    });
    return playground.apiWith(accessKey);
  }

  it('answers with the view and its references resolved to their views', async () => {
    const { status, headers, body } = await read(`${article}-en`, 'article');
    expect(status).toBe(200);
    expect(headers.get('content-type')).toMatch(/^application\/json/);
    expect(headers.get('cache-control')).toBe('private, no-cache');
    expect(body.data).toMatchObject({
      id: gid(`${article}-en`, 'article'),
      type: 'article',
      originId: `${article}-en`,
      locale: 'en',
      version: expect.any(Number),
      updatedAt: expect.stringMatching(/^\d{4}-.*Z$/),
      view: {
        title: 'Tents',
        author: { id: gid(author, 'author'), type: 'author', view: { name: 'Ada' } },
      },
    });
    expect(body.meta).toEqual({ missingViewReferences: [] });
    expect(JSON.stringify(body)).not.toMatch(/hidden|ada@example|createdBy/);
  });

  it('ends cycles: a view that is already above is given without its content', async () => {
    const { body } = await read(`${article}-en`, 'article');
    const { view } = body.data.view.author as { view: JsonObject };
    expect(view.articles).toEqual([{ id: gid(`${article}-en`, 'article'), type: 'article' }]);
  });

  it('resolves no deeper than the depth', async () => {
    const ids: string[] = [];
    for (let number = 5; number > 0; number -= 1) {
      ids.unshift(await createArticle({ title: `Chain ${number}`, related: ids.slice(0, 1) }));
    }
    const { body } = await read(`${ids[0]}-en`, 'article');
    const titles: unknown[] = [];
    let view: JsonObject | undefined = body.data.view;
    while (view) {
      titles.push(view.title);
      const [next] = view.related as { view?: JsonObject }[];
      view = next.view;
    }
    expect(titles).toEqual(['Chain 1', 'Chain 2', 'Chain 3', 'Chain 4']);
  });

  it('refuses what is no question with 400, quoting it', async () => {
    const messages: string[] = [];
    for (const query of ['', '?id=abc', `?handle=a&url=b`, '?depth=3']) {
      const { status, body } = await refused(`/destinations/delivery${query}`);
      expect(status).toBe(400);
      messages.push(body.error.details.errors?.[0].message ?? '');
    }
    expect(messages[0]).toContain('expected exactly one of "id", "handle" and "url"');
    expect(messages[1]).toContain('expected the id of a view');
    expect(messages[1]).toContain('got "abc"');
    expect(messages[2]).toContain('expected exactly one of');
    expect(messages[3]).toBe('"depth" is not a known field');
  });

  it('does not know views of other environments, other types, drafts and what never was', async () => {
    const other = '00000000-0000-4000-8000-000000000000';
    const draft = await strapi
      .documents('api::author.author')
      .create({ data: { name: 'Draft' } as never });
    for (const id of [
      gid(author, 'author').replace(/Environment\/[^/]+/, `Environment/${other}`),
      gid(author, 'author').replace(/Source\/[^/]+/, `Source/${other}`),
      gid(author, 'nothing'),
      gid('never', 'author'),
      gid(`${article}-da`, 'article'),
      gid(article, 'article'),
      gid(draft.documentId, 'author'),
    ]) {
      expect({ id, status: (await refused(pathOf(id))).status }).toEqual({ id, status: 404 });
    }
    expect((await refused('/destinations/delivery?handle=nothing')).status).toBe(404);
    expect((await refused('/destinations/delivery?url=/nothing')).status).toBe(404);
  });

  it('a removed view is gone', async () => {
    const removed = await createArticle({ title: 'Removed' });
    await playground.untilQuiet();
    await strapi.documents('api::article.article').unpublish({ documentId: removed });
    expect((await read(`${removed}-en`, 'article')).status).toBe(410);
    await playground.untilQuiet();
    expect((await read(`${removed}-en`, 'article')).status).toBe(410);
  });

  it('a view that the ledger does not know yet is served as version 0', async () => {
    await playground.knex('destinations_views').where({ type: 'author' }).delete();
    const { status, body } = await read(author, 'author');
    expect(status).toBe(200);
    expect(body.data).toMatchObject({ version: 0, updatedAt: null });
  });

  describe('permissions', () => {
    it('nobody reads without a token, and not without the permission to read views', async () => {
      const path = pathOf(gid(author, 'author'));
      const anonymous = await playground.apiWith(null).get(path);
      expect([401, 403]).toContain(anonymous.status);
      const { accessKey } = await strapi.service('admin::api-token').create({
        name: 'other',
        description: '',
        lifespan: null,
        type: 'custom',
        permissions: ['api::author.author.find'],
      });
      expect((await playground.apiWith(accessKey).get(path)).status).toBe(403);
    });

    it('a read-only token reads', async () => {
      const token = await createToken('read-only');
      expect((await token.get(pathOf(gid(author, 'author')))).status).toBe(200);
    });

    it('a view whose content type the caller may not read is forbidden', async () => {
      const token = await createToken(['api::author.author.find']);
      expect((await token.get(pathOf(gid(author, 'author')))).status).toBe(200);
      expect((await token.get(pathOf(gid(`${article}-en`, 'article')))).status).toBe(403);
    });

    it('a referenced view that the caller may not read is missing, also after others read it', async () => {
      await read(`${article}-en`, 'article');
      const token = await createToken(['api::article.article.findOne']);
      const path = pathOf(gid(`${article}-en`, 'article'));
      const { body } = await token.get<DeliveredView>(path);
      expect(body.data.view.author).toEqual({ id: gid(author, 'author'), type: 'author' });
      expect(body.meta.missingViewReferences).toEqual([gid(author, 'author')]);
      const { body: full } = await api.get<DeliveredView>(path);
      expect(full.data.view.author).toHaveProperty('view.name', 'Ada');
    });
  });

  describe('caching', () => {
    const etagOf = async (originId: string, type: string) =>
      (await read(originId, type)).headers.get('etag') ?? '';

    it('answers 304 while nothing changed, with an empty body and the same headers', async () => {
      await playground.untilQuiet();
      const etag = await etagOf(`${article}-en`, 'article');
      expect(etag).toMatch(/^"[0-9a-f]{64}"$/);
      for (const tag of [etag, `W/${etag}`, `"other", ${etag}`, '*']) {
        const answer = await read(`${article}-en`, 'article', { 'if-none-match': tag });
        expect({ tag, status: answer.status, body: answer.body }).toEqual({
          tag,
          status: 304,
          body: '',
        });
        expect(answer.headers.get('etag')).toBe(etag);
        expect(answer.headers.get('cache-control')).toBe('private, no-cache');
      }
      const other = await read(`${article}-en`, 'article', { 'if-none-match': '"other"' });
      expect(other.status).toBe(200);
    });

    it('asks the database one question to know that nothing changed', async () => {
      await playground.untilQuiet();
      const etag = await etagOf(`${article}-en`, 'article');
      const asked: string[] = [];
      const record = ({ sql }: { sql: string }): void => {
        if (sql.includes('destinations_views')) asked.push(sql);
      };
      strapi.db.connection.on('query', record);
      const { status } = await read(`${article}-en`, 'article', { 'if-none-match': etag });
      strapi.db.connection.off('query', record);
      expect(status).toBe(304);
      expect(asked).toHaveLength(1);
    });

    it('answers anew at once when the entry or a referenced one was published again', async () => {
      await playground.untilQuiet();
      const etag = await etagOf(`${article}-en`, 'article');
      for (const name of ['Ada L.', 'Ada Lovelace']) {
        await strapi.documents('api::author.author').update({
          documentId: author,
          data: { name } as never,
          status: 'published',
        });
        const { status, body } = await read(`${article}-en`, 'article', { 'if-none-match': etag });
        expect(status).toBe(200);
        expect(body.data.view.author).toHaveProperty('view.name', name);
      }
      await playground.untilQuiet();
      const { body } = await read(`${article}-en`, 'article');
      expect(body.data.view.author).toHaveProperty('view.name', 'Ada Lovelace');
    });

    it('answers anew when an entry joins or leaves the view through the other side of a relation', async () => {
      await playground.untilQuiet();
      const before = await read(author, 'author');
      const joined = await createArticle({ title: 'Joins', author });
      const during = await read(author, 'author');
      expect(during.body.data.view.articles).toHaveLength(
        (before.body.data.view.articles as unknown[]).length + 1
      );
      await strapi.documents('api::article.article').unpublish({ documentId: joined });
      const after = await read(author, 'author');
      expect(after.body.data.view.articles).toEqual(before.body.data.view.articles);
    });
  });

  it('finds a view by the handle and the URL that its schema gave it', async () => {
    await playground.untilQuiet();
    const view = await playground
      .knex('destinations_views')
      .where({ type: 'article', origin_id: `${article}-en` })
      .first();
    for (const [kind, value] of [
      ['handle', 'start page'],
      ['url', '/stories/tents?a=b'],
    ]) {
      const hash = sha256(`${kind}\n${value}`);
      await playground
        .knex('destinations_routes')
        .insert({ view_id: view.id, kind, value, value_hash: hash });
      const path = `/destinations/delivery?${kind}=${encodeURIComponent(value)}`;
      const { status, body } = await api.get<DeliveredView>(path);
      expect(status).toBe(200);
      expect(body.data.id).toBe(gid(`${article}-en`, 'article'));
    }
  });

  it('answers administrators who may read views and the content, and no others', async () => {
    const route = `${playground.url}/destinations/delivery?id=${encodeURIComponent(gid(author, 'author'))}`;
    const statusFor = async (role: string) =>
      (await fetch(route, { headers: { authorization: `Bearer ${await logIn(role)}` } })).status;
    expect((await fetch(route)).status).toBe(401);
    expect(await statusFor('strapi-super-admin')).toBe(200);
    expect(await statusFor('strapi-author')).toBe(403);
  });

  async function logIn(roleCode: string): Promise<string> {
    const email = `${roleCode}@example.com`;
    const password = 'Secret-123';
    const role = await strapi.db.query('admin::role').findOne({ where: { code: roleCode } });
    await strapi.service('admin::user').create({
      email,
      password,
      firstname: 'Test',
      isActive: true,
      roles: [role.id],
    });
    const response = await fetch(`${playground.url}/admin/login`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ email, password }),
    });
    const { data } = (await response.json()) as { data: { token: string } };
    return data.token;
  }
});

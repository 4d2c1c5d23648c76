import { type Core } from '@strapi/strapi';

import { type CustomView, defineView } from '../../contracts/view-definition';
import { startPlayground, type Playground } from '../support/playground';
import { createRendering, entriesOf, shortGid } from './support/rendering';

describe('view schemas in code', () => {
  let playground: Playground;
  let strapi: Core.Strapi;
  let author: string;
  let article: string;

  beforeAll(async () => {
    playground = await startPlayground({ listen: false });
    strapi = playground.strapi;
    ({ documentId: author } = await strapi.documents('api::author.author').create({
      data: { name: 'Ada', email: 'ada@example.com' },
      status: 'published',
    }));
    ({ documentId: article } = await strapi.documents('api::article.article').create({
      data: { title: 'Tents', internalNotes: 'hidden', author } as never,
      status: 'published',
    }));
  });

  afterAll(() => playground?.stop());

  const card = (overrides: Partial<CustomView>): CustomView => ({
    type: 'card',
    triggers: ['api::article.article'],
    properties: () => ({}),
    ...overrides,
  });

  const render = (view: CustomView) =>
    createRendering(strapi, [view]).result('card', article, 'en');
  const rendered = (view: CustomView) =>
    createRendering(strapi, [view]).view('card', article, 'en');

  it('the entry holds public attributes and those of its relations, never private ones', async () => {
    const { properties, references } = await rendered(card({ properties: (entry) => ({ entry }) }));
    expect(properties.entry).toMatchObject({
      documentId: article,
      locale: 'en',
      title: 'Tents',
      author: { documentId: author, name: 'Ada', locale: null },
    });
    expect(JSON.stringify(properties)).not.toMatch(/hidden|ada@example/);
    expect(entriesOf(references)).toEqual([`api::author.author ${author}`]);
  });

  it('a reference stands for the view of another entry, in the locale of this one', async () => {
    const { properties, references } = await rendered(
      card({
        properties: (_entry, ctx) => ({
          next: ctx.reference('article', 'other'),
          danish: ctx.reference('article', 'other', 'da'),
          people: ctx.references('author', ['one', 'two']),
          self: ctx.gid,
        }),
      })
    );
    expect(properties).toEqual({
      next: { id: shortGid('other-en', 'article'), type: 'article' },
      danish: { id: shortGid('other-da', 'article'), type: 'article' },
      people: [
        { id: shortGid('one', 'author'), type: 'author' },
        { id: shortGid('two', 'author'), type: 'author' },
      ],
      self: shortGid(`${article}-en`, 'card'),
    });
    expect(entriesOf(references)).toEqual(
      expect.arrayContaining([
        'api::article.article other da',
        'api::article.article other en',
        'api::author.author one',
        'api::author.author two',
      ])
    );
  });

  it('a lookup finds live entries only, counts each as a reference, and the content type as well', async () => {
    const authors = strapi.documents('api::author.author');
    const zoe = await authors.create({ data: { name: 'Zoe' }, status: 'published' });
    await authors.update({ documentId: zoe.documentId, data: { name: 'Zoe, changed' } as never });
    await authors.create({ data: { name: 'Zoe, draft' } });
    const { properties, references } = await rendered(
      card({
        async properties(_entry, ctx) {
          const found = await ctx.lookup('api::author.author', { name: { $startsWith: 'Zoe' } });
          return { names: found.map((each) => each.name) };
        },
      })
    );
    expect(properties).toEqual({ names: ['Zoe'] });
    expect(entriesOf(references)).toEqual(
      expect.arrayContaining(['api::author.author *', `api::author.author ${zoe.documentId}`])
    );
  });

  it('a lookup can be sorted and limited', async () => {
    const tags = strapi.documents('api::tag.tag');
    for (const name of ['b', 'a', 'c']) await tags.create({ data: { name } });
    const { properties } = await rendered(
      card({
        async properties(_entry, ctx) {
          const found = await ctx.lookup('api::tag.tag', {}, { sort: 'name:desc', limit: 2 });
          return { names: found.map((each) => each.name) };
        },
      })
    );
    expect(properties).toEqual({ names: ['c', 'b'] });
  });

  it('routes and space come from the entry', async () => {
    const { routes, space } = await rendered(
      defineView({
        type: 'card',
        triggers: ['api::article.article'],
        properties: () => ({}),
        routes: (entry) => ({ url: `/stories/${entry.documentId}`, handles: ['story', 'story'] }),
        space: () => 'magazine',
      })
    );
    expect(routes).toEqual({ url: `/stories/${article}`, handles: ['story'] });
    expect(space).toBe('magazine');
    expect((await rendered(card({}))).routes).toEqual({ url: null, handles: [] });
    expect((await rendered(card({}))).space).toBe('default');
  });

  it('a route that changes changes the hash', async () => {
    const routed = (url: string) => rendered(card({ routes: () => ({ url }) }));
    expect((await routed('/a')).hash).toBe((await routed('/a')).hash);
    expect((await routed('/a')).hash).not.toBe((await routed('/b')).hash);
  });

  it.each<[string, Partial<CustomView>, string]>([
    [
      'throws',
      {
        properties() {
          throw new Error('no price');
        },
      },
      'no price',
    ],
    ['rejects', { properties: () => Promise.reject(new Error('offline')) }, 'offline'],
    [
      'returns what JSON cannot say',
      { properties: () => ({ items: [{ price: () => 1 }] }) },
      'properties.items[0].price: expected a value that JSON can say, got a function',
    ],
    [
      'returns an object that contains itself',
      {
        properties() {
          const loop: Record<string, unknown> = {};
          loop.again = loop;
          return loop;
        },
      },
      'properties.again: expected a value that JSON can say, got an object that contains itself',
    ],
    [
      'returns no object',
      { properties: () => 'text' },
      'properties: expected an object, got "text"',
    ],
    [
      'has a wrong handle',
      { routes: () => ({ handles: ['fine', ''] }) },
      'routes.handles[1]: expected a text that is not empty, got ""',
    ],
    [
      'references an unknown view',
      { properties: (_entry, ctx) => ctx.reference('nothing', 'x') },
      'ctx.reference: expected the type of a view, one of',
    ],
    [
      'looks for users',
      { properties: (_entry, ctx) => ctx.lookup('plugin::users-permissions.user', {}) },
      'ctx.lookup: expected the uid of a content type of this app, such as "api::page.page", got "plugin::users-permissions.user"',
    ],
  ])('a schema that %s fails alone and says why', async (_what, overrides, message) => {
    const result = await render(card(overrides));
    expect(result.kind).toBe('failed');
    expect(result.kind === 'failed' && result.error.message).toContain(message);
  });

  it('other views of the same batch are rendered all the same', async () => {
    const rendering = createRendering(strapi, [
      card({
        properties(entry) {
          throw new Error(`no ${Object.keys(entry).length}`);
        },
      }),
    ]);
    expect((await rendering.result('card', article, 'en')).kind).toBe('failed');
    expect((await rendering.view('article', article, 'en')).properties.title).toBe('Tents');
  });
});

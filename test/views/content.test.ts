import { type Core } from '@strapi/strapi';

import { startPlayground, type Playground } from '../support/playground';
import { createRendering, type Rendering, shortGid } from './support/rendering';

describe('the content of a default view', () => {
  let playground: Playground;
  let strapi: Core.Strapi;
  let rendering: Rendering;

  beforeAll(async () => {
    playground = await startPlayground({ listen: false });
    strapi = playground.strapi;
    rendering = createRendering(strapi);
  });

  afterAll(() => playground?.stop());

  /** A row as the upload plugin makes it; the file itself does not matter here. */
  function createFile(name: string): Promise<{ id: number; documentId: string }> {
    return strapi.db.query('plugin::upload.file').create({
      data: {
        name,
        hash: `hash_${name}`,
        ext: '.png',
        mime: 'image/png',
        size: 1.5,
        width: 10,
        height: 20,
        url: `/uploads/${name}.png`,
        formats: { thumbnail: { url: `/uploads/thumb_${name}.png` } },
        alternativeText: `A ${name}`,
        provider: 'local',
        provider_metadata: { bucket: 'internal' },
        folderPath: '/',
      },
    });
  }

  async function createPage(sections: object[]): Promise<string> {
    const { documentId } = await strapi.documents('api::page.page').create({
      data: { title: 'Shop', sections: sections as never },
      status: 'published',
    });
    return documentId;
  }

  it('holds the public attributes and nothing else', async () => {
    const { documentId } = await strapi.documents('api::author.author').create({
      data: { name: 'Ada', email: 'ada@example.com' },
      status: 'published',
    });
    const { properties } = await rendering.view('author', documentId);
    expect(properties).toEqual({
      documentId,
      name: 'Ada',
      bio: null,
      avatar: null,
      articles: [],
      createdAt: expect.stringMatching(/^\d{4}-.*Z$/),
      updatedAt: expect.any(String),
      publishedAt: expect.any(String),
    });
  });

  it('shows components and dynamic zones in place, however deep, without row ids', async () => {
    const author = await strapi
      .documents('api::author.author')
      .create({ data: { name: 'Bo' }, status: 'published' });
    const article = await strapi
      .documents('api::article.article')
      .create({ data: { title: 'Tents' }, status: 'published' });
    const page = await createPage([
      { __component: 'shared.quote', text: 'Go outside' },
      {
        __component: 'page.columns',
        columns: [
          {
            heading: 'Left',
            author: author.documentId,
            teaser: { label: 'Read', article: article.documentId },
          },
          { heading: 'Right' },
        ],
      },
      { __component: 'page.hero', heading: 'Hello', links: [{ label: 'One' }, { label: 'Two' }] },
    ]);
    const { properties, references } = await rendering.view('page', page, 'en');
    expect(properties.sections).toEqual([
      { __component: 'shared.quote', text: 'Go outside', attribution: null },
      {
        __component: 'page.columns',
        columns: [
          {
            heading: 'Left',
            text: null,
            teaser: {
              label: 'Read',
              article: { id: shortGid(`${article.documentId}-en`, 'article'), type: 'article' },
            },
            author: { id: shortGid(author.documentId, 'author'), type: 'author' },
          },
          { heading: 'Right', text: null, teaser: null, author: null },
        ],
      },
      {
        __component: 'page.hero',
        heading: 'Hello',
        image: null,
        links: [
          { label: 'One', url: null, target: null },
          { label: 'Two', url: null, target: null },
        ],
      },
    ]);
    const uids = references.map(({ uid }) => uid).sort();
    expect(uids).toEqual([
      'api::article.article',
      'api::author.author',
      'page.column',
      'page.column',
      'page.columns',
      'page.hero',
      'shared.link',
      'shared.link',
      'shared.quote',
      'shared.teaser',
    ]);
  });

  it('references a component by its row, so that a write to the row alone leads to its view', async () => {
    const page = await createPage([{ __component: 'shared.quote', text: 'Before' }]);
    const before = await rendering.view('page', page, 'en');
    const [{ uid, documentId }] = before.references;
    expect(uid).toBe('shared.quote');
    await strapi.db
      .query('shared.quote')
      .update({ where: { id: Number(documentId) }, data: { text: 'After' } });
    const after = await rendering.view('page', page, 'en');
    expect(after.properties.sections).toMatchObject([{ text: 'After' }]);
    expect(after.hash).not.toBe(before.hash);
  });

  it('shows media in place with their public attributes, in components too, each a reference', async () => {
    const image = await createFile('hero');
    const slides = [await createFile('one'), await createFile('two')];
    const page = await createPage([{ __component: 'page.hero', heading: 'Hi', image: image.id }]);
    const { properties, references } = await rendering.view('page', page, 'en');
    expect(properties.sections).toMatchObject([
      {
        image: {
          documentId: image.documentId,
          name: 'hero',
          alternativeText: 'A hero',
          width: 10,
          height: 20,
          hash: 'hash_hero',
          ext: '.png',
          mime: 'image/png',
          size: 1.5,
          url: '/uploads/hero.png',
          formats: { thumbnail: { url: '/uploads/thumb_hero.png' } },
        },
      },
    ]);
    expect(JSON.stringify(properties)).not.toMatch(/folder|provider_metadata|"id":/);
    expect(references).toContainEqual({
      uid: 'plugin::upload.file',
      documentId: image.documentId,
      locale: null,
    });

    const { documentId } = await strapi.documents('api::article.article').create({
      data: { title: 'Slides', gallery: slides.map(({ id }) => id) } as never,
      status: 'published',
    });
    const article = await rendering.view('article', documentId, 'en');
    expect(article.properties.gallery).toMatchObject([{ name: 'one' }, { name: 'two' }]);
  });

  it('never shows a private attribute, whether the schema or the configuration makes it private', async () => {
    const { documentId } = await strapi.documents('api::article.article').create({
      data: { title: 'T', summary: 'S', internalNotes: 'do not show' },
      status: 'published',
    });
    const { properties } = await rendering.view('article', documentId, 'en');
    expect(properties).not.toHaveProperty('internalNotes');
    expect(properties).toHaveProperty('summary', 'S');

    strapi.config.set('api.responses.privateAttributes', ['summary']);
    const strict = await createRendering(strapi).view('article', documentId, 'en');
    strapi.config.set('api.responses.privateAttributes', []);
    expect(strict.properties).not.toHaveProperty('summary');
    for (const name of ['id', 'createdBy', 'updatedBy', 'localizations']) {
      expect(properties).not.toHaveProperty(name);
    }
  });

  it('is the published version while the draft goes on, and missing when there is none', async () => {
    const authors = strapi.documents('api::author.author');
    const { documentId } = await authors.create({ data: { name: 'Draft' } });
    expect(await rendering.result('author', documentId)).toEqual({ kind: 'missing' });
    await authors.publish({ documentId });
    await authors.update({ documentId, data: { name: 'Changed' } as never });
    expect((await rendering.view('author', documentId)).properties.name).toBe('Draft');
    await authors.unpublish({ documentId });
    expect(await rendering.result('author', documentId)).toEqual({ kind: 'missing' });
  });

  it('the hash stays when an unchanged entry is published again, and changes with its content', async () => {
    const page = await createPage([
      { __component: 'page.hero', heading: 'Same', links: [{ label: 'A' }] },
    ]);
    const pages = strapi.documents('api::page.page');
    const first = await rendering.view('page', page, 'en');
    await pages.publish({ documentId: page });
    const second = await rendering.view('page', page, 'en');
    expect(second.properties.publishedAt).not.toBe(first.properties.publishedAt);
    expect(second.hash).toBe(first.hash);
    await pages.update({
      documentId: page,
      data: { title: 'Other' } as never,
      status: 'published',
    });
    expect((await rendering.view('page', page, 'en')).hash).not.toBe(first.hash);
  });

  it('renders many entries of several types at once and keeps them apart', async () => {
    const tags = await Promise.all(
      ['a', 'b', 'c'].map((name) => strapi.documents('api::tag.tag').create({ data: { name } }))
    );
    const results = await Promise.all(
      tags.map(({ documentId }) => rendering.view('tag', documentId))
    );
    expect(results.map(({ properties }) => properties.name)).toEqual(['a', 'b', 'c']);
  });
});

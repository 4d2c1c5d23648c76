import { startPlayground, type Playground } from '../support/playground';
import { createRendering, entriesOf, type Rendering, shortGid } from './support/rendering';

describe('relations in a default view', () => {
  let playground: Playground;
  let rendering: Rendering;

  beforeAll(async () => {
    playground = await startPlayground({ listen: false });
    rendering = createRendering(playground.strapi);
  });

  afterAll(() => playground?.stop());

  const documents = (uid: Parameters<Playground['strapi']['documents']>[0]) =>
    playground.strapi.documents(uid);

  async function createAuthor(name: string, status: 'draft' | 'published' = 'published') {
    const { documentId } = await documents('api::author.author').create({
      data: { name, email: `${name}@example.com` },
      status,
    });
    return documentId;
  }

  async function createArticle(
    data: Record<string, unknown>,
    status: 'draft' | 'published' = 'published'
  ) {
    const { documentId } = await documents('api::article.article').create({
      data: { title: 'Tents', ...data },
      status,
    });
    return documentId;
  }

  it('a relation is the gid and type of the default view of the other entry, empty ones are null and []', async () => {
    const author = await createAuthor('Ada');
    const article = await createArticle({ author });
    const { properties, references } = await rendering.view('article', article, 'en');
    expect(properties).toMatchObject({
      documentId: article,
      locale: 'en',
      title: 'Tents',
      author: { id: shortGid(author, 'author'), type: 'author' },
      category: null,
      tags: [],
      related: [],
    });
    expect(references).toContainEqual({
      uid: 'api::author.author',
      documentId: author,
      locale: null,
      twoWay: true,
    });
  });

  it('both sides of a two-way relation are shown', async () => {
    const author = await createAuthor('Bo');
    const first = await createArticle({ author });
    const second = await createArticle({ author });
    const { properties } = await rendering.view('author', author);
    expect(properties.articles).toEqual([
      { id: shortGid(`${first}-en`, 'article'), type: 'article' },
      { id: shortGid(`${second}-en`, 'article'), type: 'article' },
    ]);
  });

  it('a target that is not published is left out but referenced, and shown once Strapi linked it', async () => {
    const author = await createAuthor('Cleo', 'draft');
    const article = await createArticle({ author });
    const before = await rendering.view('article', article, 'en');
    expect(before.properties.author).toBeNull();
    expect(entriesOf(before.references)).toContain(`api::author.author ${author}`);

    await documents('api::author.author').publish({ documentId: author });
    const after = await rendering.view('article', article, 'en');
    expect(after.properties.author).toEqual({ id: shortGid(author, 'author'), type: 'author' });
    expect(after.hash).not.toBe(before.hash);
  });

  it('a relation that only the draft has is neither shown nor referenced', async () => {
    const author = await createAuthor('Dan');
    const article = await createArticle({});
    await documents('api::article.article').update({ documentId: article, data: { author } });
    const { properties, references } = await rendering.view('article', article, 'en');
    expect(properties.author).toBeNull();
    expect(entriesOf(references)).toEqual([]);
  });

  it('a type without drafts shows published targets only, and references those that will be linked', async () => {
    const live = await createAuthor('Eve');
    await documents('api::author.author').update({ documentId: live, data: { name: 'Changed' } });
    const hidden = await createAuthor('Finn', 'draft');
    const tags = documents('api::tag.tag');
    const one = await tags.create({ data: { name: 'One', owner: live } });
    const two = await tags.create({ data: { name: 'Two', owner: hidden } });

    const shown = await rendering.view('tag', one.documentId);
    expect(shown.properties.owner).toEqual({ id: shortGid(live, 'author'), type: 'author' });
    const unlinked = await rendering.view('tag', two.documentId);
    expect(unlinked.properties.owner).toBeNull();
    expect(entriesOf(unlinked.references)).toEqual([`api::author.author ${hidden}`]);

    await documents('api::author.author').publish({ documentId: hidden });
    const linked = await rendering.view('tag', two.documentId);
    expect(linked.properties.owner).toEqual({ id: shortGid(hidden, 'author'), type: 'author' });
  });

  it('self relations and cycles are references like any other', async () => {
    const first = await createArticle({ title: 'First' });
    const second = await createArticle({ title: 'Second', related: [first] });
    await documents('api::article.article').update({
      documentId: first,
      data: { related: [second] },
      status: 'published',
    });
    const { properties } = await rendering.view('article', first, 'en');
    expect(properties.related).toEqual([
      { id: shortGid(`${second}-en`, 'article'), type: 'article' },
    ]);
  });

  it('a localized target is referenced in the locale of the entry', async () => {
    const categories = documents('api::category.category');
    const { documentId: category } = await categories.create({
      data: { name: 'Food' },
      locale: 'en',
    });
    await createLocale('da');
    await categories.update({ documentId: category, data: { name: 'Mad' }, locale: 'da' });
    await categories.publish({ documentId: category, locale: '*' });
    const article = await createArticle({});
    const articles = documents('api::article.article');
    await articles.update({
      documentId: article,
      locale: 'da',
      data: { title: 'Telte', category },
    });
    await articles.publish({ documentId: article, locale: 'da' });

    const { properties, references } = await rendering.view('article', article, 'da');
    expect(properties.category).toEqual({
      id: shortGid(`${category}-da`, 'category'),
      type: 'category',
    });
    expect(entriesOf(references)).toEqual([`api::category.category ${category} da`]);
  });

  it('relations to entries of mixed types are references to the view of each', async () => {
    const author = await createAuthor('Gil');
    const tag = await documents('api::tag.tag').create({ data: { name: 'Morph' } });
    const authorRow = await playground.strapi.db
      .query('api::author.author')
      .findOne({ where: { documentId: author, publishedAt: { $notNull: true } } });
    const bookmark = await playground.strapi.db.query('api::bookmark.bookmark').create({
      data: {
        label: 'Both',
        publishedAt: new Date(),
        target: { __type: 'api::author.author', id: authorRow.id },
        subjects: [
          { __type: 'api::tag.tag', id: tag.id },
          { __type: 'api::author.author', id: authorRow.id },
        ],
      },
    });
    const { properties, references } = await rendering.view('bookmark', bookmark.documentId);
    const authorView = { id: shortGid(author, 'author'), type: 'author' };
    expect(properties.target).toEqual(authorView);
    expect(properties.subjects).toEqual([
      { id: shortGid(tag.documentId, 'tag'), type: 'tag' },
      authorView,
    ]);
    expect(entriesOf(references)).toEqual([
      `api::author.author ${author}`,
      `api::tag.tag ${tag.documentId}`,
    ]);
  });

  async function createLocale(code: string) {
    const locales = playground.strapi.plugin('i18n').service('locales');
    if (!(await locales.findByCode(code))) await locales.create({ code, name: code });
  }
});

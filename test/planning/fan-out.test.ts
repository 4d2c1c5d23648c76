/** A destination on the top schema is enough: who shows an entry is told when the entry changes. */
import { createDestination } from '../support/destinations';
import { type Playground, startPlayground } from '../support/playground';
import { type Receiver, startReceiver, told as linesOf } from '../support/receiver';
import { toldAbout } from '../support/told-about';

describe('when a referenced entry changes', () => {
  let playground: Playground;
  let receiver: Receiver;

  beforeAll(async () => {
    playground = await startPlayground();
    receiver = await startReceiver();
    await playground.strapi.plugin('i18n').service('locales').create({ code: 'de', name: 'de' });
    await createDestination(playground, { url: receiver.url, events: ['*'] });
  });

  afterAll(async () => {
    await receiver?.stop();
    await playground?.stop();
  });

  const told = (write: () => Promise<unknown>) => toldAbout({ playground, receiver }, write);

  const articles = () => playground.documents('api::article.article');
  const authors = () => playground.documents('api::author.author');
  const categories = () => playground.documents('api::category.category');
  const tags = () => playground.documents('api::tag.tag');
  const pages = () => playground.documents('api::page.page');

  const published = async (uid: string, data: object, locale?: string): Promise<string> => {
    const params = { data, status: 'published', ...(locale ? { locale } : {}) };
    return (await playground.documents(uid).create(params)).documentId;
  };

  it('every live view that references it is deployed again, once', async () => {
    const tag = await published('api::tag.tag', { name: 'Snow' });
    const first = await published('api::article.article', { title: 'A', tags: [tag] }, 'en');
    const second = await published('api::article.article', { title: 'B', tags: [tag] }, 'en');
    await published('api::article.article', { title: 'Without' }, 'en');
    await articles().create({ data: { title: 'Draft', tags: [tag] }, locale: 'en' });

    expect(await told(() => tags().update({ documentId: tag, data: { name: 'Ice' } }))).toEqual(
      [`Deploy article ${first}-en`, `Deploy article ${second}-en`, `Deploy tag ${tag}`].sort()
    );
  });

  it('a save that changes nothing is told to nobody', async () => {
    const tag = await published('api::tag.tag', { name: 'Same' });
    await published('api::article.article', { title: 'Shows it', tags: [tag] }, 'en');
    expect(await told(() => tags().update({ documentId: tag, data: { name: 'Same' } }))).toEqual(
      []
    );
  });

  it('its unpublish and its delete reach the views that showed it', async () => {
    const category = await published('api::category.category', { name: 'Gear' }, 'en');
    const article = await published('api::article.article', { title: 'Tent', category }, 'en');

    expect(
      await told(() => categories().unpublish({ documentId: category, locale: 'en' }))
    ).toEqual([`Deploy article ${article}-en`, `Remove category ${category}-en`]);
    expect(await told(() => categories().publish({ documentId: category, locale: 'en' }))).toEqual([
      `Deploy article ${article}-en`,
      `Deploy category ${category}-en`,
    ]);
    expect(await told(() => categories().delete({ documentId: category, locale: '*' }))).toEqual([
      `Deploy article ${article}-en`,
      `Remove category ${category}-en`,
    ]);
  });

  it('that was gone and is back before anybody looked: who was told of a view meanwhile may have seen it without', async () => {
    const author = await published('api::author.author', { name: 'Away and back' });
    const article = await published('api::article.article', { title: 'By her', author }, 'en');
    // As an unpublish and a publish leave them behind for a planner that was held up.
    const change = (wasLive: boolean) => ({
      uid: 'api::author.author',
      document_id: author,
      locale: '',
      was_live: wasLive,
      due_at: 0,
      created_at: Date.now(),
    });
    const changes = () => playground.strapi.db.connection('destinations_changes');

    expect(await told(() => changes().insert([change(true), change(false)]))).toEqual([
      `Deploy article ${article}-en`,
      `Deploy author ${author}`,
    ]);
    expect(await told(() => changes().insert([change(true), change(true)]))).toEqual([]);
  });

  it('references of references are followed, and cycles end', async () => {
    const a = await published('api::article.article', { title: 'Cycle A' }, 'en');
    const b = await published('api::article.article', { title: 'Cycle B', related: [a] }, 'en');
    await articles().update({ documentId: a, locale: 'en', data: { related: [b] } });
    await articles().publish({ documentId: a, locale: 'en' });
    await articles().update({ documentId: a, locale: 'en', data: { title: 'Cycle A2' } });

    expect(await told(() => articles().publish({ documentId: a, locale: 'en' }))).toEqual(
      [`Deploy article ${a}-en`, `Deploy article ${b}-en`].sort()
    );
  });

  it('a relation deep inside components counts', async () => {
    const author = await published('api::author.author', { name: 'Deep' });
    const page = await published(
      'api::page.page',
      {
        title: 'Nested',
        sections: [{ __component: 'page.columns', columns: [{ heading: 'H', author }] }],
      },
      'en'
    );
    await authors().update({ documentId: author, data: { name: 'Deeper' } });
    expect(await told(() => authors().publish({ documentId: author }))).toEqual([
      `Deploy author ${author}`,
      `Deploy page ${page}-en`,
    ]);
    expect(await told(() => pages().delete({ documentId: page, locale: '*' }))).toEqual([
      `Remove page ${page}-en`,
    ]);
  });

  it('a change of a file reaches the views that show it', async () => {
    const files = playground.strapi.db.query('plugin::upload.file');
    const file = await files.create({
      data: {
        name: 'peak.png',
        hash: 'peak',
        mime: 'image/png',
        size: 1,
        url: '/peak.png',
        provider: 'local',
      },
    });
    const article = await published(
      'api::article.article',
      { title: 'Peak', cover: file.id },
      'en'
    );

    expect(
      await told(() =>
        files.update({ where: { id: file.id }, data: { alternativeText: 'A peak' } })
      )
    ).toEqual([`Deploy article ${article}-en`]);
    expect(await told(() => files.delete({ where: { id: file.id } }))).toEqual([
      `Deploy article ${article}-en`,
    ]);
  });

  it('a bare write to a component reaches the view that shows it, a draft of it does not', async () => {
    const seo = { metaTitle: 'Peaks', metaDescription: 'All about peaks' };
    const article = await published('api::article.article', { title: 'Peaks', seo }, 'en');
    const components = playground.strapi.db.query('shared.seo');
    const rows = await components.findMany({ where: { metaTitle: 'Peaks' }, orderBy: 'id' });
    expect(rows).toHaveLength(2);

    const lines: string[] = [];
    for (const { id } of rows) {
      const data = { metaDescription: `New ${id}` };
      lines.push(...(await told(() => components.update({ where: { id }, data }))));
    }
    expect(lines).toEqual([`Deploy article ${article}-en`]);
  });

  it('a bare deletion of components reaches only the views that showed one of them', async () => {
    const [cliffs] = await Promise.all(
      ['Cliffs', 'Caves'].map((title) => {
        const seo = { metaTitle: title, metaDescription: `All about ${title}` };
        return published('api::article.article', { title, seo }, 'en');
      })
    );
    const components = playground.strapi.db.query('shared.seo');
    expect(await told(() => components.deleteMany({ filters: { metaTitle: 'Cliffs' } }))).toEqual([
      `Deploy article ${cliffs}-en`,
    ]);
  });

  it('an article that is published shows up in the view of its author', async () => {
    const author = await published('api::author.author', { name: 'Prolific' });
    const { documentId } = await articles().create({
      data: { title: 'New', author },
      locale: 'en',
    });
    expect(await told(() => articles().publish({ documentId, locale: 'en' }))).toEqual([
      `Deploy article ${documentId}-en`,
      `Deploy author ${author}`,
    ]);
  });

  it('a destination that does not follow references hears only of the entry itself', async () => {
    const quiet = await startReceiver();
    const { body } = await playground.api.post<{ data: { id: string } }>('/destinations', {
      url: quiet.url,
      events: ['*'],
      followReferences: false,
    });
    const tag = await published('api::tag.tag', { name: 'Rope' });
    await published('api::article.article', { title: 'Knots', tags: [tag] }, 'en');
    await playground.untilQuiet();
    quiet.clear();
    await tags().update({ documentId: tag, data: { name: 'Ropes' } });
    await playground.untilQuiet();
    expect(linesOf(quiet.received)).toEqual([`Deploy tag ${tag}`]);
    await playground.api.delete(`/destinations/${body.data.id}`);
    await quiet.stop();
  });
});

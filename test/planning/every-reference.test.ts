/** Whatever way an entry is shown in another one: when it changes, appears or goes, the view that shows it is told. */
import { type Playground, startPlayground } from '../support/playground';
import { createDestination } from '../support/destinations';
import { type Receiver, startReceiver } from '../support/receiver';
import { toldAbout } from '../support/told-about';

const ARTICLE = 'api::article.article';
const AUTHOR = 'api::author.author';
const BOOKMARK = 'api::bookmark.bookmark';
const CATEGORY = 'api::category.category';
const HOMEPAGE = 'api::homepage.homepage';
const PAGE = 'api::page.page';
const SETTINGS = 'api::site-settings.site-settings';
const TAG = 'api::tag.tag';

describe('an entry that is shown', () => {
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

  async function create(uid: string, data: object, options: object = { status: 'published' }) {
    return (await playground.documents(uid).create({ data, ...options })).documentId;
  }
  const localized = (uid: string, data: object, locale = 'en') =>
    create(uid, data, { locale, status: 'published' });
  const change = (uid: string, documentId: string, data: object, locale?: string) =>
    playground
      .documents(uid)
      .update({ documentId, data, status: 'published', ...(locale ? { locale } : {}) });

  const rowOf = (uid: string, documentId: string) =>
    playground.strapi.db
      .query(uid)
      .findOne({ where: { documentId, publishedAt: { $notNull: true } } });

  let files = 0;
  async function createFile(): Promise<number> {
    files += 1;
    const name = `file-${files}`;
    const data = { name, hash: name, mime: 'image/png', size: 1, url: `/${name}`, provider: 'x' };
    return (await playground.strapi.db.query('plugin::upload.file').create({ data })).id;
  }
  const describeFile = (id: number, text: string) =>
    playground.strapi.db
      .query('plugin::upload.file')
      .update({ where: { id }, data: { alternativeText: text } });
  const deleteFile = (id: number) =>
    playground.strapi.db.query('plugin::upload.file').delete({ where: { id } });

  describe('in a component', () => {
    it('that is nested and repeated in a dynamic zone: through one-way relations, in its locale', async () => {
      const category = await localized(CATEGORY, { name: 'Tents' });
      await change(CATEGORY, category, { name: 'Zelte' }, 'de');
      const article = await localized(ARTICLE, { title: 'Test of tents' });
      const links = [{ label: 'None' }, { label: 'Tents', target: category }];
      const columns = [{ heading: 'A' }, { heading: 'B', teaser: { label: 'Read', article } }];
      const page = await localized(PAGE, {
        title: 'Shop',
        sections: [
          { __component: 'page.hero', heading: 'Hello', links },
          { __component: 'page.columns', columns },
        ],
      });

      expect(await told(() => change(CATEGORY, category, { name: 'Tents!' }, 'en'))).toEqual([
        `Deploy category ${category}-en`,
        `Deploy page ${page}-en`,
      ]);
      expect(await told(() => change(CATEGORY, category, { name: 'Zelte!' }, 'de'))).toEqual([
        `Deploy category ${category}-de`,
      ]);
      expect(await told(() => change(ARTICLE, article, { title: 'Tested' }, 'en'))).toEqual([
        `Deploy article ${article}-en`,
        `Deploy page ${page}-en`,
      ]);
      // New rows of all components, after which the relations are still known.
      await playground.documents(PAGE).publish({ documentId: page, locale: 'en' });
      expect(
        await told(() =>
          playground.documents(ARTICLE).unpublish({ documentId: article, locale: '*' })
        )
      ).toEqual([`Deploy page ${page}-en`, `Remove article ${article}-en`]);
      expect(
        await told(() =>
          playground.documents(CATEGORY).delete({ documentId: category, locale: '*' })
        )
      ).toEqual(
        [
          `Deploy page ${page}-en`,
          `Remove category ${category}-de`,
          `Remove category ${category}-en`,
        ].sort()
      );
    });

    it('files, one and many, also after the view was published again', async () => {
      const [hero, share, single, first, second] = [
        await createFile(),
        await createFile(),
        await createFile(),
        await createFile(),
        await createFile(),
      ];
      const page = await localized(PAGE, {
        title: 'Pictures',
        sections: [{ __component: 'page.hero', heading: 'Look', image: hero }],
      });
      const article = await localized(ARTICLE, {
        title: 'More pictures',
        seo: { metaTitle: 'Pictures', shareImage: share },
        blocks: [
          { __component: 'shared.media', file: single },
          { __component: 'shared.slider', files: [first, second] },
        ],
      });

      expect(await told(() => describeFile(hero, 'A peak'))).toEqual([`Deploy page ${page}-en`]);
      for (const file of [share, single, first, second]) {
        expect([file, await told(() => describeFile(file, 'A lake'))]).toEqual([
          file,
          [`Deploy article ${article}-en`],
        ]);
      }
      await change(ARTICLE, article, { title: 'Even more pictures' }, 'en');
      for (const file of [share, second]) {
        expect([file, await told(() => deleteFile(file))]).toEqual([
          file,
          [`Deploy article ${article}-en`],
        ]);
      }
    });

    it('of a single type', async () => {
      const logo = await createFile();
      const share = await createFile();
      const settings = await create(
        SETTINGS,
        { siteName: 'Magazine', logo, defaultSeo: { metaTitle: 'M', shareImage: share } },
        {}
      );
      for (const file of [logo, share]) {
        expect(await told(() => describeFile(file, 'Round'))).toEqual([
          `Deploy site-settings ${settings}`,
        ]);
      }
    });
  });

  describe('through a relation', () => {
    it('to itself: a change is one message', async () => {
      const article = await localized(ARTICLE, { title: 'Self' });
      await change(ARTICLE, article, { related: [article] }, 'en');
      expect(await told(() => change(ARTICLE, article, { title: 'Myself' }, 'en'))).toEqual([
        `Deploy article ${article}-en`,
      ]);
    });

    it('of a single type, one-way to many', async () => {
      const articles = [
        await localized(ARTICLE, { title: 'First' }),
        await localized(ARTICLE, { title: 'Second' }),
      ];
      const homepage = await localized(HOMEPAGE, { headline: 'Hello', featured: articles });
      for (const article of articles) {
        expect(await told(() => change(ARTICLE, article, { title: 'New' }, 'en'))).toEqual([
          `Deploy article ${article}-en`,
          `Deploy homepage ${homepage}-en`,
        ]);
      }
    });

    it('of a type without drafts to one with drafts: only what is published counts', async () => {
      const author = await create(AUTHOR, { name: 'Ada' }, {});
      const tag = await create(TAG, { name: 'Math', owner: author }, {});
      const authors = playground.documents(AUTHOR);
      const publish = () => authors.publish({ documentId: author });

      expect(await told(publish)).toEqual([`Deploy author ${author}`, `Deploy tag ${tag}`]);
      expect(
        await told(() => authors.update({ documentId: author, data: { name: 'Ada, draft' } }))
      ).toEqual([]);
      expect(await told(publish)).toEqual([`Deploy author ${author}`, `Deploy tag ${tag}`]);
      expect(await told(() => authors.unpublish({ documentId: author }))).toEqual([
        `Deploy tag ${tag}`,
        `Remove author ${author}`,
      ]);
      expect(await told(publish)).toEqual([`Deploy author ${author}`, `Deploy tag ${tag}`]);
      expect(await told(() => authors.delete({ documentId: author }))).toEqual([
        `Deploy tag ${tag}`,
        `Remove author ${author}`,
      ]);
    });

    it('to an entry that is published only later', async () => {
      const author = await create(AUTHOR, { name: 'Later' }, {});
      const article = await localized(ARTICLE, { title: 'Earlier', author });
      expect(
        await told(() => playground.documents(AUTHOR).publish({ documentId: author }))
      ).toEqual([`Deploy article ${article}-en`, `Deploy author ${author}`]);
    });
  });

  describe('through a relation to entries of mixed types', () => {
    it('that was published with its entry: to one and to many', async () => {
      const author = await create(AUTHOR, { name: 'Mixed' });
      const tag = await create(TAG, { name: 'Mixed' }, {});
      const authorRow = await rowOf(AUTHOR, author);
      const tagRow = await rowOf(TAG, tag);
      const bookmark = await create(BOOKMARK, {
        label: 'Both',
        target: { __type: AUTHOR, id: authorRow.id },
        subjects: [{ __type: TAG, id: tagRow.id }],
      });
      await playground.untilQuiet();

      expect(await told(() => change(TAG, tag, { name: 'Changed' }))).toEqual([
        `Deploy bookmark ${bookmark}`,
        `Deploy tag ${tag}`,
      ]);
      expect(await told(() => change(AUTHOR, author, { name: 'Changed' }))).toEqual([
        `Deploy author ${author}`,
        `Deploy bookmark ${bookmark}`,
      ]);
      // Publishing made new rows of both; the view is told all the same.
      expect(await told(() => change(AUTHOR, author, { name: 'Again' }))).toEqual([
        `Deploy author ${author}`,
        `Deploy bookmark ${bookmark}`,
      ]);
      await playground.documents(BOOKMARK).publish({ documentId: bookmark });
      expect(await told(() => playground.documents(TAG).delete({ documentId: tag }))).toEqual([
        `Deploy bookmark ${bookmark}`,
        `Remove tag ${tag}`,
      ]);
    });
  });
});

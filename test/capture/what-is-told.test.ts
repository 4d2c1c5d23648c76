/** Every row of "what happens → message": real writes through Strapi, on a real database, at a real receiver. */
import { createDestination } from '../support/destinations';
import { type Playground, startPlayground } from '../support/playground';
import { type Receiver, startReceiver } from '../support/receiver';
import { toldAbout } from '../support/told-about';

describe('what a receiver is told', () => {
  let playground: Playground;
  let receiver: Receiver;

  beforeAll(async () => {
    playground = await startPlayground();
    receiver = await startReceiver();
    await addLocale('de');
    await addLocale('fr');
    await createDestination(playground, { url: receiver.url, events: ['*'] });
  });

  afterAll(async () => {
    await receiver?.stop();
    await playground?.stop();
  });

  async function addLocale(code: string): Promise<void> {
    await playground.strapi.plugin('i18n').service('locales').create({ code, name: code });
  }

  const told = (write: () => Promise<unknown>) => toldAbout({ playground, receiver }, write);

  const articles = () => playground.documents('api::article.article');
  const authors = () => playground.documents('api::author.author');
  const terms = () => playground.documents('api::glossary-term.glossary-term');
  const tags = () => playground.documents('api::tag.tag');
  const rowsOf = (uid: 'api::article.article' | 'api::author.author' | 'api::tag.tag') =>
    playground.strapi.db.query(uid);

  async function publishedArticle(title: string, locales = ['en']): Promise<string> {
    const [first, ...others] = locales;
    const { documentId } = await articles().create({
      data: { title },
      locale: first,
      status: 'published',
    });
    for (const locale of others) {
      await articles().update({ documentId, locale, data: { title }, status: 'published' });
    }
    return documentId;
  }

  describe('content with draft & publish', () => {
    it('a draft that is created, edited or discarded is told to nobody', async () => {
      expect(
        await told(async () => {
          const { documentId } = await authors().create({ data: { name: 'Ada' } });
          await authors().update({ documentId, data: { name: 'Ada L.' } });
          await authors().discardDraft({ documentId });
        })
      ).toEqual([]);
    });

    // Strapi's releases, by hand or on schedule, need a licence: here are the calls that they make.
    it('what a release or a schedule publishes and unpublishes together is told once each (calls of a release, made by the test)', async () => {
      const [first, second] = [await publishedArticle('Old news'), await publishedArticle('Gone')];
      await articles().update({ documentId: first, locale: 'en', data: { title: 'New news' } });
      const author = await authors().create({ data: { name: 'Released' } });
      const release = async (): Promise<unknown> =>
        playground.strapi.db.transaction(async () => {
          await playground.strapi.db.transaction(async () => {
            await authors().publish({ documentId: author.documentId });
            await articles().publish({ documentId: first, locale: 'en' });
            await articles().unpublish({ documentId: second, locale: 'en' });
          });
        });
      expect(await told(release)).toEqual(
        [
          `Deploy article ${first}-en`,
          `Deploy author ${author.documentId}`,
          `Remove article ${second}-en`,
        ].sort()
      );
    });

    it('a release of which one entry cannot be published is told of not at all (calls of a release, made by the test)', async () => {
      const { documentId } = await authors().create({ data: { name: 'Almost released' } });
      const release = async (): Promise<void> => {
        const failing = playground.strapi.db.transaction(async () => {
          await authors().publish({ documentId });
          throw new Error('the next entry is not valid');
        });
        await expect(failing).rejects.toThrow('not valid');
      };
      expect(await told(release)).toEqual([]);
    });

    it('a publish and a publish again are a Deploy each', async () => {
      const { documentId } = await authors().create({ data: { name: 'Grace' } });
      const once = await told(() => authors().publish({ documentId }));
      await authors().update({ documentId, data: { name: 'Grace H.' } });
      const again = await told(() => authors().publish({ documentId }));
      expect([once, again]).toEqual([
        [`Deploy author ${documentId}`],
        [`Deploy author ${documentId}`],
      ]);
    });

    it('a create and an update with status published are a Deploy', async () => {
      expect(
        await told(() => authors().create({ data: { name: 'Joan' }, status: 'published' }))
      ).toEqual([expect.stringMatching(/^Deploy author /)]);
    });

    it('a publish of all locales is a Deploy per locale', async () => {
      const documentId = await publishedArticle('Trails', ['en', 'de']);
      await articles().update({ documentId, locale: 'en', data: { title: 'Trails 2' } });
      await articles().update({ documentId, locale: 'de', data: { title: 'Wege 2' } });
      expect(await told(() => articles().publish({ documentId, locale: '*' }))).toEqual([
        `Deploy article ${documentId}-de`,
        `Deploy article ${documentId}-en`,
      ]);
    });

    it('an unpublish is a Remove, and only of what was live', async () => {
      const documentId = await publishedArticle('Huts', ['en', 'de']);
      expect(await told(() => articles().unpublish({ documentId, locale: 'de' }))).toEqual([
        `Remove article ${documentId}-de`,
      ]);
      expect(await told(() => articles().unpublish({ documentId, locale: '*' }))).toEqual([
        `Remove article ${documentId}-en`,
      ]);
    });

    it('a delete of one locale and of all is a Remove per view that was live', async () => {
      const documentId = await publishedArticle('Rivers', ['en', 'de', 'fr']);
      expect(await told(() => articles().delete({ documentId, locale: 'fr' }))).toEqual([
        `Remove article ${documentId}-fr`,
      ]);
      expect(await told(() => articles().delete({ documentId, locale: '*' }))).toEqual([
        `Remove article ${documentId}-de`,
        `Remove article ${documentId}-en`,
      ]);
    });

    it('a delete that reads back only some fields still carries the full identity', async () => {
      const documentId = await publishedArticle('Lakes', ['en', 'de']);
      expect(
        await told(() => articles().delete({ documentId, locale: '*', fields: ['title'] }))
      ).toEqual([`Remove article ${documentId}-de`, `Remove article ${documentId}-en`]);
    });

    it('a delete of a draft that was never published is told to nobody', async () => {
      const { documentId } = await authors().create({ data: { name: 'Nobody' } });
      expect(await told(() => authors().delete({ documentId }))).toEqual([]);
    });

    it('bulk publish, unpublish and delete tell of each entry once', async () => {
      const manager = playground.strapi.plugin('content-manager').service('document-manager');
      const drafts = await Promise.all(
        ['A', 'B', 'C'].map((name) => authors().create({ data: { name } }))
      );
      const ids = drafts.map(({ documentId }) => documentId).sort();
      const all = (action: string) => ids.map((id) => `${action} author ${id}`).sort();

      expect(await told(() => manager.publishMany('api::author.author', ids))).toEqual(
        all('Deploy')
      );
      expect(await told(() => manager.unpublishMany(ids, 'api::author.author'))).toEqual(
        all('Remove')
      );
      await manager.publishMany('api::author.author', ids);
      expect(await told(() => manager.deleteMany(ids, 'api::author.author'))).toEqual(
        all('Remove')
      );
    });

    it('a single type is told like any other', async () => {
      const homepage = playground.documents('api::homepage.homepage');
      const { documentId } = await homepage.create({
        data: { headline: 'Out there' },
        locale: 'en',
      });
      expect(await told(() => homepage.publish({ documentId, locale: 'en' }))).toEqual([
        `Deploy homepage ${documentId}-en`,
      ]);
    });
  });

  describe('content without draft & publish', () => {
    it('a create and an update are a Deploy, a delete is a Remove', async () => {
      const { documentId } = await tags().create({ data: { name: 'Fire' } });
      await playground.untilQuiet();
      expect(await told(() => tags().update({ documentId, data: { name: 'Water' } }))).toEqual([
        `Deploy tag ${documentId}`,
      ]);
      expect(await told(() => tags().delete({ documentId }))).toEqual([`Remove tag ${documentId}`]);
    });

    it('a change of a field that all locales share is a Deploy per locale', async () => {
      const { documentId } = await terms().create({
        data: { term: 'Bivouac', definition: 'A night outside', sortKey: 'b' },
        locale: 'en',
      });
      await terms().update({
        documentId,
        locale: 'de',
        data: { term: 'Biwak', definition: 'Eine Nacht draußen' },
      });
      expect(
        await told(() => terms().update({ documentId, locale: 'en', data: { sortKey: 'bb' } }))
      ).toEqual([`Deploy glossary-term ${documentId}-de`, `Deploy glossary-term ${documentId}-en`]);
    });
  });

  describe('writes below the document service', () => {
    it('writes on published rows are told, writes on drafts are not', async () => {
      const documentId = await publishedArticle('Rocks');
      const live = { documentId, publishedAt: { $notNull: true } };
      const draft = { documentId, publishedAt: { $null: true } };
      const articleRows = rowsOf('api::article.article');

      expect(
        await told(() => articleRows.update({ where: draft, data: { title: 'Draft' } }))
      ).toEqual([]);
      expect(
        await told(() => articleRows.update({ where: live, data: { title: 'Live' } }))
      ).toEqual([`Deploy article ${documentId}-en`]);
      expect(
        await told(() => articleRows.update({ where: live, data: { publishedAt: null } }))
      ).toEqual([`Remove article ${documentId}-en`]);
    });

    it('a create without a documentId, a delete, and their many-forms are told', async () => {
      const tagRows = rowsOf('api::tag.tag');
      const created = await told(() => tagRows.create({ data: { name: 'Sole' } }));
      expect(created).toEqual([expect.stringMatching(/^Deploy tag [a-z0-9]{20,}$/)]);
      expect(await told(() => tagRows.delete({ where: { name: 'Sole' } }))).toEqual([
        created[0].replace('Deploy', 'Remove'),
      ]);

      const many = await told(() =>
        tagRows.createMany({ data: [{ name: 'Many' }, { name: 'Many' }] })
      );
      expect(many).toHaveLength(2);
      const all = { where: { name: 'Many' } };
      expect(await told(() => tagRows.updateMany({ ...all, data: { color: 'red' } }))).toEqual(
        many
      );
      expect(await told(() => tagRows.deleteMany(all))).toEqual(
        many.map((line) => line.replace('Deploy', 'Remove'))
      );
    });

    it('many-forms are told of the rows that Strapi chooses: only deleteMany heeds filters', async () => {
      const tagRows = rowsOf('api::tag.tag');
      const create = (color: string) =>
        told(() => tagRows.create({ data: { name: 'Chosen', color } }));
      const [red] = await create('red');
      const [blue] = await create('blue');

      const some = { where: { name: 'Chosen' }, filters: { color: 'red' } };
      const renamed = await told(() => tagRows.updateMany({ ...some, data: { name: 'Picked' } }));
      expect(renamed).toEqual([red, blue].sort());
      expect(await told(() => tagRows.deleteMany({ ...some, where: { name: 'Picked' } }))).toEqual([
        red.replace('Deploy', 'Remove'),
      ]);
    });

    it('a locale that is deleted is a Remove of everything that was live in it', async () => {
      const documentId = await publishedArticle('Moss', ['en', 'fr']);
      const locales = playground.strapi.plugin('i18n').service('locales');
      const fr = await locales.findByCode('fr');
      const removed = await told(() => locales.delete({ id: fr.id }));
      expect(removed).toContain(`Remove article ${documentId}-fr`);
      expect(removed.every((line) => line.endsWith('-fr'))).toBe(true);
      await addLocale('fr');
    });
  });

  describe('transactions', () => {
    it('a write that is rolled back is told to nobody', async () => {
      expect(
        await told(() =>
          playground.strapi.db
            .transaction(async () => {
              await authors().create({ data: { name: 'Ghost' }, status: 'published' });
              throw new Error('changed my mind');
            })
            .catch((error: Error) => expect(error.message).toBe('changed my mind'))
        )
      ).toEqual([]);
      const [{ count }] = await playground.knex('destinations_changes').count({ count: '*' });
      expect(Number(count)).toBe(0);
    });

    it('an entry that is written often in one transaction is recorded once', async () => {
      const { documentId } = await tags().create({ data: { name: 'Busy' } });
      expect(
        await told(() =>
          playground.strapi.db.transaction(async ({ trx }) => {
            for (const name of ['Busy 1', 'Busy 2', 'Busy 3']) {
              await tags().update({ documentId, data: { name } });
            }
            const rows = await trx('destinations_changes').where({ document_id: documentId });
            expect(rows).toHaveLength(1);
          })
        )
      ).toEqual([`Deploy tag ${documentId}`]);
    });

    it('a change that cannot be recorded fails the write', async () => {
      const { knex } = playground;
      await knex.schema.renameTable('destinations_changes', 'destinations_changes_away');
      try {
        await expect(
          authors().create({ data: { name: 'Unlucky' }, status: 'published' })
        ).rejects.toBeTruthy();
        await expect(
          rowsOf('api::tag.tag').create({ data: { name: 'Unlucky' } })
        ).rejects.toBeTruthy();
      } finally {
        await knex.schema.renameTable('destinations_changes_away', 'destinations_changes');
      }
      expect(await rowsOf('api::author.author').count({ where: { name: 'Unlucky' } })).toBe(0);
      expect(await rowsOf('api::tag.tag').count({ where: { name: 'Unlucky' } })).toBe(0);
    });
  });

  it('users, files and other types of plugins are never told', async () => {
    expect(
      await told(async () => {
        const users = playground.strapi.db.query('plugin::users-permissions.user');
        const user = await users.create({ data: { username: 'u', email: 'u@example.com' } });
        await users.delete({ where: { id: user.id } });
        await playground.strapi.db.query('plugin::upload.file').create({
          data: {
            name: 'f',
            hash: 'f',
            mime: 'text/plain',
            size: 1,
            url: '/f',
            provider: 'local',
          },
        });
      })
    ).toEqual([]);
  });
});

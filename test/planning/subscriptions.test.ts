/** Of everything that happens, a destination hears what it subscribed to: events, locales, spaces, changes worth it. */
import { createDestination } from '../support/destinations';
import { type Playground, startPlayground } from '../support/playground';
import { type Receiver, startReceiver, told } from '../support/receiver';

const ARTICLE = 'api::article.article';
const TAG = 'api::tag.tag';

describe('a destination', () => {
  let playground: Playground;
  const receivers = new Map<string, Receiver>();

  /** Each has a receiver of its own, and all of them hear of the same writes. */
  const SUBSCRIPTIONS: Record<string, object> = {
    everything: { events: ['*'] },
    deploys: { events: ['*.deploy'] },
    removes: { events: ['tag.remove'] },
    german: { events: ['*'], locales: ['de'] },
    elsewhere: { events: ['*'], space: 'elsewhere' },
    states: { events: ['*'], notifyEveryChange: false },
    repeats: { events: ['*'], skipUnchanged: false },
    nothing: {},
  };

  beforeAll(async () => {
    playground = await startPlayground({ config: { pollInterval: 0.1 } });
    await playground.strapi.plugin('i18n').service('locales').create({ code: 'de', name: 'de' });
    for (const [name, subscription] of Object.entries(SUBSCRIPTIONS)) {
      const receiver = await startReceiver();
      receivers.set(name, receiver);
      await createDestination(playground, { name, url: receiver.url, ...subscription });
    }
  });

  afterAll(async () => {
    for (const receiver of receivers.values()) await receiver.stop();
    await playground?.stop();
  });

  /** Who was told what; those who heard nothing are left out. */
  async function heard(write: () => Promise<unknown>): Promise<Record<string, string[]>> {
    await playground.untilQuiet();
    for (const receiver of receivers.values()) receiver.clear();
    await write();
    await playground.untilQuiet();
    const lines = [...receivers].map(([name, { received }]) => [name, told(received).sort()]);
    return Object.fromEntries(lines.filter(([, list]) => list.length > 0));
  }

  it('hears of the actions, locales and space that it asked for', async () => {
    const tags = playground.documents(TAG);
    let tag = '';
    const created = await heard(async () => {
      tag = (await tags.create({ data: { name: 'New' } })).documentId;
    });
    // What has no locale concerns every locale.
    const deploy = [`Deploy tag ${tag}`];
    expect(created).toEqual({
      everything: deploy,
      deploys: deploy,
      german: deploy,
      states: deploy,
      repeats: deploy,
    });
    const remove = [`Remove tag ${tag}`];
    expect(await heard(() => tags.delete({ documentId: tag }))).toEqual({
      everything: remove,
      removes: remove,
      german: remove,
      states: remove,
      repeats: remove,
    });
  });

  it('hears of the first Deploy and of the Remove only, when it does not want every change', async () => {
    const articles = playground.documents(ARTICLE);
    const { documentId } = await articles.create({
      data: { title: 'One' },
      locale: 'en',
      status: 'published',
    });
    const change = await heard(() =>
      articles.update({ documentId, locale: 'en', data: { title: 'Two' }, status: 'published' })
    );
    expect(Object.keys(change)).toEqual(['everything', 'deploys', 'repeats']);
    const german = await heard(() =>
      articles.update({ documentId, locale: 'de', data: { title: 'Zwei' }, status: 'published' })
    );
    expect(german.states).toEqual([`Deploy article ${documentId}-de`]);
    expect(german.german).toEqual([`Deploy article ${documentId}-de`]);
    const gone = await heard(() => articles.delete({ documentId, locale: '*' }));
    expect(gone.states).toEqual([
      `Remove article ${documentId}-de`,
      `Remove article ${documentId}-en`,
    ]);
    expect(gone.german).toEqual([`Remove article ${documentId}-de`]);
  });

  it('hears of a publish that changed nothing only when it wants that', async () => {
    const articles = playground.documents(ARTICLE);
    const { documentId } = await articles.create({
      data: { title: 'Same' },
      locale: 'en',
      status: 'published',
    });
    expect(await heard(() => articles.publish({ documentId, locale: 'en' }))).toEqual({
      repeats: [`Deploy article ${documentId}-en`],
    });
  });
});

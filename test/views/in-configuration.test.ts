/** Views that an app writes in its configuration: told, fetched and kept up to date like any other. */
import path from 'node:path';

import { type DeliveryWithAttempts } from '../../contracts/delivery';
import { type DeliveredView } from '../../contracts/view';
import { createDestination } from '../support/destinations';
import { hearFailures } from '../support/heard';
import { type Playground, startPlayground } from '../support/playground';
import { type Receiver, startReceiver } from '../support/receiver';
import { toldAbout } from '../support/told-about';

describe('views in the configuration', () => {
  let playground: Playground;
  let receiver: Receiver;
  let id: string;

  beforeAll(async () => {
    playground = await startPlayground({
      config: { pollInterval: 0.1 },
      env: { DESTINATIONS_VIEWS: path.join(__dirname, 'support/views/magazine.cjs') },
    });
    receiver = await startReceiver();
    ({ id } = await createDestination(playground, {
      url: receiver.url,
      alias: 'newsroom',
      events: ['index-line.*', 'fragile.*'],
    }));
  });

  afterAll(async () => {
    await receiver?.stop();
    await playground?.stop();
  });

  const told = (write: () => Promise<unknown>) => toldAbout({ playground, receiver }, write);
  const authors = () => playground.documents('api::author.author');

  const publish = async (uid: string, data: object, locale?: string): Promise<string> =>
    (
      await playground
        .documents(uid)
        .create({ data, status: 'published', ...(locale ? { locale } : {}) })
    ).documentId;

  const deliveriesOf = async (query: string): Promise<DeliveryWithAttempts[]> => {
    const { body } = await playground.api.get<{ data: DeliveryWithAttempts[] }>(
      `/destinations/${id}/deliveries?${query}`
    );
    return body.data;
  };

  it('two views of one content type are two messages, one of two content types comes from both', async () => {
    let article = '';
    let page = '';
    const lines = await told(async () => {
      article = await publish('api::article.article', { title: 'Peaks' }, 'en');
      page = await publish('api::page.page', { title: 'Shop' }, 'en');
    });
    // The alias in the view is enough: the destination does not subscribe to "story".
    expect(lines).toEqual(
      [
        `Deploy index-line ${article}-en`,
        `Deploy index-line ${page}-en`,
        `Deploy story ${article}-en`,
      ].sort()
    );
    expect(
      await told(() =>
        playground.documents('api::article.article').unpublish({ documentId: article, locale: '*' })
      )
    ).toEqual([`Remove index-line ${article}-en`, `Remove story ${article}-en`]);
  });

  it('is fetched by the address in the message, by its url and by its handle', async () => {
    const author = await publish('api::author.author', { name: 'Ada' });
    const data = { title: 'Ropes', slug: 'ropes', author };
    await told(() => publish('api::article.article', data, 'en'));
    const story = receiver.received.find(({ message }) => message.type === 'story');
    const address = new URL(story?.message.url ?? '');
    for (const query of [address.search, '?url=/stories/ropes', '?handle=story-ropes']) {
      const { body } = await playground.api.get<DeliveredView>(`/destinations/delivery${query}`);
      expect(body.data.view).toMatchObject({
        headline: 'Ropes',
        by: { type: 'author', view: { name: 'Ada' } },
      });
    }
  });

  it('a lookup is asked again when an entry that it found changes, comes or goes', async () => {
    await told(() => publish('api::tag.tag', { name: 'Color 1' }));
    const article = await publish(
      'api::article.article',
      { title: 'Colors', slug: 'colors' },
      'en'
    );
    const about = async (write: () => Promise<unknown>) =>
      (await told(write)).filter((line) => line.includes(article));
    const colors = async () =>
      (await playground.api.get<DeliveredView>('/destinations/delivery?handle=story-colors')).body
        .data.view.colors;

    let tag = '';
    const tags = playground.documents('api::tag.tag');
    expect(
      await about(async () => {
        tag = await publish('api::tag.tag', { name: 'Color 2' });
      })
    ).toEqual([`Deploy story ${article}-en`]);
    expect(await colors()).toEqual(['Color 1', 'Color 2']);
    expect(await about(() => tags.update({ documentId: tag, data: { name: 'No color' } }))).toEqual(
      [`Deploy story ${article}-en`]
    );
    expect(await colors()).toEqual(['Color 1']);
    expect(await about(() => tags.delete({ documentId: tag }))).toEqual([
      `Deploy story ${article}-en`,
    ]);
  });

  it('code that throws is tried three times, then failed, shown and told once; others go on, Remove works', async () => {
    const heard = hearFailures(playground);
    const author = await publish('api::author.author', { name: 'Good' });
    const failed = `originId=${author}&status=failed`;
    await playground.untilQuiet();

    await authors().update({ documentId: author, data: { name: 'Bad' } });
    expect(
      await told(async () => {
        await authors().publish({ documentId: author });
        await publish('api::author.author', { name: 'Next to it' });
      })
    ).toEqual([expect.stringMatching(/^Deploy fragile /)]);

    for (const tries of [1, 2]) {
      expect(await deliveriesOf(failed)).toEqual([]);
      const waiting = await playground.knex('destinations_changes').where({ type: 'fragile' });
      expect(waiting).toMatchObject([{ document_id: author, tries }]);
      await playground.knex('destinations_changes').where({ tries }).update({ due_at: 0 });
      await playground.untilQuiet();
    }
    const [delivery] = await deliveriesOf(failed);
    expect(delivery).toMatchObject({ reason: 'schema_error', attemptCount: 0 });
    const { body } = await playground.api.get<{ data: DeliveryWithAttempts }>(
      `/destinations/${id}/deliveries/${delivery.id}`
    );
    expect(body.data.attempts).toMatchObject([
      { number: 0, error: { code: 'schema_error', message: 'no portrait of Bad' } },
    ]);
    expect(heard.emitted).toMatchObject([
      {
        destinationId: id,
        delivery: {
          id: delivery.id,
          event: 'fragile.deploy',
          originId: author,
          reason: 'schema_error',
          error: 'no portrait of Bad',
        },
      },
    ]);
    expect(heard.lines).toEqual([
      expect.stringMatching(
        /^delivery.failed .* alias=newsroom event=fragile.deploy .*error="no portrait of Bad"$/
      ),
    ]);
    const destination = await playground.api.get<{ data: { suspended: boolean } }>(
      `/destinations/${id}`
    );
    expect(destination.body.data.suspended).toBe(false);

    expect(await told(() => authors().unpublish({ documentId: author }))).toEqual([
      `Remove fragile ${author}`,
    ]);
  });
});

/** Sending chosen entries again. */
import { type RedeployedEntries } from '../../contracts/job';
import { type ViewType } from '../../contracts/view-type';
import { type Answered, type Playground, startPlayground } from '../support/playground';
import { type Receiver, startReceiver, told } from '../support/receiver';

interface Failure {
  error: { details: { errors: { path: string[] }[] } };
}

describe('chosen entries', () => {
  let playground: Playground;
  let receiver: Receiver;
  let bystander: Receiver;

  beforeAll(async () => {
    playground = await startPlayground();
    receiver = await startReceiver();
    bystander = await startReceiver();
    await playground.api.post('/destinations', { url: receiver.url, events: ['*'] });
    await playground.api.post('/destinations', { url: bystander.url, events: ['author.*'] });
  });

  afterAll(async () => {
    await receiver?.stop();
    await bystander?.stop();
    await playground?.stop();
  });

  beforeEach(async () => {
    await playground.untilQuiet();
    receiver.clear();
    bystander.clear();
  });

  const redeploy = (body: object): Promise<Answered<{ data: RedeployedEntries } & Failure>> =>
    playground.api.post('/destinations/redeploy-entries', body);

  async function createTags(names: string[]): Promise<string[]> {
    const ids: string[] = [];
    for (const name of names) {
      const { documentId } = await playground.documents('api::tag.tag').create({ data: { name } });
      ids.push(documentId);
    }
    await playground.untilQuiet();
    receiver.clear();
    return ids;
  }

  it('are sent again although nothing changed, to those who subscribe, and no other entry is', async () => {
    const [tents, , stoves] = await createTags(['Tents', 'Boots', 'Stoves']);
    const { status, body } = await redeploy({
      uid: 'api::tag.tag',
      documentIds: [tents, stoves, 'no-such-document'],
    });
    expect(status).toBe(202);
    expect(body.data).toEqual({ views: 2, queued: 2 });

    await playground.untilQuiet();
    expect(told(receiver.received).sort()).toEqual(
      [`Deploy tag ${tents}`, `Deploy tag ${stoves}`].sort()
    );
    expect(bystander.received).toEqual([]);
  });

  it('of one locale leave the other locales alone', async () => {
    const articles = playground.documents('api::article.article');
    const { documentId } = await articles.create({
      data: { title: 'Rain', slug: 'rain' },
      locale: 'en',
      status: 'published',
    });
    await articles.update({
      documentId,
      data: { title: 'Regen', slug: 'regen' },
      locale: 'de',
      status: 'published',
    });
    await playground.untilQuiet();
    receiver.clear();

    const { body } = await redeploy({
      uid: 'api::article.article',
      documentIds: [documentId],
      locale: 'de',
    });
    expect(body.data.views).toBe(1);
    await playground.untilQuiet();
    expect(told(receiver.received)).toEqual([`Deploy article ${documentId}-de`]);
  });

  it('that are not published are not sent', async () => {
    const { documentId } = await playground
      .documents('api::author.author')
      .create({ data: { name: 'Draft' } });
    await playground.untilQuiet();
    const { status, body } = await redeploy({
      uid: 'api::author.author',
      documentIds: [documentId],
    });
    expect([status, body.data]).toEqual([202, { views: 0, queued: 0 }]);
  });

  it.each([
    [{}, ['uid', 'documentIds']],
    [{ uid: 'api::tag.tag', documentIds: [] }, ['documentIds']],
    [{ uid: 'api::tag.tag', documentIds: Array(101).fill('a') }, ['documentIds']],
    [{ uid: 'api::tag.tag', documentIds: ['a'], locales: ['en'] }, ['locales']],
  ])('of a wrong request are refused: %j', async (body, fields) => {
    const answer = await redeploy(body);
    expect(answer.status).toBe(400);
    const paths = answer.body.error.details.errors.map(({ path }) => path[0]);
    expect(new Set(paths)).toEqual(new Set(fields));
  });

  it('which content has views can be asked', async () => {
    const { body } = await playground.api.get<{ data: ViewType[] }>('/destinations/view-types');
    expect(body.data).toContainEqual({
      type: 'tag',
      contentTypes: [{ uid: 'api::tag.tag', kind: 'collectionType' }],
    });
    expect(body.data).toContainEqual({
      type: 'homepage',
      contentTypes: [{ uid: 'api::homepage.homepage', kind: 'singleType' }],
    });
  });
});

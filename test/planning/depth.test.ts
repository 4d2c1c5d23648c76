/** How many references away a change still counts is a setting. */
import { createDestination } from '../support/destinations';
import { type Playground, startPlayground } from '../support/playground';
import { type Receiver, startReceiver } from '../support/receiver';
import { toldAbout } from '../support/told-about';

const TAG = 'api::tag.tag';
const ARTICLE = 'api::article.article';
const HOMEPAGE = 'api::homepage.homepage';

describe.each([
  [0, ['tag']],
  [1, ['article', 'tag']],
  [2, ['article', 'homepage', 'tag']],
])('references.depth %i', (depth, types) => {
  let playground: Playground;
  let receiver: Receiver;

  beforeAll(async () => {
    playground = await startPlayground({ config: { references: { depth } } });
    receiver = await startReceiver();
    await createDestination(playground, { url: receiver.url, events: ['*'] });
  });

  afterAll(async () => {
    await receiver?.stop();
    await playground?.stop();
  });

  it(`tells ${types.join(', ')} of a tag that the featured article of the homepage has`, async () => {
    const { documentId: tag } = await playground
      .documents(TAG)
      .create({ data: { name: 'Deep down' } });
    const live = { locale: 'en', status: 'published' };
    const { documentId: article } = await playground
      .documents(ARTICLE)
      .create({ data: { title: 'Featured', tags: [tag] }, ...live });
    await playground
      .documents(HOMEPAGE)
      .create({ data: { headline: 'Hello', featured: [article] }, ...live });

    const lines = await toldAbout({ playground, receiver }, () =>
      playground.documents(TAG).update({ documentId: tag, data: { name: 'Changed' } })
    );
    expect(lines.map((line) => line.split(' ')[1])).toEqual(types);
  });
});

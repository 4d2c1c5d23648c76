/** How many views a subscription would bring. */
import { type ViewCount } from '../../contracts/view-count';
import { eventually } from '../support/eventually';
import { type Playground, startPlayground } from '../support/playground';

const TAG = 'api::tag.tag';
const ARTICLE = 'api::article.article';

describe('GET /views/count', () => {
  let playground: Playground;

  beforeAll(async () => {
    playground = await startPlayground();
    for (const name of ['Wood', 'Wool', 'Wax']) {
      await playground.documents(TAG).create({ data: { name }, status: 'published' });
    }
    await publishArticle('en');
    await publishArticle('en');
    await publishArticle('de');
    await eventually('all views in the ledger', async () => (await count('events=*')) >= 6);
  });

  afterAll(() => playground?.stop());

  async function publishArticle(locale: string): Promise<void> {
    const data = { title: 'Ten knots', slug: `ten-knots-${Math.random()}` };
    await playground.documents(ARTICLE).create({ data, locale, status: 'published' });
  }

  async function count(query: string): Promise<number> {
    const { status, body } = await playground.api.get<{ data: ViewCount }>(
      `/destinations/views/count?${query}`
    );
    expect([status, body.data.capped]).toEqual([200, false]);
    return body.data.total;
  }

  it('counts the live views of the types, as a destination would get them', async () => {
    const all = await count('events=*');
    expect(await count('events=tag.*')).toBe(3);
    expect(await count('events=tag.deploy,article.deploy')).toBe(6);
    expect(await count('events=*.deploy')).toBe(all);
    expect(await count('')).toBe(0);
    expect(await count('events=nothing.*')).toBe(0);
  });

  it('a Remove alone brings no views', async () => {
    expect(await count('events=*.remove')).toBe(0);
  });

  it('content without locales counts in every locale', async () => {
    expect(await count('events=article.*&locales=en')).toBe(2);
    expect(await count('events=article.*,tag.*&locales=de')).toBe(4);
  });

  it('another space has its own views', async () => {
    expect(await count('events=*&space=intranet')).toBe(0);
  });

  it('forgets what is unpublished', async () => {
    const { documentId } = await playground
      .documents(TAG)
      .create({ data: { name: 'Wire' }, status: 'published' });
    await eventually('four tags', async () => (await count('events=tag.*')) === 4);
    await playground.documents(TAG).delete({ documentId });
    await eventually('three tags', async () => (await count('events=tag.*')) === 3);
  });

  it('refuses what it does not know with the name of the parameter', async () => {
    const { status, body } = await playground.api.get<{ error: { message: string } }>(
      '/destinations/views/count?types=tag'
    );
    expect(status).toBe(400);
    expect(body.error.message).toContain('types');
  });
});

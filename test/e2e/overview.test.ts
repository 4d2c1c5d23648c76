/** The first page of the plugin, as a person sees it. */
import { type DestinationWithSecret } from '../../contracts/destination';
import { type Receiver, startReceiver } from '../support/receiver';
import { seriousProblems } from './support/accessibility';
import { type Panel, startPanel } from './support/panel';
import { illustrate, takeScreenshots } from './support/screenshot';

const TAG = 'api::tag.tag';
const HOUR_MS = 3_600_000;
const LONG_NAME =
  'The search index of the customer portal for all of northern Europe and its islands';

describe('the overview', () => {
  let panel: Panel;
  let broken: Receiver;

  beforeAll(async () => {
    panel = await startPanel();
    broken = await startReceiver(500);
  });
  afterAll(async () => {
    await panel?.stop();
    await broken?.stop();
  });

  async function create(input: object): Promise<DestinationWithSecret> {
    const { status, body } = await panel.playground.api.post<{ data: DestinationWithSecret }>(
      '/destinations',
      { events: ['tag.*'], ...input }
    );
    expect(status).toBe(201);
    return body.data;
  }

  /** As if it had happened that many hours ago. */
  async function moveStatistics(hours: number): Promise<void> {
    const { knex } = panel.playground;
    await knex('destinations_statistics').decrement('hour', hours * HOUR_MS);
  }

  it('leads from the empty state to the first destination in one click', async () => {
    const { page } = panel;
    await panel.open('/plugins/destinations');
    await page.getByRole('link', { name: 'Create a destination' }).waitFor();
    await takeScreenshots(page, 'overview-empty');
    expect(await seriousProblems(page)).toEqual([]);

    await page.getByRole('link', { name: 'Create a destination' }).click();
    await page.getByRole('heading', { name: 'New destination' }).waitFor();
  });

  it('shows how every destination does', async () => {
    const { page, playground, receiver } = panel;
    await create({ name: 'Storefront', url: receiver.url });
    await create({
      name: LONG_NAME,
      url: broken.url,
      failureHandling: { retry: { maxAttempts: 1 }, suspend: false },
    });
    await create({ name: 'Edge cache', url: receiver.url, enabled: false });
    const { id } = await create({ name: 'Newsletter', url: receiver.url });
    await playground.api.patch(`/destinations/${id}/suspend`, {});

    for (const [index, name] of ['Wood', 'Wool', 'Wax', 'Wire', 'Wind'].entries()) {
      await playground.documents(TAG).create({ data: { name }, status: 'published' });
      await receiver.waitFor(index + 1);
      await broken.waitFor(index + 1);
      await moveStatistics(index % 2 === 0 ? 3 : 2);
    }
    await panel.open('/plugins/destinations');
    await page.getByText('100% of 5').waitFor();
    await page.getByText('0% of 5', { exact: true }).waitFor();
    await page.getByText('5 delivered and 5 failed in the last 24 hours.').waitFor();
    await page.locator('.recharts-bar-rectangle').first().waitFor();
    expect(await seriousProblems(page)).toEqual([]);
    await illustrate(page, 'overview');
  });

  it('leads to the pages of a destination', async () => {
    const { page } = panel;
    await page.getByRole('link', { name: 'Storefront' }).click();
    await page.getByRole('heading', { name: 'Storefront', level: 1 }).waitFor();
    await page.getByRole('link', { name: 'Deliveries' }).click();
    await page.waitForURL(/\/deliveries$/);
    expect(await seriousProblems(page)).toEqual([]);
  });
});

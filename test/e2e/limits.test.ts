/** What the panel looks like when there is much of everything: deliveries, letters in a name, destinations. */
import { type DestinationWithSecret } from '../../contracts/destination';
import { seriousProblems } from './support/accessibility';
import { insertHistory } from './support/history';
import { tooNarrow } from './support/layout';
import { type Panel, startPanel } from './support/panel';
import { takeScreenshots } from './support/screenshot';

const ARTICLE = 'api::article.article';
const OVERVIEW = '/plugins/destinations';
/** On a busy machine; what a person waits for is far less. */
const QUICK_MS = 5_000;

let panel: Panel;

beforeAll(async () => {
  panel = await startPanel();
});
afterAll(() => panel?.stop());

async function create(input: object): Promise<string> {
  const { status, body } = await panel.playground.api.post<{ data: DestinationWithSecret }>(
    '/destinations',
    { url: panel.receiver.url, events: ['article.*'], ...input }
  );
  expect(status).toBe(201);
  return body.data.id;
}

async function quickly(action: () => Promise<unknown>): Promise<void> {
  const start = Date.now();
  await action();
  expect(Date.now() - start).toBeLessThan(QUICK_MS);
}

describe('a destination with 10,000 deliveries', () => {
  let id: string;

  beforeAll(async () => {
    id = await create({ name: 'Warehouse' });
    await insertHistory(panel.playground.knex, { destinationId: id, count: 10_000 });
  });

  const at = (query = '') => `${OVERVIEW}/${id}/deliveries${query}`;
  const row = (name: string) => panel.page.getByRole('row', { name, exact: false });
  const rows = () => panel.page.getByRole('grid').getByRole('row');

  async function choose(field: string, option: string): Promise<void> {
    await panel.page.getByRole('combobox', { name: field }).click();
    await panel.page.getByRole('option', { name: option, exact: true }).click();
  }

  it('shows the newest ones at once', async () => {
    const { page } = panel;
    await panel.open(at());
    await quickly(() => row('entry9999-en').waitFor());
    await page.getByText('10,000 deliveries', { exact: true }).waitFor();
    expect(await rows().count()).toBe(1 + 25);
    await takeScreenshots(page, 'deliveries-many');
  });

  it('has pages as far as the oldest one', async () => {
    const { page } = panel;
    await page.getByRole('link', { name: 'Go to page 2', exact: true }).click();
    await quickly(() => row('entry9974-en').waitFor());
    await page.getByRole('link', { name: 'Go to page 400' }).click();
    await quickly(() => row('entry0-en').waitFor());
    expect(await rows().count()).toBe(1 + 25);

    await page.getByRole('combobox', { name: 'Entries per page' }).click();
    await page.getByRole('option', { name: '100' }).click();
    await quickly(() => row('entry9900-en').waitFor());
    expect(await rows().count()).toBe(1 + 100);
    await page.getByText('10,000 deliveries').scrollIntoViewIfNeeded();
    await takeScreenshots(page, 'deliveries-many-pages');
    expect(await seriousProblems(page)).toEqual([]);
  });

  it('is filtered, counted and emptied of filters without a wait', async () => {
    const { page } = panel;
    await panel.open(at());
    await choose('Status', 'Failed');
    await page.keyboard.press('Escape');
    await quickly(() => page.getByText('1,000 deliveries', { exact: true }).waitFor());
    await choose('Type', 'page');
    await quickly(() => page.getByText('500 deliveries', { exact: true }).waitFor());
    await row('entry9980-en').waitFor();
    expect(await page.getByRole('gridcell', { name: 'Failed', exact: true }).count()).toBe(25);
    await takeScreenshots(page, 'deliveries-many-filtered');

    await page.getByRole('button', { name: 'Clear filters' }).click();
    await quickly(() => page.getByText('10,000 deliveries', { exact: true }).waitFor());
  });

  it('lets a page of what was diverted be acted on, and says how far it is', async () => {
    const { page } = panel;
    await panel.open(`${OVERVIEW}/${id}/diverted?pageSize=100`);
    await quickly(() => page.getByText('1,000 deliveries', { exact: true }).waitFor());
    await page.getByRole('checkbox', { name: 'Select all entries' }).click();
    await page.getByRole('button', { name: 'Delete (100)' }).click();
    await page.getByRole('button', { name: 'Confirm' }).click();
    await page.getByText(/^\d+ of 100$/).waitFor();
    await page.getByText('100 deliveries are off the list.').waitFor();
    await page.getByText('900 deliveries', { exact: true }).waitFor();
  });

  it('says once why all of them were refused', async () => {
    const { page, playground } = panel;
    await playground.api.patch(`/destinations/${id}`, { enabled: false });
    await page.getByRole('checkbox', { name: 'Select all entries' }).click();
    await page.getByRole('button', { name: 'Resend (100)' }).click();
    await page.getByText(/^Not possible for 100: .* while it is Inactive/).waitFor();
    await takeScreenshots(page, 'diverted-refused');
    expect(await page.getByText(/^Not possible/).count()).toBe(1);
  });
});

describe('names, addresses and ids that are as long as they may be', () => {
  const name = 'Suchindex'.repeat(15).slice(0, 128);
  const header = 'x'.repeat(200);
  let id: string;
  let documentId: string;

  beforeAll(async () => {
    const { playground, receiver } = panel;
    const url = `${receiver.url}/${'path'.repeat(200)}?token=${'a'.repeat(400)}`;
    id = await create({ name, url, headers: { 'X-Long': [header] } });
    ({ documentId } = await playground.documents(ARTICLE).create({
      data: { title: 'Rain jackets', slug: 'rain-jackets' },
      locale: 'en',
      status: 'published',
    }));
    await playground.untilQuiet();
    const originId = 'origin'.repeat(17).slice(0, 100);
    await insertHistory(playground.knex, { destinationId: id, count: 12, originId });
  });

  it('fit on the overview', async () => {
    const { page } = panel;
    await panel.open(OVERVIEW);
    await page.getByRole('link', { name }).waitFor();
    await takeScreenshots(page, 'long-overview');
    expect(await tooNarrow(page)).toEqual([]);
  });

  it('fit on the pages of the destination', async () => {
    const { page } = panel;
    await page.getByRole('link', { name }).click();
    await page.getByRole('heading', { name, level: 1 }).waitFor();
    await page.getByRole('button', { name: 'Send a test' }).waitFor();
    await takeScreenshots(page, 'long-settings');
    expect(await tooNarrow(page)).toEqual([]);

    await page.getByRole('heading', { name: 'Fetching the views' }).scrollIntoViewIfNeeded();
    await takeScreenshots(page, 'long-settings-scrolled');
    expect(await tooNarrow(page)).toEqual([]);
  });

  it('fit in the dialogs', async () => {
    const { page } = panel;
    await page.getByRole('button', { name: 'Send a test' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Send', exact: true }).click();
    await page.getByText('Answered with 200').waitFor();
    await takeScreenshots(page, 'long-test');
    expect(await tooNarrow(page, '[role=dialog]')).toEqual([]);
    await page.keyboard.press('Escape');

    await page.getByRole('button', { name: 'More' }).click();
    await page.getByRole('menuitem', { name: 'Delete' }).click();
    await page.getByRole('alertdialog').waitFor();
    await takeScreenshots(page, 'long-delete');
    expect(await tooNarrow(page, '[role=alertdialog]')).toEqual([]);
    await page.keyboard.press('Escape');
  });

  it('fit in the list of deliveries, and on the page of one', async () => {
    const { page } = panel;
    await page.getByRole('link', { name: 'Deliveries' }).click();
    await page.getByRole('gridcell', { name: 'Failed' }).first().waitFor();
    await takeScreenshots(page, 'long-deliveries');
    expect(await tooNarrow(page)).toEqual([]);

    await panel.open(`${OVERVIEW}/${id}/deliveries?originId=${documentId}-en`);
    await page.getByRole('link', { name: 'article.deploy' }).click();
    await page.getByText('Attempt 1: HTTP 200').waitFor();
    await takeScreenshots(page, 'long-delivery');
    expect(await tooNarrow(page)).toEqual([]);
  });

  it('fit on the page of the content', async () => {
    const { page } = panel;
    await panel.open(`${OVERVIEW}/${id}/content`);
    await page.getByRole('button', { name: 'Compare' }).click();
    await page.getByText('The destination has everything.').waitFor();
    await takeScreenshots(page, 'long-content');
    expect(await tooNarrow(page)).toEqual([]);
  });

  it('fit beside an entry', async () => {
    const { page } = panel;
    await panel.open(`/content-manager/collection-types/${ARTICLE}/${documentId}`);
    await page.locator('aside').getByText('Live', { exact: true }).first().waitFor();
    await takeScreenshots(page, 'long-entry-panel');
    expect(await tooNarrow(page, 'aside:has(h3)')).toEqual([]);
  });
});

describe('a hundred destinations', () => {
  beforeAll(async () => {
    for (let number = 1; number <= 100; number += 1) {
      await create({ name: `Shop ${String(number).padStart(3, '0')}`, enabled: number % 3 > 0 });
    }
  });

  it('come in pages', async () => {
    const { page } = panel;
    await panel.open(OVERVIEW);
    await page.getByText('102 destinations are told about your content').waitFor();
    expect(await page.getByRole('grid').getByRole('row').count()).toBe(1 + 25);
    await takeScreenshots(page, 'overview-many');
    await page.getByRole('link', { name: 'Go to page 5' }).click();
    await page.getByRole('grid').getByRole('row').nth(2).waitFor();
    await page.getByRole('navigation', { name: 'Pagination' }).scrollIntoViewIfNeeded();
    await takeScreenshots(page, 'overview-many-last-page');
    expect(await tooNarrow(page)).toEqual([]);
    expect(await seriousProblems(page)).toEqual([]);
  });

  it('are found by a part of their name', async () => {
    const { page } = panel;
    await page.getByRole('button', { name: 'Search', exact: true }).click();
    await page.getByPlaceholder('Search destinations').fill('shop 09');
    await page.keyboard.press('Enter');
    await page.getByRole('link', { name: 'Shop 090' }).waitFor();
    await page.getByRole('link', { name: 'Shop 001' }).waitFor({ state: 'detached' });
    expect(await page.getByRole('grid').getByRole('row').count()).toBe(1 + 10);
    await takeScreenshots(page, 'overview-search');

    await page.getByPlaceholder('Search destinations').fill('nowhere');
    await page.keyboard.press('Enter');
    await page.getByText('No destination has this in its name.').waitFor();
    await takeScreenshots(page, 'overview-search-nothing');
  });

  it('are all counted on the home page', async () => {
    const { page } = panel;
    await panel.open('/');
    const figures = page.locator('section', { hasText: 'Failed in 24 hours' });
    // The warehouse is inactive by now, and so is every third shop.
    await figures.getByText('68', { exact: true }).waitFor();
  });
});

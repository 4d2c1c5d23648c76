/** What editors see: the panel beside an entry, the bulk action of the list, the widget of the home page. */
import { eventually } from '../support/eventually';
import { told } from '../support/receiver';
import { seriousProblems } from './support/accessibility';
import { type Panel, startPanel } from './support/panel';
import { createPersonWith } from './support/people';
import { illustrate, takeScreenshots } from './support/screenshot';

const UID = 'api::article.article';
const LIST = `/content-manager/collection-types/${UID}`;
const ENGLISH = 'plugins[i18n][locale]=en';

describe('editors', () => {
  let panel: Panel;
  let documentId: string;

  beforeAll(async () => {
    panel = await startPanel();
    const { playground, receiver } = panel;
    await playground.api.post('/destinations', {
      name: 'Storefront',
      url: receiver.url,
      events: ['article.*'],
      failureHandling: { retry: { maxAttempts: 1 }, suspend: false },
    });
    ({ documentId } = await playground
      .documents(UID)
      .create({ data: { title: 'Rain jackets in the rain', slug: 'rain' }, locale: 'en' }));
  });
  afterAll(() => panel?.stop());

  const aside = () => panel.page.locator('aside', { hasText: 'Destinations' });

  it('publish an entry and watch it go live', async () => {
    const { page, receiver } = panel;
    receiver.answer((_received, response) =>
      setTimeout(() => response.writeHead(200).end(), 3_000)
    );
    await panel.open(`${LIST}/${documentId}?${ENGLISH}`);
    await aside().getByText('Not published anywhere yet.').waitFor();

    await page.getByRole('button', { name: 'Publish' }).click();
    await aside().getByText('On its way').waitFor();
    await aside().getByText('Live', { exact: true }).waitFor();
    expect(told(receiver.received)).toEqual([`Deploy article ${documentId}-en`]);
    await illustrate(page, 'entry-panel');
    expect(await seriousProblems(page, 'aside:has(h3)')).toEqual([]);
  });

  it('see what failed, and try it again', async () => {
    const { page, receiver } = panel;
    receiver.answer(500);
    await page.getByRole('textbox', { name: 'title' }).fill('Rain jackets, tested');
    await page.getByRole('button', { name: 'Publish' }).click();
    await aside().getByText('Failed').waitFor();
    await takeScreenshots(page, 'entry-panel-failed');

    receiver.answer(200);
    receiver.clear();
    await aside().getByRole('button', { name: 'Try Storefront again' }).click();
    // What was live before still says so while this is under way, which must not count for the next test.
    await receiver.waitFor(1);
    await aside().getByText('Live', { exact: true }).waitFor();
  });

  it('send chosen entries again from the list', async () => {
    const { page, receiver } = panel;
    receiver.clear();
    await panel.open(`${LIST}?${ENGLISH}`);
    await page.getByRole('gridcell', { name: 'Rain jackets, tested' }).waitFor();
    await page.getByRole('checkbox', { name: 'Select all entries' }).click();
    await page.getByRole('button', { name: 'Redeploy' }).click();
    await page.getByText('Redeploy 1 entry?').waitFor();
    await takeScreenshots(page, 'bulk-redeploy');
    await page.getByRole('alertdialog').getByRole('button', { name: 'Redeploy' }).click();
    await page.getByText('1 entry is on the way to the destinations.').waitFor();
    await receiver.waitFor(1);
    expect(told(receiver.received)).toEqual([`Deploy article ${documentId}-en`]);
  });

  it('see on the home page how the destinations are doing', async () => {
    const { page } = panel;
    await panel.open('/');
    const widget = page.locator('section', { hasText: 'Failed in 24 hours' });
    await widget.getByText('Failed in 24 hours').waitFor();
    await widget.scrollIntoViewIfNeeded();
    await takeScreenshots(page, 'home-widget');
  });

  it('who may not see deliveries see neither panel nor widget', async () => {
    const person = await createPersonWith(panel.playground.strapi, 'writer', [], [UID]);
    const page = await panel.logIn(person);
    const asked: string[] = [];
    page.on('request', (request) => asked.push(new URL(request.url()).pathname));
    await panel.open(`${LIST}/${documentId}?${ENGLISH}`, page);
    await page.getByRole('textbox', { name: 'title' }).waitFor();
    await eventually('the rights of the writer', () => asked.some((path) => path.includes(UID)));
    expect(await page.locator('aside', { hasText: 'Storefront' }).count()).toBe(0);
    expect(asked.filter((path) => path.startsWith('/destinations'))).toEqual([]);
    await page.context().close();
  });
});

/** A destination from its birth to its settings, by mouse and keyboard. */
import { type Destination } from '../../contracts/destination';
import { seriousProblems } from './support/accessibility';
import { type Panel, startPanel } from './support/panel';
import { illustrate, takeScreenshots } from './support/screenshot';

const TAG = 'api::tag.tag';

describe('a destination in the panel', () => {
  let panel: Panel;
  let id: string;

  beforeAll(async () => {
    panel = await startPanel();
    for (const name of ['Wood', 'Wool', 'Wax']) {
      await panel.playground.documents(TAG).create({ data: { name }, status: 'published' });
    }
    await panel.playground.untilQuiet();
  });
  afterAll(() => panel?.stop());

  async function stored(): Promise<Destination> {
    const { body } = await panel.playground.api.get<{ data: Destination }>(`/destinations/${id}`);
    return body.data;
  }

  it('is made from the empty state, and gets what exists already', async () => {
    const { page, receiver } = panel;
    await panel.open('/plugins/destinations');
    await page.getByRole('link', { name: 'Create a destination' }).click();

    const url = page.getByRole('textbox', { name: 'URL', exact: true });
    await url.fill('shop.example.com');
    await url.blur();
    await page.getByText('is not an address').waitFor();
    await url.fill(receiver.url);
    await page.getByRole('textbox', { name: 'Name' }).fill('Storefront');
    await page.getByRole('checkbox', { name: 'author: Deploy' }).click();
    await page.getByRole('checkbox', { name: 'tag: Deploy' }).click();
    await page.getByText('This destination would receive 3 views.').waitFor();
    await page.getByRole('checkbox', { name: 'Send existing content now' }).click();
    await page.getByRole('button', { name: 'Generate an access key' }).click();
    expect(await seriousProblems(page)).toEqual([]);
    await page.getByRole('columnheader', { name: 'Deploy' }).scrollIntoViewIfNeeded();
    await illustrate(page, 'destination-new');

    await page.getByRole('button', { name: 'Create', exact: true }).click();
    const secret = await page.getByRole('textbox', { name: 'Secret' }).inputValue();
    expect(secret).toMatch(/^whsec_/);
    await takeScreenshots(page, 'secret');
    await page.getByRole('button', { name: 'I have stored it' }).click();
    await page.getByRole('heading', { name: 'Storefront', level: 1 }).waitFor();

    id = new URL(page.url()).pathname.split('/').at(-1) ?? '';
    expect(await stored()).toMatchObject({
      name: 'Storefront',
      events: ['author.deploy', 'tag.deploy'],
    });
    await receiver.waitFor(3);
    expect(receiver.received[0].headers['x-api-key']).toMatch(/^[\w-]{32}$/);
  });

  it('shows its settings, and saves what is changed', async () => {
    const { page } = panel;
    await page.getByText('then after 10 sec, 20 sec, then diverted').waitFor();
    await page.getByRole('textbox', { name: 'Attempts' }).fill('4');
    await page.getByText('then after 10 sec, 20 sec, 40 sec, then diverted').waitFor();
    await page.getByRole('button', { name: 'Save', exact: true }).click();
    await page.getByText('Storefront is saved.').waitFor();
    expect((await stored()).failureHandling.retry).toMatchObject({ maxAttempts: 4 });
    expect(await seriousProblems(page)).toEqual([]);
    await page.getByText('Storefront is saved.').waitFor({ state: 'detached' });
    await page.getByRole('checkbox', { name: 'Suspend after' }).scrollIntoViewIfNeeded();
    await illustrate(page, 'destination-failure-handling');
    await page.getByRole('heading', { name: 'Fetching the views' }).scrollIntoViewIfNeeded();
    await takeScreenshots(page, 'destination-receiver');
  });
});

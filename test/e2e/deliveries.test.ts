/** What operators do: read the history, try again, resend what was diverted, compare and redeploy. */
import { type Delivery } from '../../contracts/delivery';
import { told } from '../support/receiver';
import { seriousProblems } from './support/accessibility';
import { type Panel, startPanel } from './support/panel';
import { createPersonWith } from './support/people';
import { illustrate, takeScreenshots } from './support/screenshot';

const TAG = 'api::tag.tag';

describe('operators', () => {
  let panel: Panel;
  let id: string;

  beforeAll(async () => {
    panel = await startPanel();
    const { playground, receiver } = panel;
    const { body } = await playground.api.post<{ data: { id: string } }>('/destinations', {
      name: 'Storefront',
      url: receiver.url,
      events: ['tag.*', 'author.*'],
      failureHandling: { retry: { maxAttempts: 2, intervalSeconds: 1 }, suspend: false },
    });
    id = body.data.id;
  });
  afterAll(() => panel?.stop());

  const at = (path = '') => `/plugins/destinations/${id}${path}`;

  async function createTags(...names: string[]): Promise<void> {
    for (const name of names) await panel.playground.documents(TAG).create({ data: { name } });
    await panel.playground.untilQuiet();
  }

  async function failedIds(): Promise<string[]> {
    const { body } = await panel.playground.api.get<{ data: Delivery[] }>(
      `/destinations/${id}/deliveries?status=failed`
    );
    return body.data.map((delivery) => delivery.id);
  }

  it('see an empty history that says what to do', async () => {
    await panel.open(at('/deliveries'));
    await panel.page.getByText('Nothing has been delivered yet.').waitFor();
    await takeScreenshots(panel.page, 'deliveries-empty');
  });

  it('see new deliveries only when they ask for them', async () => {
    const { page, receiver } = panel;
    await createTags('Wood');
    await page.getByRole('gridcell', { name: 'Delivered', exact: true }).first().waitFor();
    receiver.answer((_received, response) => {
      response.writeHead(503, { 'content-type': 'text/plain', 'retry-after': '1' });
      response.end('The shop is closed for maintenance.');
    });
    await createTags('Wax', 'Wire', 'Wicker');
    const more = page.getByRole('button', { name: 'Show 3 new deliveries' });
    await more.waitFor();
    expect(await page.getByRole('row').count()).toBe(2);
    await more.click();
    await page.getByRole('gridcell', { name: 'Failed', exact: true }).nth(2).waitFor();
    await illustrate(page, 'deliveries');
    expect(await seriousProblems(page)).toEqual([]);
  });

  it('find what failed, and keep the filter in the address', async () => {
    const { page } = panel;
    await page.getByRole('combobox', { name: 'Status' }).click();
    await page.getByRole('option', { name: 'Failed' }).click();
    await page.keyboard.press('Escape');
    await page.waitForURL(/status=failed/);
    await page.reload();
    await page.getByText('3 deliveries', { exact: true }).waitFor();
  });

  it('read one with its attempts, and try it again', async () => {
    const { page, receiver } = panel;
    const [first] = await failedIds();
    await page.getByRole('link', { name: 'tag.deploy' }).first().click();
    await page.waitForURL(new RegExp(first));
    await page.getByText('Attempt 2: HTTP 503').waitFor();
    await page.getByText('The shop is closed for maintenance.').waitFor();
    await page.getByText('All attempts are used up.').waitFor();
    await illustrate(page, 'delivery');
    expect(await seriousProblems(page)).toEqual([]);

    receiver.answer(200);
    await page.getByRole('button', { name: 'Try again' }).click();
    await page.getByText('1 delivery is sent again.').waitFor();
    await page.getByText('Attempt 3: HTTP 200').waitFor();
    await page.getByText('asked for by hand').waitFor();

    await page.getByRole('link', { name: 'All deliveries' }).click();
    await page.waitForURL(/deliveries\?status=failed/);
  });

  it('resend what was diverted, and delete the rest', async () => {
    const { page, receiver } = panel;
    receiver.clear();
    await panel.open(at('/diverted'));
    await page.getByText('2 deliveries', { exact: true }).waitFor();
    await takeScreenshots(page, 'diverted');
    expect(await seriousProblems(page)).toEqual([]);

    const boxes = page.getByRole('checkbox');
    await boxes.nth(1).click();
    await page.getByRole('button', { name: 'Resend (1)' }).click();
    await page.getByText('1 delivery is sent again.').waitFor();
    await receiver.waitFor(1);
    await page.getByText('1 delivery', { exact: true }).waitFor();

    await boxes.nth(1).click();
    await page.getByRole('button', { name: 'Delete (1)' }).click();
    await page.getByRole('button', { name: 'Confirm' }).click();
    await page.getByText('Nothing is diverted').waitFor();
    expect(await failedIds()).toHaveLength(1);
  });

  it('compare, repair and redeploy', async () => {
    const { page, playground, receiver } = panel;
    await panel.open(at('/content'));
    await page.getByRole('button', { name: 'Compare' }).click();
    await page.getByText('1 view is not as it should be.').waitFor();
    await illustrate(page, 'content');
    expect(await seriousProblems(page)).toEqual([]);

    receiver.clear();
    await page.getByRole('button', { name: 'Repair' }).click();
    await page.getByText('The repair of Storefront has started.').waitFor();
    await receiver.waitFor(1);
    await page.getByRole('listitem').filter({ hasText: 'Finished' }).first().waitFor();
    await playground.untilQuiet();

    receiver.clear();
    await page.getByRole('button', { name: 'Redeploy', exact: true }).click();
    await receiver.waitFor(4);
    expect(new Set(told(receiver.received)).size).toBe(4);
    await page.getByRole('listitem').filter({ hasText: 'Finished' }).nth(1).waitFor();
  });

  it('take away what it no longer subscribes to, only when they say so', async () => {
    const { page, playground, receiver } = panel;
    await playground.untilQuiet();
    receiver.clear();
    await playground.api.patch(`/destinations/${id}`, { events: ['author.*'] });
    await panel.open(at('/content'));
    await page.getByRole('button', { name: 'Compare' }).click();
    const also = page.getByRole('checkbox', {
      name: 'Also remove the 4 views that it no longer subscribes to',
    });
    await also.waitFor();
    const repair = page.getByRole('button', { name: 'Repair' });
    expect(await repair.isDisabled()).toBe(true);
    await takeScreenshots(page, 'content-unsubscribed');
    expect(await seriousProblems(page)).toEqual([]);

    await also.click();
    await repair.click();
    await receiver.waitFor(4);
    expect(told(receiver.received).every((each) => each.startsWith('Remove tag'))).toBe(true);
  });

  it('who may only read see no buttons that change something', async () => {
    const person = await createPersonWith(panel.playground.strapi, 'reader', [
      'destinations.read',
      'deliveries.read',
    ]);
    const page = await panel.logIn(person);
    await panel.open(at('/deliveries'), page);
    await page.getByRole('link', { name: 'tag.deploy' }).first().waitFor();
    expect(await page.getByRole('checkbox').count()).toBe(0);
    expect(await page.getByRole('button', { name: 'Cancel waiting…' }).count()).toBe(0);

    await page.getByRole('link', { name: 'tag.deploy' }).first().click();
    await page.getByRole('button', { name: 'Copy as curl' }).waitFor();
    expect(await page.getByRole('button', { name: 'Try again' }).count()).toBe(0);
    await panel.open(at('/content'), page);
    await page.getByRole('button', { name: 'Compare' }).waitFor();
    expect(await page.getByRole('button', { name: 'Redeploy', exact: true }).count()).toBe(0);
    await page.context().close();
  });
});

/** The server goes away while somebody works, and comes back. */
import { type Page } from 'playwright-core';

import { type DestinationWithSecret } from '../../contracts/destination';
import { startTcpProxy, type TcpProxy } from '../support/tcp-proxy';
import { seriousProblems } from './support/accessibility';
import { type Panel, startPanel } from './support/panel';
import { takeScreenshots } from './support/screenshot';

const TAG = 'api::tag.tag';
const OVERVIEW = '/plugins/destinations';

describe('a server that goes away', () => {
  let panel: Panel;
  let proxy: TcpProxy;
  let page: Page;
  let id: string;

  beforeAll(async () => {
    panel = await startPanel();
    const { playground, receiver } = panel;
    const { body } = await playground.api.post<{ data: DestinationWithSecret }>('/destinations', {
      name: 'Storefront',
      url: receiver.url,
      events: ['tag.*'],
    });
    id = body.data.id;
    proxy = await startTcpProxy(Number(new URL(playground.url).port));
    page = await panel.logIn(panel.administrator, `http://127.0.0.1:${proxy.port}`);
  });
  afterAll(async () => {
    await panel?.stop();
    await proxy?.stop();
  });

  const open = (path: string) => page.goto(`http://127.0.0.1:${proxy.port}/admin${path}`);
  const outdated = () => page.getByText('This page is not up to date');

  async function untilBack(): Promise<void> {
    await proxy.restore();
    await outdated().waitFor({ state: 'detached' });
  }

  it('is said on the overview, which goes on by itself', async () => {
    await open(OVERVIEW);
    await page.getByRole('link', { name: 'Storefront' }).waitFor();
    await proxy.cut();
    await outdated().waitFor();
    await page.getByText('The server does not answer.').waitFor();
    await page.getByRole('link', { name: 'Storefront' }).waitFor();
    await takeScreenshots(page, 'offline-overview');
    expect(await seriousProblems(page)).toEqual([]);
    await untilBack();
  });

  it('is said on every page of a destination, and loses nothing that was typed', async () => {
    await open(`${OVERVIEW}/${id}`);
    await page.getByRole('textbox', { name: 'Attempts' }).fill('4');
    await proxy.cut();
    await outdated().waitFor();
    await page.getByRole('button', { name: 'Save', exact: true }).click();
    await page.getByRole('status').getByText('The server does not answer.').first().waitFor();
    await takeScreenshots(page, 'offline-settings');

    await untilBack();
    expect(await page.getByRole('textbox', { name: 'Attempts' }).inputValue()).toBe('4');
    await page.getByText('This destination would receive no views at the moment.').waitFor();
    await page.getByRole('button', { name: 'Save', exact: true }).click();
    await page.getByText('Storefront is saved.').waitFor();
  });

  it('keeps a page from its content only until it is back', async () => {
    await open(`${OVERVIEW}/${id}`);
    await page.getByRole('heading', { name: 'Storefront', level: 1 }).waitFor();
    await proxy.cut();
    await page.getByRole('link', { name: 'Deliveries' }).click();
    await page.getByRole('alert').getByText('The server does not answer.').waitFor();
    await outdated().waitFor();
    await takeScreenshots(page, 'offline-deliveries');

    await untilBack();
    await page.getByText('Nothing has been delivered yet.').waitFor();
  });

  it('shows what happened in the meantime', async () => {
    const { playground } = panel;
    await proxy.cut();
    await outdated().waitFor();
    await playground.documents(TAG).create({ data: { name: 'Wood' } });
    await playground.untilQuiet();
    await playground.api.patch(`/destinations/${id}/suspend`, {});

    await untilBack();
    await page.getByRole('gridcell', { name: 'Delivered', exact: true }).waitFor();
    await page.getByText('A person suspended it.').waitFor();
  });
});

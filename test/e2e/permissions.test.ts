/** What a role may not do is not offered to it. */
import { type Page } from 'playwright-core';

import { type DestinationWithSecret } from '../../contracts/destination';
import { createPersonWith } from './support/people';
import { type Panel, startPanel } from './support/panel';

describe('roles in the panel', () => {
  let panel: Panel;
  let id: string;

  beforeAll(async () => {
    panel = await startPanel();
    const { body } = await panel.playground.api.post<{ data: DestinationWithSecret }>(
      '/destinations',
      { name: 'Storefront', url: panel.receiver.url, events: ['*'] }
    );
    id = body.data.id;
  });
  afterAll(() => panel?.stop());

  async function logInWith(name: string, permissions: string[]): Promise<Page> {
    return panel.logIn(await createPersonWith(panel.playground.strapi, name, permissions));
  }

  it('without a permission of the plugin there is no page and no link to it', async () => {
    const page = await logInWith('nobody', []);
    await page.getByRole('navigation').first().waitFor();
    expect(await page.locator('a[href$="/plugins/destinations"]').count()).toBe(0);
    await panel.open(`/plugins/destinations/${id}`, page);
    await page.getByText("You don't have the permissions to access that content").waitFor();
  });

  it('who may only read sees the settings and can change nothing', async () => {
    const page = await logInWith('reader', ['destinations.read']);
    await panel.open('/plugins/destinations', page);
    await page.getByRole('link', { name: 'Storefront' }).click();
    await page.getByRole('heading', { name: 'Storefront', level: 1 }).waitFor();
    expect(await page.getByRole('textbox', { name: 'Name' }).isDisabled()).toBe(true);
    for (const name of ['Save', 'Send a test', 'More']) {
      expect([name, await page.getByRole('button', { name, exact: true }).count()]).toEqual([
        name,
        0,
      ]);
    }
    expect(await page.getByRole('link', { name: 'Deliveries' }).count()).toBe(0);

    await panel.open('/plugins/destinations/new', page);
    await page.getByText("You don't have the permissions to access that content").waitFor();
  });

  it('who may change but not rotate or delete is not offered those', async () => {
    const page = await logInWith('operator', [
      'destinations.read',
      'destinations.update',
      'deliveries.read',
      'deliveries.retry',
    ]);
    await panel.open(`/plugins/destinations/${id}`, page);
    await page.getByRole('button', { name: 'More' }).click();
    await page.getByRole('menuitem', { name: 'Suspend' }).waitFor();
    expect(await page.getByRole('menuitem', { name: 'Rotate the secret' }).count()).toBe(0);
    expect(await page.getByRole('menuitem', { name: 'Delete' }).count()).toBe(0);
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: 'Send a test' }).waitFor();
  });
});

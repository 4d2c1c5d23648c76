/** The panel without a mouse: everything is reached, and nobody loses the place. */
import { type Locator } from 'playwright-core';

import { type Destination } from '../../contracts/destination';
import { type Panel, startPanel } from './support/panel';
import { takeScreenshots } from './support/screenshot';

type Role = 'link' | 'button' | 'textbox' | 'checkbox' | 'menuitem';

const TAG = 'api::tag.tag';
/** More than any page has. */
const MOST_STOPS = 150;

describe('a keyboard alone', () => {
  let panel: Panel;
  let settings: string;

  beforeAll(async () => {
    panel = await startPanel();
  });
  afterAll(() => panel?.stop());

  const focused = (role: Role, name: string): Locator =>
    panel.page.locator(':focus').and(panel.page.getByRole(role, { name, exact: true }));

  /** As a person does, who sees where the focus is. */
  async function pressUntil(key: string, target: Locator): Promise<void> {
    for (let stops = 0; stops < MOST_STOPS; stops += 1) {
      if ((await target.count()) > 0) return;
      await panel.page.keyboard.press(key);
    }
    throw new Error(`${key} does not lead to ${target}`);
  }

  async function tabTo(role: Role, name: string): Promise<void> {
    await panel.page.getByRole(role, { name, exact: true }).waitFor();
    await pressUntil('Tab', focused(role, name));
  }

  const untilFocused = (role: Role, name: string): Promise<void> => focused(role, name).waitFor();

  /** A dialog listens from when it has the focus. */
  async function escape(role: 'dialog' | 'alertdialog'): Promise<void> {
    const { page } = panel;
    await page.locator(`[role=${role}] :focus`).waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole(role).waitFor({ state: 'detached' });
  }

  /** A menu goes to what is typed a moment after the key, and Enter would choose another one before. */
  async function choose(item: string): Promise<void> {
    const { page } = panel;
    await tabTo('button', 'More');
    await page.keyboard.press('Enter');
    await page.getByRole('menuitem', { name: item, exact: true }).waitFor();
    await page.keyboard.type(item);
    await untilFocused('menuitem', item);
    await page.keyboard.press('Enter');
  }

  it('makes a destination', async () => {
    const { page, playground, receiver } = panel;
    await panel.open('/plugins/destinations');
    await tabTo('link', 'Create a destination');
    await page.keyboard.press('Enter');

    await tabTo('textbox', 'URL');
    await page.keyboard.type(receiver.url);
    await tabTo('textbox', 'Name');
    await page.keyboard.type('Storefront');
    await tabTo('checkbox', 'tag: Deploy');
    await page.keyboard.press('Space');
    await takeScreenshots(page, 'keyboard-new');
    await tabTo('button', 'Create');
    await page.keyboard.press('Enter');

    await page.getByText('It is shown only now').waitFor();
    await tabTo('button', 'I have stored it');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'Storefront', level: 1 }).waitFor();
    settings = new URL(page.url()).pathname.replace('/admin', '');
    const { body } = await playground.api.get<{ data: Destination[] }>('/destinations');
    expect(body.data).toMatchObject([{ name: 'Storefront', events: ['tag.deploy'] }]);
  });

  it('leaves a dialog with Escape, and is back at the button that opened it', async () => {
    const { page } = panel;
    await tabTo('button', 'Send a test');
    await page.keyboard.press('Enter');
    await page.getByRole('dialog', { name: 'Test Storefront' }).waitFor();
    await escape('dialog');
    await untilFocused('button', 'Send a test');
    await takeScreenshots(page, 'keyboard-back');
  });

  it.each([
    ['Rotate the secret', 'dialog'],
    ['Delete', 'alertdialog'],
  ] as const)('is back at the menu after "%s"', async (item, role) => {
    await choose(item);
    await escape(role);
    await untilFocused('button', 'More');
  });

  it('is back at the menu when a new secret was shown', async () => {
    const { page } = panel;
    await choose('Rotate the secret');
    await tabTo('button', 'Make a new secret');
    await page.keyboard.press('Enter');
    await tabTo('button', 'I have stored it');
    await page.keyboard.press('Enter');
    await untilFocused('button', 'More');
  });

  it('opens a destination and a delivery from their lists', async () => {
    const { page, playground } = panel;
    await playground.documents(TAG).create({ data: { name: 'Wood' } });
    await playground.untilQuiet();
    await panel.open('/plugins/destinations');
    await page.getByRole('link', { name: /^Deploy tag, delivered/ }).waitFor();
    // A list is one stop, and has arrows inside.
    await pressUntil('Tab', page.locator('[role=grid] :focus'));
    await pressUntil('ArrowDown', focused('link', 'Storefront'));
    await page.keyboard.press('Enter');

    await tabTo('link', 'Deliveries');
    await page.keyboard.press('Enter');
    await page.getByRole('link', { name: 'tag.deploy' }).waitFor();
    await pressUntil('Tab', page.locator('[role=grid] :focus'));
    await page.keyboard.press('ArrowDown');
    await pressUntil('ArrowRight', focused('link', 'tag.deploy'));
    await takeScreenshots(page, 'keyboard-list');
    await page.keyboard.press('Enter');
    await page.getByText('Attempt 1: HTTP 200').waitFor();
  });

  it('walks through the pages and their dialogs', async () => {
    const { page } = panel;
    await tabTo('link', 'Deliveries');
    await page.keyboard.press('Enter');
    for (const name of ['Retry all failed since…', 'Cancel waiting…']) {
      await tabTo('button', name);
      await page.keyboard.press('Enter');
      await escape('dialog');
      await untilFocused('button', name);
    }
    await page.keyboard.press('Shift+Tab');
    await untilFocused('button', 'Retry all failed since…');
  });

  it('changes a setting and saves it with Enter', async () => {
    const { page } = panel;
    await panel.open(settings);
    await tabTo('textbox', 'Space');
    await page.keyboard.type('intranet');
    await page.keyboard.press('Enter');
    await page.getByText('Storefront is saved.').waitFor();
  });
});

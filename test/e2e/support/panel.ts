/** The playground with its admin panel, a receiver, and a browser in front of it. */
import { type Browser, type Page } from 'playwright-core';

import { type Playground, type PlaygroundOptions, startPlayground } from '../../support/playground';
import { type Receiver, startReceiver } from '../../support/receiver';
import { startBrowser } from './browser';
import { createAdministrator, PASSWORD, type Person } from './people';

/** Closes a banner about Strapi itself. */
const STRAPIS_NEWS = 'Close';
const VIEWPORT = { width: 1_280, height: 800 };
/**
 * Strapi adds the buttons of a list and the panels beside an entry when the browser is idle, and a Chromium that nobody
 * looks at may never say so. Without it, as in Safari, Strapi takes a timer.
 */
const WITHOUT_IDLE_CALLBACKS = 'delete window.requestIdleCallback';

export interface Panel {
  playground: Playground;
  receiver: Receiver;
  /** The administrator's. */
  page: Page;
  /** A page of the panel by its path, such as `/plugins/destinations`. */
  open(path: string, page?: Page): Promise<void>;
  administrator: Person;
  /** Another browser. @param url by which it reaches the playground, when not by its own */
  logIn(person: Person, url?: string): Promise<Page>;
  stop(): Promise<void>;
}

export async function startPanel(options: PlaygroundOptions = {}): Promise<Panel> {
  const [playground, receiver, browser] = await Promise.all([
    startPlayground({ adminPanel: true, ...options }),
    startReceiver(),
    startBrowser(),
  ]);
  async function stop(): Promise<void> {
    await browser.close();
    await playground.stop();
    await receiver.stop();
  }
  async function logInFirst(): Promise<Pick<Panel, 'administrator' | 'page'>> {
    const administrator = await createAdministrator(playground.strapi);
    return { administrator, page: await logIn(browser, playground.url, administrator) };
  }
  const { administrator, page } = await logInFirst().catch(async (error: unknown) => {
    await stop();
    throw error;
  });

  return {
    playground,
    receiver,
    page,
    administrator,
    async open(path, where = page) {
      await where.goto(`${playground.url}/admin${path}`);
    },
    logIn: (person, url = playground.url) => logIn(browser, url, person),
    stop,
  };
}

async function logIn(browser: Browser, url: string, { email }: Person): Promise<Page> {
  const context = await browser.newContext({
    viewport: VIEWPORT,
    locale: 'en-GB',
    timezoneId: 'UTC',
  });
  await context.addInitScript(WITHOUT_IDLE_CALLBACKS);
  const page = await context.newPage();
  await page.goto(`${url}/admin/auth/login`);
  await page.locator('input[name=email]').fill(email);
  await page.locator('input[name=password]').fill(PASSWORD);
  await page.getByRole('button', { name: 'Login' }).click();
  await page.waitForURL((address) => !address.pathname.includes('/auth/'));
  await page.getByRole('button', { name: STRAPIS_NEWS }).click();
  return page;
}

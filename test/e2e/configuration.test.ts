/** What the config decides: destinations that it declares, and the environment that it names. */
import { createTestDatabase, type TestDatabase } from '../support/databases';
import { startPlayground } from '../support/playground';
import { seriousProblems } from './support/accessibility';
import { type Panel, startPanel } from './support/panel';
import { takeScreenshots } from './support/screenshot';

describe('a destination from the config', () => {
  let panel: Panel;

  beforeAll(async () => {
    panel = await startPanel({
      config: {
        destinations: [
          {
            alias: 'storefront',
            name: 'Storefront',
            url: 'http://127.0.0.1:9/hooks',
            events: ['article.*'],
            secret: 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSwMfKQ9r8GKYo=',
          },
        ],
      },
    });
  });
  afterAll(() => panel?.stop());

  it('can be looked at, suspended and tested, and not changed', async () => {
    const { page } = panel;
    await panel.open('/plugins/destinations');
    await page.getByRole('link', { name: 'Storefront' }).click();
    await page.getByText('This destination comes from the configuration').waitFor();
    expect(await page.getByRole('textbox', { name: 'Name' }).isDisabled()).toBe(true);
    expect(await page.getByRole('button', { name: 'Save' }).count()).toBe(0);
    await takeScreenshots(page, 'destination-from-config');
    expect(await seriousProblems(page)).toEqual([]);

    await page.getByRole('button', { name: 'More' }).click();
    await page.getByRole('menuitem', { name: 'Suspend' }).waitFor();
    expect(await page.getByRole('menuitem').count()).toBe(1);
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: 'Send a test' }).waitFor();
  });
});

describe('a database that was started as another environment', () => {
  let panel: Panel;
  let database: TestDatabase;

  beforeAll(async () => {
    database = await createTestDatabase();
    const original = await startPlayground({ database, config: { environment: 'production' } });
    await original.api.post('/destinations', {
      name: 'Storefront',
      url: 'http://127.0.0.1:9/hooks',
    });
    await original.stop();
    panel = await startPanel({ database, config: { environment: 'staging' } });
  });
  afterAll(async () => {
    await panel?.stop();
    await database?.drop();
  });

  it('asks whether it was moved or copied, and sends nothing before', async () => {
    const { page } = panel;
    await panel.open('/plugins/destinations');
    await page.getByText('Nothing is sent').waitFor();
    await takeScreenshots(page, 'environment');
    expect(await seriousProblems(page)).toEqual([]);
    await page.getByRole('button', { name: 'It is a copy' }).click();
    await page.getByText('staging works on a copy of the database').waitFor();
    await page.getByRole('button', { name: 'Confirm' }).click();

    await page.getByText('Nothing is sent').waitFor({ state: 'detached' });
    await page.getByText('Inactive').waitFor();
  });
});

describe('a database that was started at another address, without a name', () => {
  let panel: Panel;
  let database: TestDatabase;

  beforeAll(async () => {
    database = await createTestDatabase();
    const original = await startPlayground({ database });
    await original.stop();
    panel = await startPanel({ database, config: { publicUrl: 'https://staging.example.com' } });
  });
  afterAll(async () => {
    await panel?.stop();
    await database?.drop();
  });

  it('is a warning, until somebody says that it was moved', async () => {
    const { page } = panel;
    await panel.open('/plugins/destinations');
    const warning = page.getByText('Something may not be as you want it');
    await warning.waitFor();
    await page.getByText('is https://staging.example.com now').waitFor();
    await takeScreenshots(page, 'warning');
    expect(await seriousProblems(page)).toEqual([]);

    await page.getByRole('button', { name: 'It was moved' }).click();
    await page.getByText('The database was moved to https://staging.example.com').waitFor();
    await page.getByRole('button', { name: 'Confirm' }).click();
    await warning.waitFor({ state: 'detached' });
  });
});

/** Rotation, suspension and recovery, the test message, and two people at once. */
import { type Destination, type DestinationWithSecret } from '../../contracts/destination';
import { verify } from '../support/receiver';
import { seriousProblems } from './support/accessibility';
import { type Panel, startPanel } from './support/panel';
import { illustrate, takeScreenshots } from './support/screenshot';

const TAG = 'api::tag.tag';

describe('what is done with a destination in the panel', () => {
  let panel: Panel;
  let created: DestinationWithSecret;

  beforeAll(async () => {
    panel = await startPanel();
    const { body } = await panel.playground.api.post<{ data: DestinationWithSecret }>(
      '/destinations',
      { name: 'Storefront', url: panel.receiver.url, events: ['tag.*'] }
    );
    created = body.data;
  });
  afterAll(() => panel?.stop());

  const publish = (name: string) =>
    panel.playground.documents(TAG).create({ data: { name }, status: 'published' });

  const openSettings = () => panel.open(`/plugins/destinations/${created.id}`);

  async function choose(item: string): Promise<void> {
    await panel.page.getByRole('button', { name: 'More' }).click();
    await panel.page.getByRole('menuitem', { name: item, exact: true }).click();
  }

  it('a rotated secret signs at once, and the old one as well until its grace is over', async () => {
    const { page, receiver } = panel;
    await openSettings();
    await choose('Rotate the secret');
    await takeScreenshots(page, 'rotate');
    expect(await seriousProblems(page, '[role=dialog]')).toEqual([]);
    await page.getByRole('button', { name: 'Make a new secret' }).click();

    const secret = await page.getByRole('textbox', { name: 'Secret' }).inputValue();
    await page.getByText('The one before stays valid until').waitFor();
    expect(await seriousProblems(page, '[role=dialog]')).toEqual([]);
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: 'I have stored it' }).click();

    await publish('Wood');
    const [received] = await receiver.waitFor(1);
    expect(secret).not.toBe(created.secret);
    verify(secret, received);
    verify(created.secret, received);
  });

  it('a suspended destination keeps what comes, and sends it when it is resumed', async () => {
    const { page, receiver, playground } = panel;
    receiver.clear();
    await openSettings();
    await choose('Suspend');
    await page.getByText('A person suspended it.').waitFor();
    await publish('Wool');
    await takeScreenshots(page, 'suspended');
    expect(await seriousProblems(page)).toEqual([]);
    expect(receiver.received).toEqual([]);

    await page.getByRole('button', { name: 'Resume' }).click();
    await receiver.waitFor(1);
    await page.getByText('A person suspended it.').waitFor({ state: 'detached' });
    await playground.untilQuiet();
  });

  it('a test shows request and response on the spot', async () => {
    const { page, receiver } = panel;
    receiver.clear();
    receiver.answer((_received, response) => response.writeHead(418).end('short and stout'));
    await openSettings();
    await page.getByRole('button', { name: 'Send a test' }).click();
    await page.getByRole('combobox', { name: 'Event' }).click();
    await page.getByRole('option', { name: 'tag.remove' }).click();
    await page.getByRole('button', { name: 'Send', exact: true }).click();

    await page.getByText('Answered with 418').waitFor();
    await page.getByText('short and stout').waitFor();
    await illustrate(page, 'test-message');
    expect(await seriousProblems(page, '[role=dialog]')).toEqual([]);
    expect(receiver.received[0].message).toMatchObject({
      type: 'tag',
      action: 'Remove',
      test: true,
    });
    receiver.answer(200);
  });

  it('of two people the second sees both values, and loses nothing', async () => {
    const { page, playground } = panel;
    await openSettings();
    await page.getByRole('textbox', { name: 'Name' }).fill('Shop');
    await page.getByRole('textbox', { name: 'Space' }).fill('intranet');
    await playground.api.patch(`/destinations/${created.id}`, {
      name: 'Web shop',
      timeoutSeconds: 30,
    });
    const save = page.getByRole('button', { name: 'Save', exact: true });
    await save.click();

    await page.getByText('Somebody else saved first').waitFor();
    await page.getByText('Yours: Shop').waitFor();
    await page.getByText('Stored now: Web shop').waitFor();
    await page.getByText('Also changed by the other one, and kept: Timeout in seconds.').waitFor();
    await illustrate(page, 'conflict');
    expect(await seriousProblems(page, '[role=dialog]')).toEqual([]);
    await page.keyboard.press('Escape');
    await page.locator(':focus').and(save).waitFor();
    await page.keyboard.press('Enter');
    await page.getByRole('radio', { name: 'Stored now: Web shop' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Save' }).click();

    await page.getByText('is saved.').waitFor();
    await page.locator(':focus').filter({ has: save }).waitFor();
    const { body } = await playground.api.get<{ data: Destination }>(`/destinations/${created.id}`);
    expect(body.data).toMatchObject({ name: 'Web shop', space: 'intranet', timeoutSeconds: 30 });
    expect(await page.getByRole('textbox', { name: 'Timeout' }).inputValue()).toBe('30');
  });

  it('what the server refuses stands at its field', async () => {
    const { page } = panel;
    await openSettings();
    await page.getByRole('textbox', { name: 'Attempts' }).fill('99');
    await page.getByRole('button', { name: 'Save', exact: true }).click();
    await page.locator('#maxAttempts-error, [id$=-error]').getByText('99').waitFor();
  });

  it('a server that does not answer, or fails, is said to be so', async () => {
    const { page, playground } = panel;
    const api = `${playground.url}/destinations/${created.id}`;
    await page.route(api, (route) => route.abort('connectionrefused'));
    await openSettings();
    await page.getByText('The server does not answer.').waitFor();
    expect(await seriousProblems(page)).toEqual([]);

    await page.unroute(api);
    const error = { status: 500, name: 'InternalServerError', message: 'The disk is full' };
    await page.route(api, (route) => route.fulfill({ status: 500, json: { data: null, error } }));
    await page.getByRole('button', { name: 'Try again' }).click();
    await page.getByText('The disk is full').waitFor();

    await page.unroute(api);
    await page.getByRole('button', { name: 'Try again' }).click();
    await page.getByRole('heading', { name: 'Web shop', level: 1 }).waitFor();
  });

  it('is deleted after a question', async () => {
    const { page, playground } = panel;
    await openSettings();
    await choose('Delete');
    await page.getByText('Nothing more is sent from now on.').waitFor();
    await page.getByRole('button', { name: 'Confirm' }).click();
    await page.getByText('There is no destination yet.').waitFor();
    expect((await playground.api.get(`/destinations/${created.id}`)).status).toBe(404);
  });
});

import { type Health } from '../../contracts/health';
import { startPlayground } from '../support/playground';
import { startReceiver } from '../support/receiver';
import { bootForLog } from './support/boot-for-log';

describe('a missing encryption key', () => {
  it('refuses a destination with 400 and names the setting', async () => {
    const playground = await startPlayground({ env: { ENCRYPTION_KEY: 'none' } });
    const { status, body } = await playground.api.post<{ error: { message: string } }>(
      '/destinations',
      { url: 'https://shop.example.com/hooks' }
    );
    const { body: list } = await playground.api.get<{ data: unknown[] }>('/destinations');
    await playground.stop();

    expect(status).toBe(400);
    expect(body.error.message).toContain('set "secrets.encryptionKey" in config/admin');
    expect(list.data).toEqual([]);
  });
});

describe('production without a public address', () => {
  const env = { NODE_ENV: 'production' };
  const config = {
    publicUrl: undefined,
    requireHttps: false,
    network: { allow: ['127.0.0.1'] },
  };

  afterAll(() => {
    process.env.NODE_ENV = 'test';
  });

  it('sends nothing, keeps what is due, and health names the setting', async () => {
    const receiver = await startReceiver();
    const playground = await startPlayground({ config, env });
    await playground.api.post('/destinations', { url: receiver.url, events: ['*'] });
    await playground.documents('api::tag.tag').create({ data: { name: 'Tents' } });
    const { body } = await playground.api.get<{ data: Health }>('/destinations/health');
    await playground.strapi.destroy();
    const waiting = await playground.knex('destinations_deliveries').select('status');
    const unplanned = await playground.knex('destinations_changes').select('id');
    await playground.knex.destroy();
    await playground.database.drop();
    await receiver.stop();

    expect(receiver.received).toEqual([]);
    expect(JSON.stringify(body)).toContain('Set \\"publicUrl\\" in config/plugins');
    expect(waiting.filter(({ status }) => status !== 'pending')).toEqual([]);
    expect(waiting.length + unplanned.length).toBeGreaterThan(0);
  });

  it('says in the log which setting is missing', async () => {
    const { log } = await bootForLog({ config, env });
    expect(log).toMatch(/error.*Nothing is sent.*Set "publicUrl" in config\/plugins/);
  });
});

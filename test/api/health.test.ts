/** The operator's probe: says what is wrong with us, and nothing about receivers. */
import { type DestinationWithSecret } from '../../contracts/destination';
import { type Health } from '../../contracts/health';
import { startReceiver } from '../support/receiver';
import { eventually } from '../support/eventually';
import { type Playground, startPlayground } from '../support/playground';

const TAG = 'api::tag.tag';

describe('health', () => {
  let playground: Playground | undefined;

  afterEach(async () => {
    await playground?.stop();
    playground = undefined;
  });

  const read = async (of: Playground) => {
    const { status, body } = await of.api.get<{ data: Health }>('/destinations/health');
    return { httpStatus: status, ...body.data };
  };

  it('a Strapi that works is ok, whatever its receivers do', async () => {
    playground = await startPlayground();
    const receiver = await startReceiver(500);
    const { body } = await playground.api.post<{ data: DestinationWithSecret }>('/destinations', {
      url: receiver.url,
      events: ['*'],
      failureHandling: { retry: { intervalSeconds: 3_600 }, suspendAfter: 1 },
    });
    expect(body.data.active).toBe(true);
    await playground.documents(TAG).create({ data: { name: 'One' } });
    await receiver.waitFor(1);
    await receiver.stop();
    await eventually('the health to be quiet', async () =>
      playground ? (await read(playground)).backlog === 1 : false
    );

    expect(await read(playground)).toEqual({
      httpStatus: 200,
      status: 'ok',
      dispatcher: { alive: true },
      planner: { alive: true },
      database: { writable: true },
      oldestDueSeconds: 0,
      backlog: 1,
      problems: [],
      warnings: [],
    });
  });

  it('a delivery that is due and not sent shows its age; a suspended destination has none', async () => {
    playground = await startPlayground({ config: { pollInterval: 60 } });
    const receiver = await startReceiver((_, response) => response.destroy());
    const { body } = await playground.api.post<{ data: DestinationWithSecret }>('/destinations', {
      url: receiver.url,
      events: ['*'],
      failureHandling: { retry: { intervalSeconds: 3_600 }, suspend: false },
    });
    await playground.documents(TAG).create({ data: { name: 'Old' } });
    await receiver.waitFor(1);
    await eventually('its retry', () =>
      playground
        ?.knex('destinations_deliveries')
        .where({ status: 'pending', attempt_count: 1 })
        .first()
    );
    // The dispatcher, which has just looked for more, may be quicker than the question.
    const aged = await eventually('its age', async () => {
      await playground?.knex('destinations_deliveries').update({ due_at: Date.now() - 90_000 });
      const health = playground && (await read(playground));
      return health && health.oldestDueSeconds >= 89 ? health : null;
    });
    expect(aged.httpStatus).toBe(200);

    await playground.knex('destinations_deliveries').update({ due_at: Date.now() + 3_600_000 });
    await playground.api.patch(`/destinations/${body.data.id}/suspend`, {});
    await playground.knex('destinations_deliveries').update({ due_at: Date.now() - 90_000 });
    expect((await read(playground)).oldestDueSeconds).toBe(0);
    await receiver.stop();
  });

  it('secrets that cannot be decrypted are named with their destination', async () => {
    playground = await startPlayground();
    await playground.api.post('/destinations', { name: 'Shop', url: 'https://shop.example.com' });
    await playground
      .knex('destinations_secrets')
      .update({ secret: `v1:${'0'.repeat(32)}:00:${'0'.repeat(32)}` });
    // As another instance sees it that starts with another key.
    await playground
      .knex('destinations_settings')
      .where({ key: 'revision' })
      .update({ value: 'x' });
    const health = await read(playground);
    expect(health).toMatchObject({ httpStatus: 200, status: 'degraded' });
    expect(health.problems).toEqual([expect.stringContaining('Nothing is sent to "Shop"')]);
  });

  it('a database that cannot be written is 503', async () => {
    playground = await startPlayground();
    const { knex } = playground;
    // On SQLite the start may be writing at this moment.
    await eventually('the table to be away', () =>
      knex.schema.renameTable('destinations_settings', 'destinations_settings_away').then(
        () => true,
        () => false
      )
    );
    try {
      const health = await read(playground);
      expect(health).toMatchObject({
        httpStatus: 503,
        status: 'down',
        database: { writable: false },
      });
      expect(health.problems).toContain('Nothing can be stored: the database cannot be written.');
    } finally {
      await knex.schema.renameTable('destinations_settings_away', 'destinations_settings');
    }
    await eventually('the health to come back', async () =>
      playground ? (await read(playground)).status === 'ok' : false
    );
  });
});

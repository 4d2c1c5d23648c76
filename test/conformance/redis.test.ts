/** With the engine bullmq, Redis may go away, come back and forget: the database knows everything, and hands it over again. */
import { type Health } from '../../contracts/health';
import { type Scene, startScene } from '../failures/support/scene';
import { eventually } from '../support/eventually';
import { type TestRedis } from '../support/redis';
import { describeWithRedis, NEEDS_REDIS, startBullmq } from './engines';

describeWithRedis(`Redis (${NEEDS_REDIS} when skipped)`, () => {
  let redis: TestRedis;
  let scene: Scene;

  beforeEach(async () => {
    const engine = await startBullmq();
    redis = engine.redis;
    scene = await startScene(engine.config);
  });

  afterEach(async () => {
    await scene?.stop();
    await redis?.kill();
  });

  const knex = () => scene.playground.strapi.db.connection;

  async function publish(count: number): Promise<void> {
    for (let number = 0; number < count; number += 1) await scene.publish();
  }

  const untilDelivered = (id: string, count: number): Promise<true> =>
    eventually(
      `${count} delivered`,
      async () => {
        const rows = await scene.deliveries(id);
        return rows.length === count && rows.every(({ status }) => status === 'delivered');
      },
      60_000
    );

  const health = async () => {
    const { status, body } = await scene.playground.api.get<{ data: Health }>(
      '/destinations/health'
    );
    return { status, problems: body.data.problems };
  };

  /** Fills Redis: nothing of it is begun, because the first request is open. */
  async function handedOver(): Promise<{ id: string; goOn(): void }> {
    let answer: () => void = () => undefined;
    const receiver = await scene.receiver((_, response) => {
      answer = () => response.writeHead(200).end();
    });
    const { id } = await scene.destination(receiver, {}, { concurrency: 1, timeoutSeconds: 60 });
    await publish(5);
    await eventually('all handed over', async () => {
      const rows = await knex()('destinations_deliveries').whereNotNull('lease_token');
      return rows.length === 5;
    });
    await receiver.waitFor(1);
    return {
      id,
      goOn() {
        receiver.answer(200);
        answer();
      },
    };
  }

  /** Nobody waits for the end of what Redis has forgotten. */
  async function endReservations(): Promise<void> {
    await knex()('destinations_deliveries').whereNotNull('lease_token').update({ due_at: 0 });
  }

  it('that is emptied: what it forgot is handed over again, once its lease has ended', async () => {
    const { id, goOn } = await handedOver();
    await redis.flush();
    goOn();
    await endReservations();
    await untilDelivered(id, 5);
  });

  it('that is killed and started again, empty: content is written meanwhile, and everything arrives', async () => {
    const { id, goOn } = await handedOver();
    await redis.kill();
    await eventually('the health says so', async () => {
      const { status, problems } = await health();
      return status === 503 && problems.some((text) => text.includes('Redis at 127.0.0.1:'));
    });
    await publish(3);
    goOn();
    await eventually('the request that was open is written down', async () =>
      (await scene.deliveries(id)).some(({ status }) => status === 'delivered')
    );

    await redis.start();
    await endReservations();
    await untilDelivered(id, 8);
    expect(await health()).toEqual({ status: 200, problems: [] });
  });

  it('that goes before Strapi does: it stops all the same, and what waits is kept', async () => {
    const receiver = await scene.receiver(200);
    const { id } = await scene.destination(receiver);
    await redis.kill();
    await publish(1);
    await eventually('planned', async () => (await scene.deliveries(id)).length === 1);
    expect(await scene.deliveries(id)).toMatchObject([{ status: 'pending', attemptCount: 0 }]);
    expect(receiver.received).toEqual([]);
  });
});

describeWithRedis(`Strapi without Redis (${NEEDS_REDIS} when skipped)`, () => {
  it('starts, takes content, and delivers it as soon as Redis is there', async () => {
    const { redis, config } = await startBullmq();
    await redis.kill();
    const scene = await startScene(config);
    try {
      const receiver = await scene.receiver(200);
      const { id } = await scene.destination(receiver);
      await scene.publish();
      await eventually('planned', async () => (await scene.deliveries(id)).length === 1);
      expect((await scene.playground.api.get('/destinations/health')).status).toBe(503);

      await redis.start();
      await scene.untilStatuses(id, ['delivered']);
    } finally {
      await scene.stop();
      await redis.kill();
    }
  });
});

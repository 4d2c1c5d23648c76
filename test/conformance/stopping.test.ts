/** With the engine bullmq, Strapi stops in time, and nothing of the engine is left behind in its process. */
import { Redis } from 'ioredis';

import { eventually } from '../support/eventually';
import { type TestRedis } from '../support/redis';
import { type Scene, startScene } from '../failures/support/scene';
import { describeWithRedis, NEEDS_REDIS, startBullmq } from './engines';

describeWithRedis(`Stopping with a request open (${NEEDS_REDIS} when skipped)`, () => {
  let redis: TestRedis;
  let scene: Scene;
  let timersBefore: number;

  beforeAll(async () => {
    timersBefore = await timers();
  });

  beforeEach(async () => {
    const engine = await startBullmq();
    redis = engine.redis;
    scene = await startScene({ ...engine.config, shutdownTimeout: 1 });
  });

  afterEach(async () => {
    await redis.kill();
  });

  async function openRequest(): Promise<string> {
    const receiver = await scene.receiver(() => undefined);
    const { id } = await scene.destination(receiver, {}, { timeoutSeconds: 60 });
    await scene.publish();
    await receiver.waitFor(1);
    return id;
  }

  /** Nothing is claimed for it any more, so that its queue is closed. */
  async function suspend(id: string): Promise<void> {
    const before = await connections(redis.url);
    await scene.playground.api.patch(`/destinations/${id}/suspend`, {});
    await eventually(
      'its worker waits for nothing',
      async () => (await connections(redis.url)) < before
    );
  }

  it.each([
    { what: 'to a destination', prepare: async () => undefined },
    { what: 'to a destination that was suspended meanwhile', prepare: suspend },
    {
      what: 'to a destination that was suspended meanwhile, and Redis gone',
      async prepare(id: string) {
        await suspend(id);
        await redis.kill();
        await eventually('nothing can reach Redis', async () => {
          const { status } = await scene.playground.api.get('/destinations/health');
          return status === 503;
        });
      },
    },
  ])('$what: nothing is left behind', async ({ prepare }) => {
    await prepare(await openRequest());
    await scene.stop();
    await eventually('no timer is left', async () => (await timers()) <= timersBefore);
  });
});

async function timers(): Promise<number> {
  // One that has just ended may still be counted: the same one every time.
  await new Promise((resolve) => setTimeout(resolve, 0));
  return process.getActiveResourcesInfo().filter((kind) => kind === 'Timeout').length;
}

async function connections(url: string): Promise<number> {
  const client = new Redis(url);
  const list = String(await client.client('LIST'));
  client.disconnect();
  return list.trim().split('\n').length;
}

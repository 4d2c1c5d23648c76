/** A slow or dead destination does not delay another one. */
import { removeDestinations, type Scene, startScene } from '../failures/support/scene';
import { eventually } from '../support/eventually';
import { type Receiver } from '../support/receiver';
import { claimedIds } from '../support/leases';

const HANGING = 3;
const HEALTHY = 3;
const PUBLISHES = 40;

describe('half of the destinations hang', () => {
  let scene: Scene;

  beforeAll(async () => {
    scene = await startScene();
  });

  afterEach(() => removeDestinations(scene));
  afterAll(() => scene?.stop());

  it('and the others get everything while the first request to the hanging ones is still open', async () => {
    const hanging: Receiver[] = [];
    const healthy: Receiver[] = [];
    const healthyIds: string[] = [];
    for (let number = 0; number < HANGING; number += 1) {
      const receiver = await scene.receiver(() => undefined);
      await scene.destination(receiver, {}, { timeoutSeconds: 60, concurrency: 2 });
      hanging.push(receiver);
    }
    for (let number = 0; number < HEALTHY; number += 1) {
      const receiver = await scene.receiver(200);
      healthyIds.push((await scene.destination(receiver)).id);
      healthy.push(receiver);
    }

    for (let number = 0; number < PUBLISHES; number += 1) await scene.publish();
    for (const id of healthyIds) {
      await scene.untilStatuses(id, Array(PUBLISHES).fill('delivered'));
    }

    expect(healthy.map(({ received }) => received.length)).toEqual(Array(HEALTHY).fill(PUBLISHES));
    // Each hanging one fills its own two places, and nothing else.
    expect(hanging.map(({ received }) => received.length)).toEqual(Array(HANGING).fill(2));
    const claimed = await claimedIds(scene.playground.strapi.db.connection);
    expect(claimed.length).toBeLessThanOrEqual(HANGING * 4);
  });

  it('and a destination with a long backlog does not hold up one with a single message', async () => {
    const slow = await scene.receiver((_, response) => {
      setTimeout(() => response.writeHead(200).end(), 500);
    });
    const { id: busy } = await scene.destination(slow, {}, { concurrency: 1 });
    for (let number = 0; number < PUBLISHES; number += 1) await scene.publish();
    await eventually('everything planned', async () => {
      return (await scene.deliveries(busy)).length === PUBLISHES;
    });
    const quick = await scene.receiver(200);
    const { id } = await scene.destination(quick);
    await scene.publish();
    await scene.untilStatuses(id, ['delivered']);

    const left = (await scene.deliveries(busy)).filter(({ status }) => status !== 'delivered');
    expect(left.length).toBeGreaterThan(0);
  });
});

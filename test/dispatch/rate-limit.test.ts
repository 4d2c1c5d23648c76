/** A destination with a rate limit gets no more than that, and everything. */
import { removeDestinations, type Scene, startScene } from '../failures/support/scene';
import { type Receiver } from '../support/receiver';

describe('a rate limit', () => {
  let scene: Scene;
  let receiver: Receiver;
  let arrivals: number[];

  beforeAll(async () => {
    scene = await startScene();
  });

  beforeEach(async () => {
    arrivals = [];
    receiver = await scene.receiver((_, response) => {
      arrivals.push(performance.now());
      response.writeHead(200).end();
    });
  });

  afterEach(async () => {
    jest.restoreAllMocks();
    await removeDestinations(scene);
  });
  afterAll(() => scene?.stop());

  const publish = async (count: number): Promise<void> => {
    for (let number = 0; number < count; number += 1) await scene.publish();
  };

  it('spreads a backlog over as many windows as it needs', async () => {
    const rateLimit = { max: 4, perSeconds: 1 };
    const { id } = await scene.destination(receiver, {}, { rateLimit });
    await scene.playground.api.patch(`/destinations/${id}/suspend`, {});
    await publish(12);
    await scene.untilStatuses(id, Array(12).fill('pending'));
    await scene.playground.api.patch(`/destinations/${id}/unsuspend`, {});
    await scene.untilStatuses(id, Array(12).fill('delivered'));
    // The fifth belongs to the second window at the earliest, the ninth to the third; a request takes a moment.
    const after = (index: number): number => arrivals[index] - arrivals[0];
    expect(after(8)).toBeGreaterThan(900);
    expect(after(11) - after(3)).toBeGreaterThan(900);
    for (const start of arrivals) {
      const inOneWindow = arrivals.filter((time) => time >= start && time < start + 900);
      expect(inOneWindow.length).toBeLessThanOrEqual(8);
    }
  });

  it('does not hold messages back when the clock of the computer is set back', async () => {
    const rateLimit = { max: 1, perSeconds: 1 };
    const { id } = await scene.destination(receiver, {}, { rateLimit });
    await publish(1);
    await scene.untilStatuses(id, ['delivered']);

    const now = Date.now;
    jest.spyOn(Date, 'now').mockImplementation(() => now() - 3_600_000);
    await publish(2);
    await scene.untilStatuses(id, Array(3).fill('delivered'));
  });
});

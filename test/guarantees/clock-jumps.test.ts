/** The clock of the computer is set forward or back by an hour: nothing is sent twice or too early, nothing is stuck. */
import { removeDestinations, type Scene, startScene } from '../failures/support/scene';
import { eventually } from '../support/eventually';
import { type Receiver } from '../support/receiver';

const HOUR_MS = 3_600_000;
const SOON = { retry: { pattern: 'schedule' as const, schedule: ['2s'], maxAttempts: 3 } };

describe.each([
  ['forward', HOUR_MS],
  ['back', -HOUR_MS],
])('the clock of a Strapi is set %s by an hour', (_direction, jumpMs) => {
  let scene: Scene;
  let receiver: Receiver;

  beforeAll(async () => {
    scene = await startScene();
  });

  beforeEach(async () => {
    receiver = await scene.receiver();
  });

  afterEach(async () => {
    jest.restoreAllMocks();
    await removeDestinations(scene);
  });
  afterAll(() => scene?.stop());

  /** The database has a clock of its own, which stays as it is. */
  function jump(): void {
    const now = Date.now;
    jest.spyOn(Date, 'now').mockImplementation(() => now() + jumpMs);
  }

  it('while deliveries wait for their next attempt: it comes when it would have come', async () => {
    receiver.answer(500);
    const { id } = await scene.destination(receiver, SOON);
    for (let number = 0; number < 3; number += 1) await scene.publish();
    await receiver.waitFor(3);
    await scene.untilStatuses(id, Array(3).fill('pending'));
    const failedAt = performance.now();

    jump();
    receiver.answer(200);
    await scene.untilStatuses(id, Array(3).fill('delivered'));
    // Two seconds, less the jitter and the moment that passed before the test looked.
    expect(performance.now() - failedAt).toBeGreaterThan(1_000);
    expect(receiver.received).toHaveLength(6);
  });

  it('while requests are under way and others stand behind them: each is made once', async () => {
    const answers: (() => void)[] = [];
    receiver.answer((_, response) => {
      answers.push(() => response.writeHead(200).end());
    });
    const { id } = await scene.destination(receiver, {}, { concurrency: 2 });
    for (let number = 0; number < 5; number += 1) await scene.publish();
    await receiver.waitFor(2);

    jump();
    await scene.publish();
    await eventually('all requests', () => {
      for (const answer of answers.splice(0)) answer();
      return receiver.received.length >= 6;
    });
    await scene.untilStatuses(id, Array(6).fill('delivered'));
    expect(receiver.received).toHaveLength(6);
    const attempts = await scene.playground.strapi.db
      .connection('destinations_attempts')
      .join('destinations_deliveries as d', 'd.id', 'delivery_id')
      .where('d.destination_id', id);
    expect(attempts).toHaveLength(6);
    // Measured by the clock that only ever grows.
    for (const { duration_ms } of attempts) {
      expect(duration_ms).toBeGreaterThanOrEqual(0);
      expect(duration_ms).toBeLessThan(60_000);
    }
  });

  it('what is published afterwards arrives at once', async () => {
    const { id } = await scene.destination(receiver);
    jump();
    const documentId = await scene.publish();
    await scene.untilStatuses(id, ['delivered']);
    await scene.change(documentId);
    await scene.untilStatuses(id, ['delivered', 'delivered']);
    expect(receiver.received).toHaveLength(2);
  });
});

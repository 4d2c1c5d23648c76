/** The retry schedule from end to end: real failures of a real receiver, the waiting moved along in the rows. */
import { type DeliveryWithAttempts } from '../../contracts/delivery';
import { eventually } from '../support/eventually';
import { type Receiver } from '../support/receiver';
import { type DeliveryRow, removeDestinations, type Scene, startScene } from './support/scene';

const LINEAR = { pattern: 'linear', intervalSeconds: 100 } as const;

describe('a delivery that fails', () => {
  let scene: Scene;
  let receiver: Receiver;

  beforeAll(async () => {
    scene = await startScene();
  });

  afterEach(() => removeDestinations(scene));
  afterAll(() => scene?.stop());

  /** Milliseconds until the next attempt of the only delivery, once it has had so many. */
  async function waitAfter(destinationId: string, attempts: number): Promise<number> {
    const [waiting] = await eventually(`${attempts} attempts`, async () => {
      const rows = await scene.deliveries(destinationId);
      return rows[0]?.attemptCount === attempts && rows[0].status === 'pending' ? rows : null;
    });
    return (waiting.dueAt ?? 0) - Date.now();
  }

  function expectAbout(actualMs: number, seconds: number): void {
    expect(actualMs / 1_000).toBeGreaterThan(seconds * 0.8 - 5);
    expect(actualMs / 1_000).toBeLessThan(seconds * 1.2 + 1);
  }

  it('is tried again at growing intervals with the same id, until its attempts are used up', async () => {
    receiver = await scene.receiver(500);
    const { id } = await scene.destination(receiver, { retry: { ...LINEAR, maxAttempts: 3 } });
    await scene.publish();

    expectAbout(await waitAfter(id, 1), 100);
    await scene.skipWaiting();
    expectAbout(await waitAfter(id, 2), 200);
    await scene.skipWaiting();
    const [failed] = await scene.untilStatuses(id, ['failed']);

    expect(failed).toMatchObject({ reason: 'attempts_used_up', diverted: true, attemptCount: 3 });
    const ids = receiver.received.map(({ headers }) => headers['webhook-id']);
    expect(new Set(ids)).toEqual(new Set([failed.id]));
    const numbers = receiver.received.map(({ headers }) => headers['x-enterspeed-attempt']);
    expect(numbers).toEqual(['1', '2', '3']);
    const { body } = await scene.playground.api.get<{ data: DeliveryWithAttempts }>(
      `/destinations/${id}/deliveries/${failed.id}`
    );
    expect(body.data.attempts.map(({ number, httpStatus }) => [number, httpStatus])).toEqual([
      [1, 500],
      [2, 500],
      [3, 500],
    ]);
  });

  it('succeeds at a later attempt and leaves no trace of failure but its history', async () => {
    receiver = await scene.receiver(503);
    const { id } = await scene.destination(receiver, { retry: LINEAR });
    await scene.publish();
    await waitAfter(id, 1);
    receiver.answer(204);
    await scene.skipWaiting();
    const [delivered] = await scene.untilStatuses(id, ['delivered']);
    expect(delivered).toMatchObject({ attemptCount: 2, reason: null, httpStatus: 204 });
    expect(await scene.row(id)).toMatchObject({ streak: 0, suspended: false });
  });

  it('waits as long as Retry-After asks, within the limit of the schedule', async () => {
    receiver = await scene.receiver((_, response) =>
      response.writeHead(429, { 'retry-after': '500' }).end()
    );
    const { id } = await scene.destination(receiver, {
      retry: { pattern: 'linear', intervalSeconds: 10, maxIntervalSeconds: 1_000 },
    });
    await scene.publish();
    const asked = await waitAfter(id, 1);
    expect(asked).toBeGreaterThan(490_000);
    expect(asked).toBeLessThan(500_500);

    receiver.answer((_, response) => response.writeHead(503, { 'retry-after': '86400' }).end());
    await scene.skipWaiting();
    const limited = await waitAfter(id, 2);
    expect(limited).toBeGreaterThan(990_000);
    expect(limited).toBeLessThan(1_000_500);
  });

  it('is final at once when its class is no trigger', async () => {
    receiver = await scene.receiver(302);
    const { id } = await scene.destination(receiver, { divert: false });
    await scene.publish();
    const [failed] = await scene.untilStatuses(id, ['failed']);
    expect(failed).toMatchObject({ reason: 'not_retryable', diverted: false, attemptCount: 1 });
  });

  it('is superseded instead of tried again when a newer version waits', async () => {
    let answerFirst: () => void = () => undefined;
    receiver = await scene.receiver((_, response) => {
      answerFirst = () => response.writeHead(500).end();
    });
    const { id } = await scene.destination(receiver, { retry: LINEAR });
    const documentId = await scene.publish();
    await receiver.waitFor(1);
    await scene.change(documentId);
    await scene.untilStatuses(id, ['delivering', 'pending']);

    receiver.answer(200);
    answerFirst();
    const rows = await scene.untilStatuses(id, ['superseded', 'delivered']);
    expect(rows.map(({ version }) => version)).toEqual([1, 2]);
    expect(rows[0].reason).toBe('newer_version');
  });

  it('makes what the receiver acknowledged doubtful until a later delivery succeeds', async () => {
    receiver = await scene.receiver(200);
    const { id } = await scene.destination(receiver, { retry: LINEAR });
    const documentId = await scene.publish();
    await scene.untilStatuses(id, ['delivered']);
    expect(await uncertain(id)).toEqual([false]);

    receiver.answer(500);
    await scene.change(documentId);
    await eventually('a failed attempt', async () => {
      const rows: DeliveryRow[] = await scene.deliveries(id);
      return rows[1]?.attemptCount === 1;
    });
    expect(await uncertain(id)).toEqual([true]);

    receiver.answer(200);
    await scene.skipWaiting();
    await scene.untilStatuses(id, ['delivered', 'delivered']);
    expect(await uncertain(id)).toEqual([false]);
  });

  async function uncertain(destinationId: string): Promise<boolean[]> {
    const rows = await scene.playground.strapi.db
      .connection('destinations_receipts')
      .where({ destination_id: destinationId });
    return rows.map((row) => Boolean(row.uncertain));
  }
});

/** A receiver that is down for a long time loses nothing and needs nobody. */
import { type DeliveryWithAttempts } from '../../contracts/delivery';
import { eventually } from '../support/eventually';
import { type Receiver } from '../support/receiver';
import { ONE_ATTEMPT, removeDestinations, type Scene, startScene } from '../failures/support/scene';

const PROBE = { ...ONE_ATTEMPT, suspendAfter: 3, probeSeconds: 3_600 };

describe('a destination whose deliveries fail in a row', () => {
  let scene: Scene;
  let receiver: Receiver;

  beforeAll(async () => {
    scene = await startScene();
  });

  afterEach(() => removeDestinations(scene));
  afterAll(() => scene?.stop());

  async function publish(count: number): Promise<string[]> {
    const documentIds: string[] = [];
    for (let number = 0; number < count; number += 1) documentIds.push(await scene.publish());
    return documentIds;
  }

  async function suspended(): Promise<string> {
    receiver = await scene.receiver(500);
    const { id } = await scene.destination(receiver, PROBE);
    await publish(3);
    await scene.untilSuspended(id, 'failures');
    return id;
  }

  it('is suspended, keeps what comes in, and takes back what failed because it was down', async () => {
    const id = await suspended();
    const rows = await scene.untilStatuses(id, ['pending', 'pending', 'pending']);
    for (const row of rows) {
      expect(row).toMatchObject({
        reason: null,
        diverted: false,
        attemptsUsed: 0,
        attemptCount: 1,
      });
    }
    const { body } = await scene.playground.api.get<{ data: object }>(`/destinations/${id}`);
    expect(body.data).toMatchObject({ suspended: true, active: false, state: 'Active' });

    receiver.clear();
    await publish(2);
    await scene.untilStatuses(id, Array(5).fill('pending'));
    expect(receiver.received).toEqual([]);
  });

  it('is probed with one delivery, which uses no attempt, and delivers everything once it is back', async () => {
    const id = await suspended();
    await scene.untilStatuses(id, ['pending', 'pending', 'pending']);
    receiver.clear();

    await scene.skipToProbe(id);
    const [probe] = await receiver.waitFor(1);
    const probed = await eventually('the probe settled', async () => {
      const rows = await scene.deliveries(id);
      const row = rows.find((other) => other.id === probe.headers['webhook-id']);
      return row?.attemptCount === 2 && row.status === 'pending' ? row : null;
    });
    expect(probed.attemptsUsed).toBe(0);
    expect((await scene.row(id)).nextProbeAt).toBeGreaterThan(Date.now() + 3_000_000);
    expect(receiver.received).toHaveLength(1);

    receiver.answer(200);
    receiver.clear();
    await scene.skipToProbe(id);
    const rows = await scene.untilStatuses(id, ['delivered', 'delivered', 'delivered']);
    const [second] = receiver.received;
    expect(second.headers['webhook-id']).not.toBe(probe.headers['webhook-id']);
    expect(await scene.row(id)).toEqual({
      streak: 0,
      suspended: false,
      reason: null,
      nextProbeAt: null,
    });

    const delivered = rows.find((row) => row.id === probe.headers['webhook-id']);
    const { body } = await scene.playground.api.get<{ data: DeliveryWithAttempts }>(
      `/destinations/${id}/deliveries/${delivered?.id}`
    );
    expect(body.data.attempts.map(({ number }) => number)).toEqual([1, 2, 3]);
  });

  it('gets only the latest version of what changed meanwhile', async () => {
    const id = await suspended();
    await scene.untilStatuses(id, ['pending', 'pending', 'pending']);
    const [{ originId }] = await scene.deliveries(id);
    await scene.change(originId);
    await scene.untilStatuses(id, ['superseded', 'pending', 'pending', 'pending']);

    receiver.answer(200);
    receiver.clear();
    await scene.skipToProbe(id);
    await scene.untilStatuses(id, ['superseded', 'delivered', 'delivered', 'delivered']);
    expect(receiver.received).toHaveLength(3);
  });

  it('is not suspended while a success comes in between', async () => {
    receiver = await scene.receiver(500);
    const { id } = await scene.destination(receiver, PROBE);
    await publish(2);
    await scene.untilStatuses(id, ['failed', 'failed']);
    expect(await scene.row(id)).toMatchObject({ streak: 2, suspended: false });

    receiver.answer(200);
    await publish(1);
    await scene.untilStatuses(id, ['failed', 'failed', 'delivered']);
    expect(await scene.row(id)).toMatchObject({ streak: 0, suspended: false });

    receiver.answer(500);
    await publish(2);
    await scene.untilStatuses(id, ['failed', 'failed', 'delivered', 'failed', 'failed']);
    expect(await scene.row(id)).toMatchObject({ streak: 2, suspended: false });
  });

  it('counts a view whose message is refused again and again once', async () => {
    receiver = await scene.receiver(422);
    const { id } = await scene.destination(receiver, PROBE);
    const poison = await scene.publish();
    await scene.untilStatuses(id, ['failed']);
    for (let times = 2; times <= 5; times += 1) {
      await scene.change(poison);
      await scene.untilStatuses(id, Array(times).fill('failed'));
    }
    expect(await scene.row(id)).toMatchObject({ streak: 1, suspended: false });

    receiver.answer(200);
    await publish(1);
    await scene.untilStatuses(id, [...Array(5).fill('failed'), 'delivered']);
  });

  it('is suspended when it refuses many different messages, which stay failed', async () => {
    receiver = await scene.receiver(400);
    const { id } = await scene.destination(receiver, PROBE);
    await publish(3);
    await scene.untilSuspended(id, 'failures');
    await scene.untilStatuses(id, ['failed', 'failed', 'failed']);
  });

  it('is suspended at once by 410, is not probed, and goes on when a person unsuspends it', async () => {
    receiver = await scene.receiver(410);
    const { id } = await scene.destination(receiver, PROBE);
    await publish(1);
    const { nextProbeAt } = await scene.untilSuspended(id, 'gone');
    expect(nextProbeAt).toBeNull();
    const [gone] = await scene.untilStatuses(id, ['failed']);
    expect(gone).toMatchObject({ reason: 'gone', attemptCount: 1 });

    receiver.answer(200);
    receiver.clear();
    await publish(1);
    await scene.skipToProbe(id);
    await scene.untilStatuses(id, ['failed', 'pending']);
    expect(receiver.received).toEqual([]);

    await scene.playground.api.patch(`/destinations/${id}/unsuspend`, {});
    await scene.untilStatuses(id, ['failed', 'delivered']);
    expect(await scene.row(id)).toMatchObject({ suspended: false, reason: null });
  });

  it('is neither suspended nor brought back by a test message', async () => {
    receiver = await scene.receiver(500);
    const { id } = await scene.destination(receiver, { ...PROBE, suspendAfter: 1 });
    await scene.playground.api.post(`/destinations/${id}/test`, { event: 'tag.deploy' });
    expect(await scene.row(id)).toMatchObject({ streak: 0, suspended: false });

    await publish(1);
    await scene.untilSuspended(id, 'failures');
    receiver.answer(200);
    await scene.playground.api.post(`/destinations/${id}/test`, { event: 'tag.deploy' });
    expect(await scene.row(id)).toMatchObject({ suspended: true, reason: 'failures' });
  });

  it('is not suspended when it is not to be', async () => {
    receiver = await scene.receiver(500);
    const { id } = await scene.destination(receiver, { ...PROBE, suspend: false });
    await publish(4);
    await scene.untilStatuses(id, Array(4).fill('failed'));
    expect(await scene.row(id)).toMatchObject({ streak: 4, suspended: false });
  });
});

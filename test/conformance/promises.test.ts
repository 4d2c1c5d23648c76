/** What every engine promises: one suite, run for each of them on the database of this run. */
import { removeDestinations, type Scene, startScene } from '../failures/support/scene';
import { eventually } from '../support/eventually';
import { hasRedis } from '../support/redis';
import { type Received, type Receiver } from '../support/receiver';
import { ENGINES, type EngineUnderTest, NEEDS_REDIS } from './engines';

const ENTRIES = 6;
const VERSIONS = 4;
const LATER = { retry: { pattern: 'linear', intervalSeconds: 3_600, maxAttempts: 2 } } as const;

if (!hasRedis()) {
  describe(`the engine bullmq ${NEEDS_REDIS}`, () => {
    it.skip('keeps all promises of this file', () => undefined);
  });
}

describe.each(ENGINES)('the engine $name', ({ start }) => {
  let engine: EngineUnderTest;
  let scene: Scene;

  beforeAll(async () => {
    engine = await start();
    scene = await startScene(engine.config);
  });

  afterEach(() => removeDestinations(scene));
  afterAll(async () => {
    await scene?.stop();
    await engine?.stop();
  });

  const api = () => scene.playground.api;

  async function publish(count: number): Promise<string[]> {
    const documentIds: string[] = [];
    for (let number = 0; number < count; number += 1) documentIds.push(await scene.publish());
    return documentIds;
  }

  /** Waits for as long as a busy machine may take. */
  const untilAll = (id: string, count: number, status: string): Promise<true> =>
    eventually(
      `${count} deliveries that are ${status}`,
      async () => {
        const rows = await scene.deliveries(id);
        return rows.length === count && rows.every((row) => row.status === status);
      },
      60_000
    );

  function versionsByOrigin(received: readonly Received[]): Map<string, number[]> {
    const versions = new Map<string, number[]>();
    for (const { message, headers } of received) {
      const list = versions.get(message.originId) ?? [];
      versions.set(message.originId, [...list, Number(headers['x-enterspeed-view-version'])]);
    }
    return versions;
  }

  /** Leaves requests open until the test answers them. */
  async function holding(): Promise<{ receiver: Receiver; answer(status: number): void }> {
    let open: (status: number) => void = () => undefined;
    const receiver = await scene.receiver((_, response) => {
      open = (status) => {
        if (!response.headersSent) response.writeHead(status).end();
      };
    });
    return { receiver, answer: (status) => open(status) };
  }

  it('delivers every version once and in order per view', async () => {
    const receiver = await scene.receiver(200);
    const { id } = await scene.destination(receiver, {}, { coalesce: false, skipUnchanged: false });
    const documentIds = await publish(ENTRIES);
    for (let version = 2; version <= VERSIONS; version += 1) {
      // What changes twice before it is planned becomes one version.
      await eventually('the version before planned', async () => {
        return (await scene.deliveries(id)).length === ENTRIES * (version - 1);
      });
      for (const documentId of documentIds) await scene.change(documentId);
    }
    await untilAll(id, ENTRIES * VERSIONS, 'delivered');

    const expected = documentIds.map((documentId) => [documentId, [1, 2, 3, 4]]);
    expect([...versionsByOrigin(receiver.received)].sort()).toEqual(expected.sort());
    const ids = receiver.received.map(({ headers }) => headers['webhook-id']);
    expect(new Set(ids).size).toBe(ENTRIES * VERSIONS);
  });

  it('sends only the latest version of what waited', async () => {
    const { receiver, answer } = await holding();
    const { id } = await scene.destination(receiver);
    const documentId = await scene.publish();
    await receiver.waitFor(1);
    await scene.change(documentId);
    await scene.untilStatuses(id, ['delivering', 'pending']);
    await scene.change(documentId);
    await scene.untilStatuses(id, ['delivering', 'superseded', 'pending']);
    answer(200);
    await receiver.waitFor(2);
    answer(200);
    await scene.untilStatuses(id, ['delivered', 'superseded', 'delivered']);
    const [first, latest] = versionsByOrigin(receiver.received).get(documentId) ?? [];
    expect(latest - first).toBe(2);
  });

  it('tries again when it is time, and diverts what used up its attempts', async () => {
    const receiver = await scene.receiver(500);
    const { id } = await scene.destination(receiver, { ...LATER, suspend: false });
    await scene.publish();
    await eventually('the first attempt settled', async () => {
      const [row] = await scene.deliveries(id);
      return row?.status === 'pending' && row.attemptCount === 1;
    });
    expect(receiver.received).toHaveLength(1);
    await scene.skipWaiting();
    const [row] = await scene.untilStatuses(id, ['failed']);
    expect(row).toMatchObject({ diverted: true, attemptCount: 2, attemptsUsed: 2 });
    expect(receiver.received.map(({ headers }) => headers['x-enterspeed-attempt'])).toEqual([
      '1',
      '2',
    ]);
  });

  it('suspends what fails in a row, probes it with one delivery, and delivers all once it is back', async () => {
    const receiver = await scene.receiver(500);
    const { id } = await scene.destination(receiver, {
      retry: { maxAttempts: 1 },
      suspendAfter: 3,
      probeSeconds: 3_600,
    });
    await publish(3);
    await scene.untilSuspended(id, 'failures');
    await untilAll(id, 3, 'pending');
    receiver.clear();
    await publish(2);
    await untilAll(id, 5, 'pending');
    expect(receiver.received).toEqual([]);

    await scene.skipToProbe(id);
    const [probe] = await receiver.waitFor(1);
    await eventually('the probe settled', async () => {
      const rows = await scene.deliveries(id);
      const row = rows.find((other) => other.id === probe.headers['webhook-id']);
      return row?.status === 'pending' && row.attemptsUsed === 0;
    });
    expect(receiver.received).toHaveLength(1);

    receiver.answer(200);
    await scene.skipToProbe(id);
    await untilAll(id, 5, 'delivered');
  });

  it('keeps a rate limit and delivers everything', async () => {
    const arrivals: number[] = [];
    const receiver = await scene.receiver((_, response) => {
      arrivals.push(performance.now());
      response.writeHead(200).end();
    });
    const { id } = await scene.destination(receiver, {}, { rateLimit: { max: 3, perSeconds: 1 } });
    await api().patch(`/destinations/${id}/suspend`, {});
    await publish(9);
    await untilAll(id, 9, 'pending');
    await api().patch(`/destinations/${id}/unsuspend`, {});
    await untilAll(id, 9, 'delivered');
    // The fourth belongs to the second window at the earliest, the seventh to the third; a request takes a moment.
    expect(arrivals[6] - arrivals[0]).toBeGreaterThan(900);
    expect(arrivals[8] - arrivals[2]).toBeGreaterThan(900);
  });

  it('delivers to others while one hangs, and never gives that one more than its own places', async () => {
    const hanging = await scene.receiver(() => undefined);
    await scene.destination(hanging, {}, { timeoutSeconds: 60, concurrency: 2 });
    const healthy = await scene.receiver(200);
    const { id } = await scene.destination(healthy);
    await publish(20);
    await untilAll(id, 20, 'delivered');
    expect(healthy.received).toHaveLength(20);
    expect(hanging.received).toHaveLength(2);
  });

  describe('of what waits behind a request that is under way', () => {
    let receiver: Receiver;
    let answer: (status: number) => void;
    let id: string;

    beforeEach(async () => {
      ({ receiver, answer } = await holding());
      ({ id } = await scene.destination(receiver, {}, { concurrency: 1, timeoutSeconds: 60 }));
      await publish(1);
      await receiver.waitFor(1);
      await publish(4);
      await eventually('all planned', async () => (await scene.deliveries(id)).length === 5);
    });

    /** What comes after it would have been sent after the others. */
    async function untilOthersHadTheirTurn(): Promise<void> {
      answer(200);
      const other = await scene.receiver(200);
      const { id: otherId } = await scene.destination(other);
      await publish(1);
      await untilAll(otherId, 1, 'delivered');
    }

    it('nothing is sent that was canceled', async () => {
      const waiting = (await scene.deliveries(id)).filter(({ status }) => status === 'pending');
      await api().post(`/destinations/${id}/deliveries/cancel`, {});
      const canceled = await eventually('waiting ones canceled', async () => {
        const rows = await scene.deliveries(id);
        const gone = rows.filter(({ status }) => status === 'canceled');
        return gone.length >= waiting.length ? gone : null;
      });
      answer(200);
      await publish(1);
      await eventually('the next one', () => {
        answer(200);
        return scene
          .deliveries(id)
          .then((rows) => rows.every(({ status }) => ['canceled', 'delivered'].includes(status)));
      });
      const sent = new Set(receiver.received.map(({ headers }) => headers['webhook-id']));
      expect(canceled.filter((row) => sent.has(row.id))).toEqual([]);
    });

    it('nothing is sent after the destination was deleted', async () => {
      await api().delete(`/destinations/${id}`);
      await untilOthersHadTheirTurn();
      expect(receiver.received).toHaveLength(1);
    });

    it('nothing is sent while the destination is suspended, and everything afterwards', async () => {
      await api().patch(`/destinations/${id}/suspend`, {});
      await untilOthersHadTheirTurn();
      expect(receiver.received).toHaveLength(1);

      receiver.answer(200);
      await api().patch(`/destinations/${id}/unsuspend`, {});
      await eventually('everything', async () =>
        (await scene.deliveries(id)).every(({ status }) => status === 'delivered')
      );
      expect(receiver.received.length).toBe((await scene.deliveries(id)).length);
    });
  });
});

/** An egress proxy that fails is nobody's fault but ours: no destination pays for it, and everything arrives later. */
import { type EgressProxy, startEgressProxy } from '../support/egress-proxy';
import { eventually } from '../support/eventually';
import { type Receiver, startReceiver } from '../support/receiver';
import { type DeliveryRow, removeDestinations, type Scene, startScene } from './support/scene';

/** Two attempts, and one failure that counts would suspend. */
const STRICT = {
  retry: { pattern: 'schedule' as const, schedule: ['1h'], maxAttempts: 2 },
  suspendAfter: 1,
};
/** Only the proxy knows this name. */
const URL_BEHIND_PROXY = 'http://shop.test/hooks';

describe('an egress proxy', () => {
  let scene: Scene;
  let proxy: EgressProxy;
  let receiver: Receiver;

  beforeAll(async () => {
    receiver = await startReceiver();
    proxy = await startEgressProxy(receiver.url);
    scene = await startScene({ network: { proxy: proxy.url } });
  });

  afterEach(async () => {
    await removeDestinations(scene);
    await proxy.mode('tunnel');
    receiver.clear();
  });

  afterAll(async () => {
    await scene?.stop();
    await proxy?.stop();
    await receiver?.stop();
  });

  const attempts = (count: number, { id }: { id: string }): Promise<DeliveryRow> =>
    eventually(`${count} attempts`, async () => {
      const [row] = await scene.deliveries(id);
      return row?.attemptCount === count && row.status !== 'delivering' ? row : null;
    });

  const errorsOf = async ({ id }: DeliveryRow): Promise<string[]> => {
    const rows = await scene.playground.strapi.db
      .connection('destinations_attempts')
      .where({ delivery_id: id })
      .orderBy('id');
    return rows.map(({ error_code }) => error_code);
  };

  it.each([
    ['refuses connections', 'refuse'],
    ['hangs up', 'hang up'],
    ['refuses the tunnel with 403', 403],
    ['wants a password (407)', 407],
    ['has an error of its own (500)', 500],
  ] as const)(
    'that %s uses no attempts and suspends nobody; what waited is delivered when it works',
    async (_how, mode) => {
      const destination = await scene.destination({ ...receiver, url: URL_BEHIND_PROXY }, STRICT);
      await proxy.mode(mode);
      await scene.publish();
      for (const count of [1, 2, 3, 4]) {
        const row = await attempts(count, destination);
        expect(row).toMatchObject({ status: 'pending', attemptsUsed: 0, httpStatus: null });
        expect(await errorsOf(row)).toEqual(Array(count).fill('proxy_failed'));
        if (count < 4) await scene.skipWaiting();
      }
      expect(await scene.row(destination.id)).toMatchObject({ streak: 0, suspended: false });
      expect(receiver.received).toEqual([]);

      await proxy.mode('tunnel');
      await scene.skipWaiting();
      const [row] = await scene.untilStatuses(destination.id, ['delivered']);
      expect(row).toMatchObject({ attemptCount: 5, attemptsUsed: 1 });
      expect(receiver.received.map(({ headers }) => headers['x-enterspeed-attempt'])).toEqual([
        '5',
      ]);
    }
  );

  it.each([502, 503, 504])(
    'that says by %i that the destination does not answer speaks for the destination',
    async (status) => {
      const patient = { ...STRICT, suspend: false };
      const destination = await scene.destination({ ...receiver, url: URL_BEHIND_PROXY }, patient);
      await proxy.mode(status);
      await scene.publish();
      await attempts(1, destination);
      await scene.skipWaiting();
      const [row] = await scene.untilStatuses(destination.id, ['failed']);
      expect(row).toMatchObject({ reason: 'attempts_used_up', attemptsUsed: 2 });
      expect(await errorsOf(row)).toEqual(['host_unreachable', 'host_unreachable']);
    }
  );
});

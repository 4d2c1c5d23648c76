import { createDispatcher, type DispatchTarget } from '../../server/src/dispatch/dispatcher';
import { createInProcessEngine } from '../../server/src/dispatch/engines/in-process';
import { type Settler } from '../../server/src/dispatch/settler';
import { type ClaimedDelivery } from '../../server/src/queue/claim';
import { type Settlement } from '../../server/src/queue/settlement';
import { eventually } from '../support/eventually';
import { attempted, claimed, SILENT } from './support/claimed';

const SHOP: DispatchTarget = {
  id: 'shop',
  concurrency: 1,
  rateLimit: null,
  timeoutSeconds: 10,
  coalesce: true,
  isSuspended: false,
  failureHandling: { probeSeconds: 300 },
};

/** One claim of three deliveries for a destination that takes one at a time; the test ends each request. */
function setup(beforeRequest: () => void = () => undefined, pollMs = 20) {
  let elapsed = 0;
  let looks = 0;
  let targets: DispatchTarget[] = [SHOP];
  let claims: ClaimedDelivery[][] = [[claimed('1'), claimed('2'), claimed('3')]];
  const sent: string[] = [];
  const settled: Settlement[] = [];
  let finish: () => void = () => undefined;
  const settler: Settler = {
    add: (settlement) => settled.push(settlement),
    follow: async (attempt) => {
      const settlement = await attempt;
      settled.push(settlement);
      return settlement;
    },
    isStuck: () => false,
    waiting: () => 0,
    start: () => undefined,
    stop: async () => undefined,
  };
  const dispatcher = createDispatcher({
    targets: async () => targets,
    async findDue(ids) {
      looks += 1;
      return new Map(claims.length > 0 ? ids.map((id) => [id, 0]) : []);
    },
    findProbes: async () => new Map(),
    async claim() {
      const [first = [], ...others] = claims;
      claims = others;
      return first;
    },
    deliver: (delivery, _target, mayBegin) => {
      beforeRequest();
      if (!mayBegin()) return Promise.resolve({ kind: 'released', delivery, delayMs: 0 });
      sent.push(delivery.id);
      return new Promise((resolve) => {
        finish = () => resolve({ ...attempted(delivery.id), delivery });
      });
    },
    makeEngine: (host) => createInProcessEngine(host, () => elapsed),
    settler,
    pace: { batchOf: (full) => full, turn: () => null },
    clock: { now: () => elapsed, elapsed: () => elapsed },
    logger: SILENT,
    pollMs,
  });
  dispatcher.start();
  return {
    dispatcher,
    sent,
    settled,
    finish: () => finish(),
    looks: () => looks,
    passTime: (ms: number) => {
      elapsed += ms;
    },
    setTargets: (next: DispatchTarget[]) => {
      targets = next;
    },
    untilSettled: (count: number) => eventually(`${count} settled`, () => settled.length === count),
    kinds: () => settled.map(({ kind, delivery }) => `${delivery.id} ${kind}`),
  };
}

describe('what was claimed and not begun', () => {
  it('is sent while its lease is long enough', async () => {
    const { dispatcher, sent, finish, untilSettled, passTime } = setup();
    await eventually('the first request', () => sent.length === 1);
    passTime(9_000);
    finish();
    await untilSettled(1);
    await eventually('the second request', () => sent.length === 2);
    finish();
    await untilSettled(2);
    finish();
    await dispatcher.stop(1_000);
  });

  it('is released when the process slept so long that its lease may end during the request', async () => {
    const { dispatcher, sent, finish, untilSettled, passTime, kinds } = setup();
    await eventually('the first request', () => sent.length === 1);
    passTime(11_000);
    finish();
    await untilSettled(3);
    expect(sent).toEqual(['1']);
    expect(kinds()).toEqual(['1 attempted', '2 released', '3 released']);
    await dispatcher.stop(1_000);
  });

  it('is released when the process slept between its turn and its request', async () => {
    const scene = setup(() => scene.passTime(11_000));
    await scene.untilSettled(3);
    expect(scene.sent).toEqual([]);
    expect(scene.kinds()).toEqual(['1 released', '2 released', '3 released']);
    await scene.dispatcher.stop(1_000);
  });

  it('is released when its destination was suspended or deleted meanwhile', async () => {
    for (const next of [[], [{ ...SHOP, isSuspended: true }]]) {
      const { dispatcher, sent, finish, untilSettled, setTargets, kinds } = setup();
      await eventually('the first request', () => sent.length === 1);
      setTargets(next);
      dispatcher.wake();
      await new Promise((resolve) => setTimeout(resolve, 60));
      finish();
      await untilSettled(3);
      expect(kinds()).toEqual(['1 attempted', '2 released', '3 released']);
      await dispatcher.stop(1_000);
    }
  });

  it('is released at shutdown, and what is in flight finishes', async () => {
    const { dispatcher, sent, finish, kinds } = setup();
    await eventually('the first request', () => sent.length === 1);
    const stopped = dispatcher.stop(5_000);
    await new Promise((resolve) => setImmediate(resolve));
    finish();
    await stopped;
    expect(kinds().sort()).toEqual(['1 attempted', '2 released', '3 released']);
  });
});

describe('when nothing more is due', () => {
  it('it looks once more, and not after each of what was claimed', async () => {
    const { dispatcher, sent, finish, untilSettled, looks } = setup(undefined, 60_000);
    for (const number of [1, 2, 3]) {
      await eventually(`request ${number}`, () => sent.length === number);
      finish();
      await untilSettled(number);
    }
    await eventually('the last look', () => looks() >= 2);
    await dispatcher.stop(1_000);
    expect(looks()).toBe(2);
  });
});

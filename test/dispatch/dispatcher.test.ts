import { createDispatcher, type DispatchTarget } from '../../server/src/dispatch/dispatcher';
import { createThreadedEngine } from '../../server/src/dispatch/engines/threaded/engine';
import { type Settler } from '../../server/src/dispatch/settler';
import { type ClaimedDelivery } from '../../server/src/queue/claim';
import { type Settlement } from '../../server/src/queue/settlement';
import { eventually } from '../support/eventually';
import { attempted, claimed, SILENT } from './support/claimed';
import { startThreads } from './support/threads';

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
function setup({
  whileAsking = () => {},
  pollMs = 20,
}: { whileAsking?(): void; pollMs?: number } = {}) {
  let elapsed = 0;
  let looks = 0;
  let targets: DispatchTarget[] = [SHOP];
  let claims: ClaimedDelivery[][] = [[claimed('1'), claimed('2'), claimed('3')]];
  const sent: string[] = [];
  const settled: Settlement[] = [];
  let finish: () => void = () => undefined;
  const settler: Settler = {
    add: (settlement) => settled.push(settlement),
    expect: () => undefined,
    settle: (settlement) => settled.push(settlement),
    isStuck: () => false,
    waiting: () => 0,
    start: () => undefined,
    stop: async () => undefined,
  };
  const threads = startThreads<DispatchTarget>({
    elapsed: () => elapsed,
    attempt: ({ id }) => {
      sent.push(id);
      return new Promise((resolve) => {
        finish = () => resolve('done');
      });
    },
  });
  const common = {};
  let problem: () => string | null = () => null;
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
    deliver: () => {
      throw new Error('The thread sends');
    },
    makeEngine(host) {
      const engine = createThreadedEngine(host, {
        startThread: threads.start,
        common: () => common,
        async admit() {
          whileAsking();
          return [];
        },
        conclude: (delivery) => ({ ...attempted(delivery.id), delivery }),
        fail: (delivery) => ({ kind: 'released', delivery, delayMs: 5_000 }),
        logger: SILENT,
      });
      problem = engine.problem;
      return engine;
    },
    settler,
    pace: { batchOf: (full) => full, rest: () => null, turn: () => null },
    clock: { now: () => elapsed, elapsed: () => elapsed },
    logger: SILENT,
    pollMs,
  });
  dispatcher.start();
  return {
    dispatcher,
    threads,
    sent,
    settled,
    finish: () => finish(),
    looks: () => looks,
    passTime: (ms: number) => {
      elapsed += ms;
    },
    problem: () => problem(),
    claimNext: (deliveries: ClaimedDelivery[]) => {
      claims.push(deliveries);
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

  it('is released when the process slept between its claim and its request', async () => {
    const scene = setup({ whileAsking: () => scene.passTime(11_000) });
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
    const { dispatcher, sent, finish, untilSettled, kinds } = setup();
    await eventually('the first request', () => sent.length === 1);
    const stopped = dispatcher.stop(5_000);
    await untilSettled(2);
    finish();
    await stopped;
    expect(kinds().sort()).toEqual(['1 attempted', '2 released', '3 released']);
  });
});

describe('when nothing more is due', () => {
  it('it looks once more, and not after each of what was claimed', async () => {
    const { dispatcher, sent, finish, untilSettled, looks } = setup({ pollMs: 60_000 });
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

describe('when the thread that sends ends', () => {
  it('nobody says what became of its deliveries, and what is claimed next goes through a new one', async () => {
    const scene = setup();
    const { dispatcher, threads, sent, finish, settled, claimNext, untilSettled, kinds } = scene;
    await eventually('the first request', () => sent.length === 1);
    expect(scene.problem()).toBeNull();
    threads.crash('out of memory');
    expect(scene.problem()).toMatch(/^The thread that sends ended .*: out of memory$/);
    claimNext([claimed('4')]);
    await eventually('a request of the new thread', () => sent.length === 2);
    expect(threads.started()).toBe(2);
    expect(scene.problem()).toBeNull();
    expect(settled).toEqual([]);
    finish();
    await untilSettled(1);
    expect(kinds()).toEqual(['4 attempted']);
    await dispatcher.stop(1_000);
  });
});

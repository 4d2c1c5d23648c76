import { type Knex } from 'knex';

import { createDispatcher, type DispatchTarget } from '../../server/src/dispatch/dispatcher';
import { createThreadedEngine } from '../../server/src/dispatch/engines/threaded/engine';
import { type Settler } from '../../server/src/dispatch/settler';
import { type ClaimedDelivery } from '../../server/src/queue/claim';
import { type Settlement } from '../../server/src/queue/settlement';
import { eventually } from '../support/eventually';
import { attempted, claimed, made, SILENT } from './support/claimed';
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
  due = [claimed('1'), claimed('2'), claimed('3')],
  target = {},
}: {
  whileAsking?(): void;
  pollMs?: number;
  due?: ClaimedDelivery[];
  target?: Partial<DispatchTarget>;
} = {}) {
  let elapsed = 0;
  let looks = 0;
  let targets: DispatchTarget[] = [{ ...SHOP, ...target }];
  let claims: ClaimedDelivery[][] = [due];
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
  const takenNew: string[][] = [];
  const dispatcher = createDispatcher({
    targets: async () => targets,
    targetsNow: () => targets,
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
    async takeNew(made) {
      takenNew.push(made.map(({ id }) => id));
      return made.map(({ id }) => claimed(id));
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
    takenNew,
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

describe('what was just made', () => {
  const NO_TRANSACTION = {} as Knex.Transaction;

  /** Everything that was due is sent, and the dispatcher has nothing to do. */
  async function quiet(target: Partial<DispatchTarget> = {}) {
    const scene = setup({ pollMs: 60_000, due: [claimed('1')], target });
    await eventually('the first request', () => scene.sent.length === 1);
    scene.finish();
    await scene.untilSettled(1);
    return scene;
  }

  it('is claimed and sent without a look, as much of it as there is room for', async () => {
    const { dispatcher, sent, finish, untilSettled, takenNew, kinds } = await quiet();
    const claims = await dispatcher.claimNew([made('2'), made('3')], NO_TRANSACTION);
    expect(claims.count).toBe(1);
    expect(takenNew).toEqual([['2']]);
    expect(sent).toEqual(['1']);
    claims.send();
    await eventually('its request', () => sent.length === 2);
    expect((await dispatcher.claimNew([made('4')], NO_TRANSACTION)).count).toBe(0);
    finish();
    await untilSettled(2);
    expect(kinds()).toEqual(['1 attempted', '2 attempted']);
    expect((await dispatcher.claimNew([made('5')], NO_TRANSACTION)).count).toBe(1);
    await dispatcher.stop(1_000);
  });

  it('is left to the queue where a rate limit decides', async () => {
    const { dispatcher } = await quiet({ rateLimit: { max: 10, perSeconds: 1 } });
    expect((await dispatcher.claimNew([made('2')], NO_TRANSACTION)).count).toBe(0);
    await dispatcher.stop(1_000);
  });

  it('is left to the queue when its destinations have changed since the last look', async () => {
    const { dispatcher, setTargets } = await quiet();
    setTargets([{ ...SHOP, timeoutSeconds: 20 }]);
    expect((await dispatcher.claimNew([made('2')], NO_TRANSACTION)).count).toBe(0);
    await dispatcher.stop(1_000);
  });

  it('is left to the queue while its destination is suspended, and once the dispatcher stops', async () => {
    const { dispatcher, looks } = setup({ due: [], target: { isSuspended: true } });
    await eventually('a look', () => looks() > 0);
    expect((await dispatcher.claimNew([made('2')], NO_TRANSACTION)).count).toBe(0);
    await dispatcher.stop(1_000);
    const other = await quiet();
    await other.dispatcher.stop(1_000);
    expect((await other.dispatcher.claimNew([made('2')], NO_TRANSACTION)).count).toBe(0);
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

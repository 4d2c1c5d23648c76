import { createPace } from '../../server/src/dispatch/pace';

function setup() {
  let now = 0;
  const turns: (() => void)[] = [];
  const pauses: { ms: number; end(): void }[] = [];
  const pace = createPace({
    elapsed: () => now,
    nextTurn: (callback) => turns.push(callback),
    pause: (ms) => new Promise((end) => pauses.push({ ms, end })),
    whileServing: { rows: 25, restMs: 10 },
  });
  const started: number[] = [];
  return {
    pace,
    started,
    pass: (ms: number) => (now += ms),
    /** Wants this many starts. @returns how many need not wait */
    want(count: number): number {
      let atOnce = 0;
      for (let index = 0; index < count; index += 1) {
        const turn = pace.turn();
        if (turn === null) atOnce += 1;
        else void turn.then(() => started.push(now));
      }
      return atOnce;
    },
    /** Takes a batch when it may. @returns how long it rested before */
    async take(lateMs = 0): Promise<number> {
      const rest = pace.rest();
      const pause = pauses.shift();
      if (!rest || !pause) return 0;
      now += pause.ms + lateMs;
      pause.end();
      await rest;
      return pause.ms;
    },
    /** One turn of the event loop that takes so long. @returns how many were started in it */
    async turn(ms: number): Promise<number> {
      const before = started.length;
      now += ms;
      turns.shift()?.();
      await Promise.resolve();
      return started.length - before;
    },
  };
}

describe('the pace of the drain', () => {
  it('is held back by nothing while nobody asks for anything', () => {
    const { pace, want } = setup();
    expect(want(100)).toBe(100);
    expect(pace.batchOf(200)).toBe(200);
  });

  it('starts more per turn while turns are short, and half as many after a long one', async () => {
    const { pace, want, turn } = setup();
    pace.arrived();
    expect(want(100)).toBe(0);
    expect([await turn(1), await turn(1), await turn(1)]).toEqual([2, 3, 4]);
    expect([await turn(50), await turn(50), await turn(50)]).toEqual([2, 1, 1]);
    expect(await turn(1)).toBe(2);
  });

  it('never starts more than a few per turn while somebody is served', async () => {
    const { pace, want, turn } = setup();
    pace.arrived();
    want(1_000);
    let most = 0;
    for (let index = 0; index < 50; index += 1) most = Math.max(most, await turn(1));
    expect(most).toBe(16);
  });

  it('works in small batches meanwhile', () => {
    const { pace, pass } = setup();
    pace.arrived();
    expect(pace.batchOf(200)).toBe(25);
    expect(pace.batchOf(10)).toBe(10);
    pass(1_001);
    expect(pace.batchOf(200)).toBe(200);
  });

  it('rests between batches, longer after each in which the event loop was late', async () => {
    const { pace, take, pass } = setup();
    expect([await take(), await take()]).toEqual([0, 0]);
    pace.arrived();
    expect([await take(), await take(50), await take(50), await take(50)]).toEqual([
      10, 10, 20, 40,
    ]);
    pace.arrived();
    expect([await take(50), await take(), await take(), await take()]).toEqual([80, 80, 60, 45]);
    pass(100);
    pace.arrived();
    expect(await take()).toBe(0);
    pass(1_001);
    expect([await take(), await take()]).toEqual([0, 0]);
  });

  it('lets all go that waited once nobody has asked for anything for a second', async () => {
    const { pace, want, turn, pass } = setup();
    pace.arrived();
    want(100);
    pass(1_001);
    expect(await turn(0)).toBe(100);
    expect(want(5)).toBe(5);
  });
});

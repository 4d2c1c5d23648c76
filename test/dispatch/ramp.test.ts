import { createLanes, type LaneTarget } from '../../server/src/dispatch/lanes';
import { createRamp } from '../../server/src/dispatch/ramp';

describe('a destination that is back', () => {
  let now = 0;
  const elapsed = () => now;

  function after(seconds: number, ramp: ReturnType<typeof createRamp>, isSuccess = true): number {
    now += seconds * 1_000;
    ramp.report(isSuccess);
    return ramp.limit();
  }

  it('gets twice as many requests at once after each second of successes', () => {
    const ramp = createRamp(elapsed);
    expect(ramp.limit()).toBe(1);
    expect([after(0.5, ramp), after(0.5, ramp), after(0.5, ramp), after(0.5, ramp)]).toEqual([
      1, 2, 2, 4,
    ]);
    expect(after(1, ramp)).toBe(8);
  });

  it('gets half of them after a failure, and never less than one', () => {
    const ramp = createRamp(elapsed);
    after(1, ramp);
    after(1, ramp);
    expect([after(0, ramp, false), after(0, ramp, false), after(0, ramp, false)]).toEqual([
      2, 1, 1,
    ]);
  });

  it('begins slowly in its lane and ends at its own number', () => {
    const target: LaneTarget = { id: 'shop', concurrency: 3, rateLimit: null, isSuspended: false };
    const lanes = createLanes<never>(elapsed, async () => undefined);
    lanes.follow([target]);
    expect(lanes.of(target).room()).toBe(3);
    lanes.follow([{ ...target, isSuspended: true }]);
    lanes.follow([target]);
    expect(lanes.of(target).room()).toBe(1);
    now += 1_000;
    lanes.of(target).report(true);
    expect(lanes.of(target).room()).toBe(2);
    now += 1_000;
    lanes.of(target).report(true);
    expect(lanes.of(target).room()).toBe(3);
    lanes.of(target).report(false);
    expect(lanes.of(target).room()).toBe(3);
  });
});

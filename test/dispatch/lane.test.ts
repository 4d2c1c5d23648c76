/** How much a lane wants to have claimed for it. */
import { createLane } from '../../server/src/dispatch/lane';

const never = () => new Promise<void>(() => undefined);

describe('a lane', () => {
  it('wants its last place filled too, while the others take long', () => {
    const lane = createLane({ concurrency: 3, rateLimit: null }, () => 0);
    expect(lane.room()).toBe(3);
    lane.add(never);
    lane.add(never);
    expect(lane.room()).toBe(1);
    lane.add(never);
    expect(lane.room()).toBe(0);
  });

  it('wants many at once rather than a few, while nobody in it stands idle', async () => {
    let now = 0;
    const lane = createLane({ concurrency: 2, rateLimit: null }, () => now);
    lane.add(async () => {
      now += 100;
    });
    await lane.whenIdle();
    // A hundred milliseconds each, two at a time: six in three hundred.
    expect(lane.room()).toBe(6);
    for (let number = 0; number < 4; number += 1) lane.add(never);
    expect(lane.room()).toBe(0);
  });
});

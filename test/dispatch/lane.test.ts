/** How much a lane wants to have claimed for it. */
import { createLane, type Work } from '../../server/src/dispatch/lane';

const never: Work<number> = () => new Promise(() => undefined);

describe('a lane', () => {
  it('wants its last place filled too, while the others take long', () => {
    const lane = createLane({ concurrency: 3, rateLimit: null }, () => 0, never);
    expect(lane.room()).toBe(3);
    lane.add(1);
    lane.add(2);
    expect(lane.room()).toBe(1);
    lane.add(3);
    expect(lane.room()).toBe(0);
  });

  it('wants many at once rather than a few, while nobody in it stands idle', async () => {
    let now = 0;
    const work: Work<number> = async (number) => {
      if (number > 0) await never(number);
      now += 100;
    };
    const lane = createLane<number>({ concurrency: 2, rateLimit: null }, () => now, work);
    lane.add(0);
    await lane.whenIdle();
    // A hundred milliseconds each, two at a time: six in three hundred.
    expect(lane.room()).toBe(6);
    for (let number = 1; number <= 4; number += 1) lane.add(number);
    expect(lane.room()).toBe(0);
  });
});

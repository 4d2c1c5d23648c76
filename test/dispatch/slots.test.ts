/** What runs at once, and in which order. */
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

import { createSlots } from '../../server/src/dispatch/slots';
import { immediate } from '../../server/src/support/immediate';

function collectGarbage(): void {
  setFlagsFromString('--expose-gc');
  (runInNewContext('gc') as () => void)();
}

function setup(concurrency: number) {
  const slots = createSlots(concurrency);
  const begun: number[] = [];
  const ends = new Map<number, () => void>();
  return {
    slots,
    begun,
    add(...numbers: number[]) {
      for (const number of numbers) {
        slots.add(() => {
          begun.push(number);
          return new Promise((resolve) => ends.set(number, resolve));
        });
      }
    },
    async end(number: number) {
      ends.get(number)?.();
      await immediate();
    },
  };
}

describe('slots', () => {
  it('begin work in its order, so much at once and no more', async () => {
    const { slots, begun, add, end } = setup(2);
    add(1, 2, 3, 4);
    expect(begun).toEqual([1, 2]);
    expect([slots.running, slots.waiting]).toEqual([2, 2]);
    await end(2);
    expect(begun).toEqual([1, 2, 3]);
    await end(3);
    await end(1);
    expect(begun).toEqual([1, 2, 3, 4]);
    expect([slots.running, slots.waiting]).toEqual([1, 0]);
  });

  it('fill at once when there are more, and empty as work ends when there are fewer', async () => {
    const { slots, begun, add, end } = setup(1);
    add(1, 2, 3, 4);
    slots.concurrency = 3;
    expect(begun).toEqual([1, 2, 3]);
    slots.concurrency = 1;
    await end(1);
    await end(2);
    expect(begun).toEqual([1, 2, 3]);
    await end(3);
    expect(begun).toEqual([1, 2, 3, 4]);
  });

  it('are idle when nothing waits and nothing runs', async () => {
    const { slots, add, end } = setup(1);
    await slots.whenIdle();
    add(1, 2);
    let isIdle = false;
    void slots.whenIdle().then(() => (isIdle = true));
    await end(1);
    expect(isIdle).toBe(false);
    await end(2);
    expect(isIdle).toBe(true);
  });

  it('take what is added while the last of it ends', async () => {
    const { begun, add, end } = setup(1);
    add(1);
    await end(1);
    add(2, 3);
    await end(2);
    expect(begun).toEqual([1, 2, 3]);
  });

  it('keep nothing of what has begun while they are never empty', async () => {
    const slots = createSlots(1);
    const kept: WeakRef<object>[] = [];
    let end: () => void = () => undefined;
    const addOne = (): void => {
      const load = { bytes: Buffer.alloc(1_000) };
      kept.push(new WeakRef(load));
      slots.add(() => new Promise((resolve) => (end = () => resolve(void load.bytes))));
    };
    addOne();
    for (let index = 0; index < 500; index += 1) {
      addOne();
      end();
      await immediate();
    }
    collectGarbage();
    expect(slots.waiting + slots.running).toBe(1);
    expect(kept.filter((load) => load.deref()).length).toBeLessThan(10);
  });
});

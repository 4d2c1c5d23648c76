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
  const begun: number[] = [];
  const ends = new Map<number, () => void>();
  const slots = createSlots<number>(concurrency, (number, end) => {
    begun.push(number);
    ends.set(number, end);
  });
  return {
    slots,
    begun,
    add: (...numbers: number[]) => numbers.forEach(slots.add),
    end: (number: number) => ends.get(number)?.(),
  };
}

describe('slots', () => {
  it('begin work in its order, so much at once and no more', () => {
    const { slots, begun, add, end } = setup(2);
    add(1, 2, 3, 4);
    expect(begun).toEqual([1, 2]);
    expect([slots.running, slots.waiting]).toEqual([2, 2]);
    end(2);
    expect(begun).toEqual([1, 2, 3]);
    end(3);
    end(1);
    expect(begun).toEqual([1, 2, 3, 4]);
    expect([slots.running, slots.waiting]).toEqual([1, 0]);
  });

  it('fill at once when there are more, and empty as work ends when there are fewer', () => {
    const { slots, begun, add, end } = setup(1);
    add(1, 2, 3, 4);
    slots.concurrency = 3;
    expect(begun).toEqual([1, 2, 3]);
    slots.concurrency = 1;
    end(1);
    end(2);
    expect(begun).toEqual([1, 2, 3]);
    end(3);
    expect(begun).toEqual([1, 2, 3, 4]);
  });

  it('are idle when nothing waits and nothing runs', async () => {
    const { slots, add, end } = setup(1);
    await slots.whenIdle();
    add(1, 2);
    let isIdle = false;
    void slots.whenIdle().then(() => (isIdle = true));
    end(1);
    expect(isIdle).toBe(false);
    end(2);
    await immediate();
    expect(isIdle).toBe(true);
  });

  it('take what is added while the last of it ends', () => {
    const { begun, add, end } = setup(1);
    add(1);
    end(1);
    add(2, 3);
    end(2);
    expect(begun).toEqual([1, 2, 3]);
  });

  it('give back what has not begun, and then begin nothing more', () => {
    const { slots, begun, add, end } = setup(1);
    add(1, 2, 3);
    expect(slots.takeBack()).toEqual([2, 3]);
    end(1);
    expect(begun).toEqual([1]);
    expect(slots.running + slots.waiting).toBe(0);
  });

  it('keep nothing of what has begun while they are never empty', async () => {
    const kept: WeakRef<object>[] = [];
    let end: () => void = () => undefined;
    const slots = createSlots<{ bytes: Buffer }>(1, (_load, onEnd) => {
      end = onEnd;
    });
    const addOne = (): void => {
      const load = { bytes: Buffer.alloc(1_000) };
      kept.push(new WeakRef(load));
      slots.add(load);
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

import { inParallel } from '../../admin/src/hooks/in-parallel';

describe('inParallel', () => {
  it('works on so many at a time, and on the next as soon as one has ended', async () => {
    const begun: string[] = [];
    const end = new Map<string, () => void>();
    const counted: number[] = [];
    const all = inParallel(['a', 'b', 'c', 'd'], 2, async (thing, finished) => {
      begun.push(thing);
      await new Promise<void>((resolve) => end.set(thing, resolve));
      counted.push(finished());
    });
    const ends = async (thing: string): Promise<void> => {
      end.get(thing)?.();
      await new Promise((resolve) => setImmediate(resolve));
    };

    expect(begun).toEqual(['a', 'b']);
    await ends('b');
    expect(begun).toEqual(['a', 'b', 'c']);
    await ends('a');
    await ends('d');
    await ends('c');
    await all;
    expect([begun, counted]).toEqual([
      ['a', 'b', 'c', 'd'],
      [1, 2, 3, 4],
    ]);
  });

  it('has nothing to do for nothing', async () => {
    await inParallel([], 6, () => Promise.reject(new Error('called')));
  });
});

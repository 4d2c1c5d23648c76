/** Works through things, so many at a time; one that ends makes room for the next. */
export async function inParallel<T>(
  things: readonly T[],
  atATime: number,
  /** @param finished counts this one and says how many are done */
  work: (thing: T, finished: () => number) => Promise<void>
): Promise<void> {
  const queue = [...things];
  let done = 0;
  const finished = (): number => {
    done += 1;
    return done;
  };
  async function worker(): Promise<void> {
    for (let next = queue.shift(); next !== undefined; next = queue.shift()) {
      await work(next, finished);
    }
  }
  await Promise.all(Array.from({ length: Math.min(atATime, things.length) }, worker));
}

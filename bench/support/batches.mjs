/** The numbers from 0 to `count`, without it, in lists of at most `size`. Pure. */
export function batchesOf(count, size) {
  return Array.from({ length: Math.ceil(count / size) }, (_, batch) =>
    Array.from({ length: Math.min(size, count - batch * size) }, (_none, n) => batch * size + n)
  );
}

/** Resolves when the event loop has handled what is ready now: input, timers, callbacks. */
export function immediate(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}

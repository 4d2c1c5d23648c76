/** Wakes a loop. A wake that comes while nobody waits is kept for the next wait; several are one. */
import { AsyncResource } from 'node:async_hooks';

export interface Signal {
  /** Safe to call from anywhere, also from the context of a transaction that is over. Never throws. */
  wake(): void;
  /** Nobody has waited for the last wake yet. */
  isWoken(): boolean;
  /** Whoever asks now sees what the wakes until now were about. */
  clear(): void;
  /** Resolves at the next wake, or after `timeoutMs`. */
  wait(timeoutMs: number): Promise<void>;
}

/** To be made in a clean async context, such as Strapi's bootstrap: what it wakes runs in that context. */
export function createSignal(): Signal {
  const context = new AsyncResource('destinations.signal');
  let isWoken = false;
  let resolveWait: (() => void) | null = null;

  const release = (): void => {
    isWoken = true;
    resolveWait?.();
  };

  return {
    wake: () => context.runInAsyncScope(release),
    isWoken: () => isWoken,
    clear() {
      isWoken = false;
    },

    async wait(timeoutMs) {
      if (!isWoken) {
        await new Promise<void>((resolve) => {
          const timer = setTimeout(resolve, timeoutMs);
          timer.unref();
          resolveWait = () => {
            clearTimeout(timer);
            resolve();
          };
        });
      }
      isWoken = false;
      resolveWait = null;
    },
  };
}

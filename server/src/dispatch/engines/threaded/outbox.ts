/** Gathers what the sending thread has to say, so that thousands of outcomes a second wake the other thread rarely. */
import { type News, type Result } from './messages';

/** Results that go together at most. */
const FULL = 200;
/** The longest that a result waits for others while requests are under way. */
const GATHER_MS = 10;

export interface Outbox<R> {
  result(result: Result<R>): void;
  release(number: number): void;
  foundRoom(destinationId: string): void;
  /** Sends what is there. */
  flush(): void;
}

export interface OutboxDeps<R> {
  post(news: News<R>): void;
  /** Nothing is under way that others could wait for. */
  isQuiet(): boolean;
}

export function createOutbox<R>({ post, isQuiet }: OutboxDeps<R>): Outbox<R> {
  let results: Result<R>[] = [];
  let released: number[] = [];
  let roomy = new Set<string>();
  let gathering: NodeJS.Timeout | null = null;
  let isEnding = false;

  function flush(): void {
    if (gathering) clearTimeout(gathering);
    gathering = null;
    if (results.length + released.length + roomy.size === 0) return;
    post({ kind: 'news', results, released, roomy: [...roomy] });
    results = [];
    released = [];
    roomy = new Set();
  }

  /** What ends in the same turn goes together. */
  function flushSoon(): void {
    if (isEnding) return;
    isEnding = true;
    setImmediate(() => {
      isEnding = false;
      flush();
    });
  }

  function added(): void {
    if (results.length >= FULL) flush();
    else if (isQuiet()) flushSoon();
    else gathering ??= setTimeout(flush, GATHER_MS);
  }

  return {
    result(result) {
      results.push(result);
      added();
    },
    release(number) {
      released.push(number);
      added();
    },
    foundRoom(destinationId) {
      roomy.add(destinationId);
      added();
    },
    flush,
  };
}

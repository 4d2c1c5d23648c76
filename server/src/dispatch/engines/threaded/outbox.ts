/** Gathers what the sending thread has to say, so that thousands of outcomes a second wake the other thread rarely. */
import { type News } from './messages';

/** Results that go together at most. */
const FULL = 200;
/** The longest that a result waits for others while requests are under way. */
const GATHER_MS = 10;

export interface Outbox<R> {
  /** @param pack makes what is told, with the places of texts that others have too */
  record(number: number, pack: (share: (text: string) => number) => R): void;
  fault(number: number, error: string): void;
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
  let news = emptyNews<R>();
  /** Text → where it stands among the shared ones. */
  let places = new Map<string, number>();
  let roomy = new Set<string>();
  let gathering: NodeJS.Timeout | null = null;
  let isEnding = false;

  function flush(): void {
    if (gathering) clearTimeout(gathering);
    gathering = null;
    news.roomy.push(...roomy);
    const { numbers, faults, released } = news;
    if (numbers.length + faults.length + released.length + roomy.size === 0) return;
    post(news);
    news = emptyNews();
    places = new Map();
    roomy = new Set();
  }

  function share(text: string): number {
    const known = places.get(text);
    if (known !== undefined) return known;
    places.set(text, news.shared.length);
    return news.shared.push(text) - 1;
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
    if (news.numbers.length >= FULL) flush();
    else if (isQuiet()) flushSoon();
    else gathering ??= setTimeout(flush, GATHER_MS);
  }

  return {
    record(number, pack) {
      news.numbers.push(number);
      news.records.push(pack(share));
      added();
    },
    fault(number, error) {
      news.faults.push({ number, error });
      added();
    },
    release(number) {
      news.released.push(number);
      added();
    },
    foundRoom(destinationId) {
      roomy.add(destinationId);
      added();
    },
    flush,
  };
}

function emptyNews<R>(): News<R> {
  return {
    kind: 'news',
    numbers: [],
    records: [],
    shared: [],
    faults: [],
    released: [],
    roomy: [],
  };
}

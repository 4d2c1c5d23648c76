/** What happens during a soak and when: drawn from the seed before it begins. Pure. */
import { createRandom, type Random } from '../support/random';

/** `elder` is never killed, so that its memory can be watched; `younger` is. */
export type InstanceName = 'elder' | 'younger';

export type Trouble =
  | { kind: 'kill'; instance: 'younger' }
  | { kind: 'freeze'; instance: InstanceName; forMs: number }
  /** Nobody can connect. */
  | { kind: 'database away'; forMs: number }
  /** The database ends every connection and takes new ones. */
  | { kind: 'connections ended' };

export type Weather =
  | { kind: 'errors'; forMs: number }
  | { kind: 'hangs up'; forMs: number }
  | { kind: 'silence'; forMs: number }
  /** Answers with success, when the sender has given up. */
  | { kind: 'too late'; forMs: number };

export interface Planned<T> {
  atMs: number;
  event: T;
}

export interface Plan {
  troubles: Planned<Trouble>[];
  flapping: Planned<Weather>[];
  hanging: Planned<Weather>[];
}

/** Longer than the lease of a destination with a timeout of one second, which is 26 s. */
const LONG_FREEZE_MS = 30_000;
const QUIET_START_MS = 10_000;

export function planSoak(seed: number, durationMs: number): Plan {
  return {
    troubles: troublesOf(createRandom(seed), durationMs),
    flapping: weatherOf(createRandom(seed + 1), durationMs, ['errors', 'hangs up']),
    hanging: weatherOf(createRandom(seed + 2), durationMs, ['silence', 'too late']),
  };
}

/** Every kind comes up in turn, in an order of the seed, so that a short soak has all of them. */
function troublesOf(random: Random, durationMs: number): Planned<Trouble>[] {
  const planned: Planned<Trouble>[] = [];
  let kinds: (() => Trouble)[] = [];
  let atMs = QUIET_START_MS;
  let hasLongFreeze = false;
  while (atMs < durationMs) {
    if (kinds.length === 0) kinds = shuffled(random, makersOf(random));
    const event = kinds.pop()?.() ?? { kind: 'connections ended' };
    // Early enough that its consequences fall into the soak, and at most one at a time for two instances.
    if (event.kind === 'freeze' && !hasLongFreeze && durationMs - atMs > 2 * LONG_FREEZE_MS) {
      hasLongFreeze = true;
      event.forMs = LONG_FREEZE_MS;
    }
    planned.push({ atMs, event });
    atMs += random.between(3_000, 12_000);
  }
  return planned;
}

function makersOf(random: Random): (() => Trouble)[] {
  return [
    () => ({ kind: 'kill', instance: 'younger' }),
    () => ({ kind: 'kill', instance: 'younger' }),
    () => ({
      kind: 'freeze',
      instance: random.pick(['elder', 'younger']),
      forMs: random.between(500, 6_000),
    }),
    () => ({ kind: 'database away', forMs: random.between(500, 4_000) }),
    () => ({ kind: 'connections ended' }),
  ];
}

function weatherOf(
  random: Random,
  durationMs: number,
  kinds: readonly Weather['kind'][]
): Planned<Weather>[] {
  const planned: Planned<Weather>[] = [];
  let atMs = random.between(2_000, 6_000);
  while (atMs < durationMs) {
    const forMs = random.between(2_000, 8_000);
    planned.push({ atMs, event: { kind: random.pick(kinds), forMs } });
    atMs += forMs + random.between(3_000, 8_000);
  }
  return planned;
}

function shuffled<T>(random: Random, items: readonly T[]): T[] {
  return items
    .map((item) => ({ item, place: random.below(1_000_000) }))
    .sort((a, b) => a.place - b.place)
    .map(({ item }) => item);
}

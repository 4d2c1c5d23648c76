/** The judgements of `npm run soak`: each finds what it is there for, and lets pass what the contract allows. */
import { compareDestination, compareLedger, type LedgerView } from './agreement';
import { type Known } from './receivers';
import { type Arrival, createOrderWatch, judge } from './order';
import { planSoak } from './plan';
import { trendOf } from './trend';

const LEASE_MS = 26_000;

function arrival(version: number, atMs: number): Arrival {
  return { deliveryId: `delivery-${version}`, attempt: 1, line: 'steady: tag a', version, atMs };
}

/** An older version that arrives after a newer one. */
function lateArrival() {
  const watch = createOrderWatch();
  const [newer, older] = [arrival(2, 1_000), arrival(1, 2_000)];
  for (const each of [newer, older]) {
    watch.arrived(each);
    watch.ended(each);
  }
  return watch.doubts;
}

function judged(doubts: ReturnType<typeof lateArrival>, starts: Record<number, number>): number {
  const startOf = ({ version }: Arrival) => starts[version] ?? null;
  return judge(doubts, startOf, { frozen: [], leaseMs: LEASE_MS }).length;
}

describe('an older version that arrives after a newer one', () => {
  it('is a mistake when its attempt was started later', () => {
    expect(judged(lateArrival(), { 1: 1_900, 2: 900 })).toBe(1);
  });

  it('is a mistake when nobody knows when its attempt was started', () => {
    expect(judged(lateArrival(), { 2: 900 })).toBe(1);
  });

  it('is allowed when its attempt was started earlier', () => {
    expect(judged(lateArrival(), { 1: 800, 2: 900 })).toBe(0);
  });
});

describe('two requests for one view at the same time', () => {
  const overlap = () => {
    const watch = createOrderWatch();
    watch.arrived(arrival(1, 10_000));
    watch.arrived(arrival(1, 40_000));
    return watch.doubts;
  };
  const mistakes = (frozen: { fromMs: number; toMs: number }[]) =>
    judge(overlap(), () => null, { frozen, leaseMs: LEASE_MS }).length;

  it('are a mistake', () => {
    expect(mistakes([])).toBe(1);
    expect(mistakes([{ fromMs: 11_000, toMs: 15_000 }])).toBe(1);
  });

  it('are allowed when a process was frozen for longer than a lease', () => {
    expect(mistakes([{ fromMs: 11_000, toMs: 41_000 }])).toBe(0);
  });

  it('are none when the first was answered', () => {
    const watch = createOrderWatch();
    const first = arrival(1, 10_000);
    watch.arrived(first);
    watch.ended(first);
    watch.arrived(arrival(2, 10_001));
    expect(watch.doubts).toEqual([]);
  });
});

describe('agreement', () => {
  const ledger: LedgerView[] = [{ name: 'tag a', live: true, changedVersion: 3 }];
  const pictures = new Map([['tag a', 'red']]);
  const agreed = { action: 'Deploy', version: 3 } as const;

  function problems({ known = {}, receipt = {}, failed = [] as string[] }): string[] {
    return compareDestination(pictures, ledger, {
      name: 'steady',
      receipts: new Map([['tag a', { ...agreed, uncertain: false, ...receipt }]]),
      known: new Map<string, Known>([['tag a', { ...agreed, picture: 'red', ...known }]]),
      failed: new Set(failed),
    });
  }

  it('is found', () => {
    expect(problems({})).toEqual([]);
    expect(compareLedger(pictures, ledger)).toEqual([]);
  });

  it.each([
    ['a receiver that saw something older', { known: { picture: 'blue' } }],
    ['a receiver with another version', { known: { version: 2 } }],
    ['a receiver that was told it is gone', { known: { action: 'Remove' as const } }],
    ['a receipt of an older version', { receipt: { version: 2 }, known: { version: 2 } }],
    ['a receipt that is uncertain', { receipt: { uncertain: true } }],
  ])('is missed with %s', (_, state) => {
    expect(problems(state)).toHaveLength(1);
  });

  it('is not asked for where a failed delivery is visible', () => {
    expect(problems({ known: { picture: 'blue' }, failed: ['tag a'] })).toEqual([]);
  });

  it('is missed between content and ledger, both ways', () => {
    expect(compareLedger(new Map(), ledger)).toHaveLength(1);
    expect(compareLedger(pictures, [])).toHaveLength(1);
  });
});

describe('a trend', () => {
  it('is the gain along the line, whatever the samples do between', () => {
    const flat = [5, 9, 5, 9, 5].map((value, index) => ({ atMs: index * 1_000, value }));
    const rising = flat.map(({ atMs, value }) => ({ atMs, value: value + atMs / 100 }));
    expect(trendOf(flat)?.gain).toBeCloseTo(0);
    expect(trendOf(rising)?.gain).toBeCloseTo(40);
    expect(trendOf(flat.slice(0, 2))).toBeNull();
  });
});

describe('the plan', () => {
  it('is the same for the same seed, and another for another', () => {
    expect(planSoak(7, 180_000)).toEqual(planSoak(7, 180_000));
    expect(planSoak(8, 180_000)).not.toEqual(planSoak(7, 180_000));
  });

  it('has every kind of trouble within ninety seconds', () => {
    for (let seed = 0; seed < 50; seed += 1) {
      const kinds = planSoak(seed, 90_000).troubles.map(({ event }) => event.kind);
      expect(new Set(kinds)).toEqual(
        new Set(['kill', 'freeze', 'database away', 'connections ended'])
      );
    }
  });
});

import {
  type Ending,
  type Fault,
  rule,
  streakChanges,
} from '../../server/src/destinations/suspension-streak';

type Told = Fault | 'ok';

/** `422@7` is a failure of view 7. */
function endings(...told: string[]): Ending[] {
  return told.map((text, number) => {
    const [kind, view] = text.split('@');
    return {
      destinationId: 'shop',
      deliveryId: `d${number}`,
      viewId: view === undefined ? number : Number(view),
      fault: (kind as Told) === 'ok' ? null : (kind as Fault),
    };
  });
}

function failuresAfter(...told: string[]): number {
  return streakChanges(endings(...told)).get('shop')?.failures.length ?? 0;
}

describe('a streak', () => {
  it.each<[string, string[], number]>([
    ['counts every failed delivery', ['outage', 'outage', 'other'], 3],
    ['begins anew after a success', ['outage', 'outage', 'ok', 'outage'], 1],
    ['is nothing after a success', ['outage', 'ok'], 0],
    ['counts a refused message once per view', ['entry@7', 'entry@7', 'entry@7'], 1],
    ['counts refused messages of different views', ['entry@7', 'entry@8', 'entry@9'], 3],
    ['counts an outage of the same view each time', ['outage@7', 'outage@7'], 2],
    ['leaves out faults of ours', ['ours', 'ours'], 0],
  ])('%s', (_, told, count) => {
    expect(failuresAfter(...told)).toBe(count);
  });
});

describe('a destination', () => {
  const settings = { suspend: true, suspendAfter: 3 };
  const none = { hasSuccess: false, isGone: false };
  const well = { streak: 0, suspendedReason: null };

  it('is suspended when the streak is long enough, and not before', () => {
    expect(rule(well, none, 2, settings)).toMatchObject({ isSuspended: false });
    expect(rule(well, none, 3, settings)).toMatchObject({
      isSuspended: true,
      suspendedReason: 'failures',
    });
  });

  it('is not suspended by failures when it is not to be, but by 410 it is', () => {
    const never = { ...settings, suspend: false };
    expect(rule(well, none, 100, never)).toMatchObject({ isSuspended: false });
    expect(rule(well, { ...none, isGone: true }, 1, never)).toMatchObject({
      isSuspended: true,
      suspendedReason: 'gone',
    });
  });

  it.each(['manual', 'gone'] as const)(
    'that is suspended as %s is not recovered by a success',
    (reason) => {
      const ruling = rule(
        { streak: 0, suspendedReason: reason },
        { ...none, hasSuccess: true },
        0,
        settings
      );
      expect(ruling).toMatchObject({ isRecovered: false, suspendedReason: reason });
    }
  );

  it('that is suspended by failures is recovered by a success', () => {
    const before = { streak: 3, suspendedReason: 'failures' } as const;
    expect(rule(before, { ...none, hasSuccess: true }, 0, settings)).toMatchObject({
      isRecovered: true,
      isSuspended: false,
      suspendedReason: null,
    });
  });

  it('that a probe finds gone is probed no more', () => {
    const before = { streak: 3, suspendedReason: 'failures' } as const;
    expect(rule(before, { ...none, isGone: true }, 1, settings)).toMatchObject({
      isSuspended: true,
      suspendedReason: 'gone',
    });
  });
});

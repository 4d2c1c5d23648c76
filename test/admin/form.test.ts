/** From a destination to the form and back to what is sent. */
import { STANDARD_SCHEDULE } from '../../contracts/failure-handling';
import { changesOf, createInputOf } from '../../admin/src/pages/Destination/form/input';
import { plannedWaits } from '../../admin/src/pages/Destination/form/retry-preview';
import { urlProblem } from '../../admin/src/pages/Destination/form/url-problem';
import { emptyValues, valuesOf } from '../../admin/src/pages/Destination/form/values';

const empty = emptyValues();

describe('a new destination', () => {
  it('sends only what was filled in, and leaves the rest to the defaults', () => {
    const values = { ...empty, name: 'Storefront', url: ' https://shop.example.com/hooks ' };
    expect(createInputOf(empty, values)).toEqual({
      name: 'Storefront',
      url: 'https://shop.example.com/hooks',
    });
    expect(
      createInputOf(empty, { ...empty, url: 'https://a.example.com', sendExisting: true })
    ).toEqual({
      url: 'https://a.example.com',
      sendExisting: true,
    });
  });

  it('a header with several values is several rows', () => {
    const headers = [
      { name: 'X-Team', value: 'web' },
      { name: '', value: '' },
      { name: 'X-Team ', value: 'cms' },
    ];
    expect(createInputOf(empty, { ...empty, url: 'https://a.example.com', headers })).toMatchObject(
      {
        headers: { 'X-Team': ['web', 'cms'] },
      }
    );
  });
});

describe('a changed destination', () => {
  const before = valuesOf({
    name: 'Storefront',
    alias: 'storefront',
    url: 'https://shop.example.com/hooks',
    space: 'default',
    events: ['*'],
    locales: [],
    followReferences: true,
    notifyEveryChange: true,
    skipUnchanged: true,
    coalesce: true,
    accessKey: '••••3f2a',
    headers: { 'X-Team': ['web', 'cms'] },
    payloadSignature: true,
    payloadState: false,
    identity: null,
    timeoutSeconds: 10,
    concurrency: 10,
    rateLimit: null,
    failureHandling: { retry: { preset: 'standard' } },
  });

  it('sends nothing when nothing was changed', () => {
    expect(changesOf(before, before)).toEqual({});
  });

  it('sends only what was changed', () => {
    const after = { ...before, name: 'Shop', hasRateLimit: true, accessKey: '' };
    expect(changesOf(before, after)).toEqual({
      name: 'Shop',
      accessKey: null,
      rateLimit: { max: 100, perSeconds: 1 },
    });
  });

  it('knows the recommended schedule by its name', () => {
    expect(before.pattern).toBe('standard');
    const { failureHandling } = changesOf(before, {
      ...before,
      pattern: 'schedule',
      schedule: '5s, 5m',
    });
    expect(failureHandling?.retry).toMatchObject({ pattern: 'schedule', schedule: ['5s', '5m'] });
    const back = changesOf({ ...before, pattern: 'linear' }, before);
    expect(back.failureHandling?.retry).toMatchObject({ schedule: STANDARD_SCHEDULE });
  });
});

describe('the preview of the schedule', () => {
  it.each([
    ['exponential', { maxAttempts: 4 }, [10, 20, 40]],
    ['linear', { maxAttempts: 4 }, [10, 20, 30]],
    ['exponential', { maxAttempts: 3, maxIntervalSeconds: 15 }, [10, 15]],
    ['exponential', { maxAttempts: 1 }, []],
    ['schedule', { maxAttempts: 4, schedule: '5s, 5m', maxIntervalSeconds: 86_400 }, [5, 300, 300]],
  ] as const)('%s %j', (pattern, more, waits) => {
    expect(plannedWaits({ ...empty, pattern, ...more })).toEqual(waits);
  });

  it('is the recommended one', () => {
    const standard = { ...empty, pattern: 'standard' as const, maxIntervalSeconds: 86_400 };
    const waits = plannedWaits({ ...standard, maxAttempts: 10 });
    expect(waits).toEqual([5, 300, 1_800, 7_200, 18_000, 36_000, 50_400, 72_000, 86_400]);
  });

  it('is not there while the schedule cannot be read', () => {
    expect(plannedWaits({ ...empty, pattern: 'schedule', schedule: '' })).toBeNull();
    expect(plannedWaits({ ...empty, pattern: 'schedule', schedule: '5s, soon' })).toBeNull();
  });
});

describe('the check of the address', () => {
  it.each([
    ['', 'missing'],
    ['shop.example.com/hooks', 'unreadable'],
    ['ftp://shop.example.com', 'protocol'],
    ['https://shop.example.com/#hooks', 'fragment'],
    [' https://shop.example.com/hooks ', null],
    ['http://127.0.0.1:3000', null],
  ])('%j → %s', (url, problem) => {
    expect(urlProblem(url)).toBe(problem);
  });
});

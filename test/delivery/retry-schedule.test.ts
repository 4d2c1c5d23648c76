import {
  resolveFailureHandling,
  STANDARD_SCHEDULE,
  type FailureHandlingInput,
} from '../../contracts/failure-handling';
import { plannedDelayMs } from '../../contracts/retry-plan';
import { type Failure, type FailureClass } from '../../server/src/delivery/outcome';
import {
  decideAfterFailure,
  isRetryable,
  withJitter,
  type Decision,
} from '../../server/src/delivery/retry-schedule';

const NO_JITTER = () => 0.5;
const LEAST = () => 0;
const MOST = () => 1;

function failed(failureClass: FailureClass, httpStatus: number | null = null): Failure {
  return { kind: 'failure', failureClass, httpStatus, error: { code: 'http_status', message: '' } };
}

function decide(options: {
  failure?: Failure;
  attemptNumber?: number;
  handling?: FailureHandlingInput;
  retryAfter?: string | null;
  random?: () => number;
}): Decision {
  const { failure = failed('5xx', 503), attemptNumber = 1, handling = {} } = options;
  return decideAfterFailure({
    failure,
    attemptNumber,
    failureHandling: resolveFailureHandling(handling),
    retryAfter: options.retryAfter ?? null,
    now: Date.UTC(2026, 0, 1),
    random: options.random ?? NO_JITTER,
  });
}

describe('the planned wait', () => {
  it.each<[string, FailureHandlingInput['retry'], number[]]>([
    ['exponential by default', {}, [10, 20, 40, 80, 160, 320, 640, 1280, 2560, 3600, 3600]],
    ['linear', { pattern: 'linear', intervalSeconds: 15 }, [15, 30, 45, 60]],
    [
      'linear and capped',
      { pattern: 'linear', intervalSeconds: 60, maxIntervalSeconds: 100 },
      [60, 100, 100],
    ],
    ['exponential and capped', { intervalSeconds: 5, maxIntervalSeconds: 12 }, [5, 10, 12, 12]],
    [
      'a schedule, the last wait repeated',
      { pattern: 'schedule', schedule: ['5s', '5m', '30m', '2h', '5h', '10h'] },
      [5, 300, 1800, 7200, 18000, 36000, 36000, 36000],
    ],
    [
      'a schedule and capped',
      { pattern: 'schedule', schedule: ['5s', '1h'], maxIntervalSeconds: 60 },
      [5, 60, 60],
    ],
    [
      'the standard preset',
      { preset: 'standard' },
      [5, 300, 1800, 7200, 18000, 36000, 50400, 72000, 86400],
    ],
  ])('is %s', (_what, retry, seconds) => {
    const resolved = resolveFailureHandling({ retry }).retry;
    const waits = seconds.map((_wait, index) => plannedDelayMs(resolved, index + 1) / 1_000);
    expect(waits).toEqual(seconds);
  });

  it('takes three days in all with the standard preset, over ten attempts', () => {
    const { retry } = resolveFailureHandling({ retry: { preset: 'standard' } });
    const waits = STANDARD_SCHEDULE.map((_wait, index) => plannedDelayMs(retry, index + 1));
    expect(retry.maxAttempts).toBe(10);
    expect(waits.reduce((sum, wait) => sum + wait) / 3_600_000).toBeCloseTo(75.6, 1);
  });

  it('stays finite for the most attempts and the longest interval', () => {
    const { retry } = resolveFailureHandling({
      retry: { intervalSeconds: 86_400, maxIntervalSeconds: 604_800 },
    });
    expect(plannedDelayMs(retry, 20)).toBe(604_800_000);
  });
});

describe('jitter', () => {
  it('moves a wait by at most a fifth either way', () => {
    expect(withJitter(10_000, LEAST)).toBe(8_000);
    expect(withJitter(10_000, NO_JITTER)).toBe(10_000);
    expect(withJitter(10_000, MOST)).toBe(12_000);
    expect(withJitter(3, LEAST)).toBe(2);
  });

  it('is applied to the wait of a decision', () => {
    expect(decide({ random: LEAST })).toEqual({ kind: 'retry', delayMs: 8_000 });
    expect(decide({ random: MOST, attemptNumber: 2 })).toEqual({ kind: 'retry', delayMs: 24_000 });
  });
});

describe('a failure is tried again', () => {
  const DEFAULT = resolveFailureHandling({}).triggers;

  it.each<[FailureClass, number | null, string[], boolean]>([
    ['4xx', 404, DEFAULT, true],
    ['5xx', 500, DEFAULT, true],
    ['timeout', null, DEFAULT, true],
    ['network', null, DEFAULT, true],
    ['3xx', 301, DEFAULT, false],
    ['address', null, DEFAULT, false],
    ['3xx', 301, ['3xx'], true],
    ['address', null, ['address'], true],
    ['4xx', 429, ['429'], true],
    ['4xx', 428, ['429'], false],
    ['4xx', 404, ['5xx', '429'], false],
    ['5xx', 503, ['4xx', '503'], true],
    ['5xx', 999, ['5xx'], true],
    ['timeout', null, [], false],
    ['network', null, ['timeout'], false],
    ['invalid', null, [...DEFAULT, '3xx', 'address'], false],
    ['proxy', null, [], true],
  ])('%s %s with the triggers %j: %s', (failureClass, httpStatus, triggers, expected) => {
    expect(isRetryable({ failureClass, httpStatus }, triggers)).toBe(expected);
  });
});

describe('after a failure', () => {
  it('the first try counts as an attempt', () => {
    const final = { kind: 'final', reason: 'attempts_used_up' };
    expect(decide({ attemptNumber: 2 })).toEqual({ kind: 'retry', delayMs: 20_000 });
    expect(decide({ attemptNumber: 3 })).toEqual(final);
    expect(decide({ attemptNumber: 4 })).toEqual(final);
    expect(decide({ attemptNumber: 1, handling: { retry: { maxAttempts: 1 } } })).toEqual(final);
  });

  it('a class that is no trigger is final at once', () => {
    expect(decide({ failure: failed('3xx', 302) })).toEqual({
      kind: 'final',
      reason: 'not_retryable',
    });
  });

  it('410 means gone, whatever the triggers and however many attempts are left', () => {
    const failure = failed('4xx', 410);
    expect(decide({ failure })).toEqual({ kind: 'gone' });
    expect(decide({ failure, attemptNumber: 3 })).toEqual({ kind: 'gone' });
    expect(decide({ failure, handling: { triggers: ['410', '4xx'] } })).toEqual({ kind: 'gone' });
    expect(decide({ failure, handling: { triggers: [] } })).toEqual({ kind: 'gone' });
  });
});

describe('Retry-After', () => {
  const wait = (options: Parameters<typeof decide>[0]) => {
    const decision = decide(options);
    return decision.kind === 'retry' ? decision.delayMs / 1_000 : decision;
  };
  const short = { retry: { maxIntervalSeconds: 15 } };

  it.each<[string, Parameters<typeof decide>[0], number]>([
    ['longer than planned is honoured', { retryAfter: '120' }, 120],
    ['shorter than planned is not', { retryAfter: '3' }, 10],
    ['as a date is honoured', { retryAfter: 'Thu, 01 Jan 2026 00:02:00 GMT' }, 120],
    ['is capped at the longest interval', { retryAfter: '999999' }, 3_600],
    [
      'is capped at twice the plan when that is more',
      { retryAfter: '999999', handling: short },
      20,
    ],
    ['beyond every number is capped too', { retryAfter: '9'.repeat(400) }, 3_600],
    ['that is unreadable is ignored', { retryAfter: 'soon' }, 10],
    ['that is negative is ignored', { retryAfter: '-5' }, 10],
    ['in the past is ignored', { retryAfter: 'Thu, 01 Jan 2015 00:00:00 GMT' }, 10],
    ['counts on 429', { retryAfter: '120', failure: failed('4xx', 429) }, 120],
    ['does not count on 500', { retryAfter: '120', failure: failed('5xx', 500) }, 10],
    ['does not count on 404', { retryAfter: '120', failure: failed('4xx', 404) }, 10],
    ['is not shortened by jitter', { retryAfter: '120', random: LEAST }, 120],
    ['does not shorten a wait that jitter made longer', { retryAfter: '11', random: MOST }, 12],
  ])('%s', (_what, options, seconds) => {
    expect(wait(options)).toBe(seconds);
  });
});

/** What the page of a delivery says: what comes next, how long was waited, the request as a command. */
import { asCurl } from '../../admin/src/pages/Deliveries/one/as-curl';
import { durationOf, pausesOf } from '../../admin/src/pages/Deliveries/one/pauses';
import { whatNext } from '../../admin/src/pages/Deliveries/one/what-next';
import { type Attempt, type DeliveryStatus } from '../../contracts/delivery';

const NOW = Date.parse('2026-01-01T12:00:00Z');
const ACTIVE = { suspended: false, suspendedReason: null };

function attempt(overrides: Partial<Attempt>): Attempt {
  return {
    number: 1,
    startedAt: '2026-01-01T12:00:00.000Z',
    durationMs: 100,
    httpStatus: 500,
    error: null,
    requestHeaders: {},
    responseHeaders: {},
    responseBody: null,
    manual: false,
    ...overrides,
  };
}

describe('what happens next', () => {
  const ask = (status: DeliveryStatus, overrides: object = {}, destination: object = {}) =>
    whatNext(
      { status, nextAttemptAt: null, diverted: false, test: false, reason: null, ...overrides },
      { ...ACTIVE, ...destination },
      NOW
    )?.key;

  it.each([
    ['delivered', {}, {}, undefined],
    ['skipped', {}, {}, undefined],
    ['delivering', {}, {}, 'delivery.next.delivering'],
    ['pending', { nextAttemptAt: '2026-01-01T12:00:10Z' }, {}, 'delivery.next.retry'],
    ['pending', { nextAttemptAt: '2026-01-01T11:59:59Z' }, {}, 'delivery.next.due'],
    ['pending', {}, {}, 'delivery.next.parked'],
    ['pending', {}, { suspended: true, suspendedReason: 'manual' }, 'delivery.next.suspended'],
    ['pending', {}, { suspended: true, suspendedReason: 'failures' }, 'delivery.next.probed'],
    ['failed', {}, {}, 'delivery.next.failed'],
    ['failed', { diverted: true }, {}, 'delivery.next.diverted'],
    ['failed', { test: true }, {}, 'delivery.next.test'],
    ['canceled', {}, {}, 'delivery.next.canceled'],
    ['superseded', {}, {}, 'delivery.next.superseded'],
  ] as const)('with a %s delivery %j at a destination %j: %s', (status, own, at, expected) => {
    expect(ask(status, own, at)).toBe(expected);
  });
});

describe('the time between attempts', () => {
  it('is counted from the end of one to the start of the next', () => {
    const attempts = [attempt({}), attempt({ number: 2, startedAt: '2026-01-01T12:00:10.100Z' })];
    expect(pausesOf(attempts)).toEqual([null, 10_000]);
  });

  it.each([
    [0, { unit: 'second', value: 0 }],
    [1_540, { unit: 'second', value: 1.5 }],
    [90_000, { unit: 'minute', value: 1.5 }],
    [7_200_000, { unit: 'hour', value: 2 }],
    [86_400_000, { unit: 'day', value: 1 }],
  ])('of %d ms is told in the largest unit that fits', (ms, expected) => {
    expect(durationOf(ms)).toEqual(expected);
  });
});

describe('the request as a curl command', () => {
  it('has the headers of the last attempt and the body, quoted for a shell', () => {
    const attempts = [
      attempt({}),
      attempt({
        requestHeaders: { 'content-type': ['application/json'], Host: ['x'], 'X-A': ["it's", 'b'] },
      }),
    ];
    expect(asCurl('https://shop.example.com/hooks', { attempts, body: `{"id":"a'b"}` })).toBe(
      [
        `curl -X POST 'https://shop.example.com/hooks'`,
        `-H 'content-type: application/json'`,
        String.raw`-H 'X-A: it'\''s'`,
        `-H 'X-A: b'`,
        String.raw`--data-raw '{"id":"a'\''b"}'`,
      ].join(' \\\n  ')
    );
  });

  it('says what the body is before the first attempt', () => {
    expect(asCurl('https://a.example', { attempts: [], body: '{}' })).toContain(
      "-H 'content-type: application/json'"
    );
  });
});

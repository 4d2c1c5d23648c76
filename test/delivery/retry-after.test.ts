import { parseRetryAfter } from '../../server/src/delivery/retry-after';

const NOW = Date.UTC(1994, 10, 6, 8, 49, 0);

describe('Retry-After', () => {
  it.each([
    ['0', 0],
    ['120', 120_000],
    [' 7 ', 7_000],
    ['007', 7_000],
    ['Sun, 06 Nov 1994 08:49:37 GMT', 37_000],
    ['Sunday, 06-Nov-94 08:49:37 GMT', 37_000],
    ['Sun Nov  6 08:49:37 1994', 37_000],
    ['Sun Nov 06 08:49:37 1994', 37_000],
    ['Sun, 06 Nov 1994 08:49:00 GMT', 0],
    ['Sat, 31 Dec 1994 23:59:60 GMT', Date.UTC(1995, 0, 1) - NOW],
    ['Monday, 07-Nov-94 08:49:00 GMT', 86_400_000],
  ])('%j is %i ms from now', (value, expected) => {
    expect(parseRetryAfter(value, NOW)).toBe(expected);
  });

  it('reads two digits of a year as the next fifty years or the past ones', () => {
    expect(parseRetryAfter('Sunday, 06-Nov-44 08:49:37 GMT', NOW)).toBeNull();
    const in2026 = Date.UTC(2026, 5, 1);
    expect(parseRetryAfter('Friday, 01-Jan-27 00:00:00 GMT', in2026)).toBe(
      Date.UTC(2027, 0, 1) - in2026
    );
    expect(parseRetryAfter('Sunday, 06-Nov-94 08:49:37 GMT', in2026)).toBeNull();
  });

  it('stays a safe number for an endless one', () => {
    expect(parseRetryAfter('9'.repeat(400), NOW)).toBe(Number.MAX_SAFE_INTEGER);
  });

  it.each([
    ...['', ' ', '-1', '+1', '1.5', '1e3', '0x10', '10s', '1,2', 'soon', 'Infinity', '१२'],
    ...['1994-11-06T08:49:37Z', 'Sun, 06 Nov 1994 08:49:37 CET', 'Sun, 06 Nov 1994 08:49 GMT'],
    ...[
      'Sun, 31 Feb 1995 08:49:37 GMT',
      'Sun, 06 Nov 1994 25:00:00 GMT',
      'Sun, 00 Nov 1994 08:49:37 GMT',
    ],
    ...['Sun, 6 Nov 1994 08:49:37 GMT', 'sun, 06 nov 1994 08:49:37 gmt'],
    'Sun, 06 Nov 1994 08:48:59 GMT',
  ])('%j is ignored', (value) => {
    expect(parseRetryAfter(value, NOW)).toBeNull();
  });
});

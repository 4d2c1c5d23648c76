/** Reads `Retry-After`: seconds, or one of the three date forms that RFC 9110 asks a recipient to accept. */

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

const MONTH = `(?<month>${MONTHS.join('|')})`;
const TIME = String.raw`(?<hour>\d\d):(?<minute>\d\d):(?<second>\d\d)`;
const DAY = '(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)';
const LONG_DAY = '(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day';

const DATE_FORMS = [
  // Sun, 06 Nov 1994 08:49:37 GMT
  new RegExp(String.raw`^${DAY}, (?<day>\d\d) ${MONTH} (?<year>\d{4}) ${TIME} GMT$`),
  // Sunday, 06-Nov-94 08:49:37 GMT
  new RegExp(String.raw`^${LONG_DAY}, (?<day>\d\d)-${MONTH}-(?<year>\d\d) ${TIME} GMT$`),
  // Sun Nov  6 08:49:37 1994
  new RegExp(String.raw`^${DAY} ${MONTH} (?<day>[ \d]\d) ${TIME} (?<year>\d{4})$`),
];

/** @returns milliseconds from now, or null when the value is unreadable or lies in the past */
export function parseRetryAfter(value: string, nowMs: number): number | null {
  const text = value.trim();
  if (/^\d+$/.test(text)) return Math.min(Number(text) * 1_000, Number.MAX_SAFE_INTEGER);

  const date = parseHttpDate(text, nowMs);
  return date === null || date < nowMs ? null : date - nowMs;
}

function parseHttpDate(text: string, nowMs: number): number | null {
  for (const form of DATE_FORMS) {
    const parts = form.exec(text)?.groups;
    if (!parts) continue;

    const year = parts.year.length === 2 ? fullYear(Number(parts.year), nowMs) : Number(parts.year);
    const month = MONTHS.indexOf(parts.month);
    const day = Number(parts.day);
    const [hour, minute, second] = [Number(parts.hour), Number(parts.minute), Number(parts.second)];
    // 60 is a leap second.
    if (hour > 23 || minute > 59 || second > 60) return null;

    const time = Date.UTC(year, month, day, hour, minute, second);
    // Date.UTC turns 31 February into March; such a date is unreadable.
    return new Date(Date.UTC(year, month, day)).getUTCDate() === day ? time : null;
  }
  return null;
}

/** RFC 9110: two digits that would lie more than 50 years ahead mean the past century. */
function fullYear(twoDigits: number, nowMs: number): number {
  const thisYear = new Date(nowMs).getUTCFullYear();
  const year = thisYear - (thisYear % 100) + twoDigits;
  return year > thisYear + 50 ? year - 100 : year;
}

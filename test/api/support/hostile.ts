/** What clients send by mistake or on purpose: values, bodies, paths and queries that fit nothing. */
import { type Random } from '../../support/random';

const ODD_STRINGS = [
  '',
  ' ',
  '\0',
  'a\0b',
  '\r\nX-Injected: yes',
  '\ud800',
  '😀'.repeat(50),
  '‮drawkcab',
  "'; DROP TABLE destinations_destinations; --",
  '" OR 1=1 --',
  '${7*7}',
  '{{7*7}}',
  '<script>alert(1)</script>',
  '../../etc/passwd',
  '%00',
  '%E0%A4%A',
  'null',
  'true',
  '-1',
  '1e309',
  '9007199254740993',
  '__proto__',
  'constructor',
  'x'.repeat(300),
  'x'.repeat(70_000),
  'http://',
  'http://user:pass@169.254.169.254/latest',
  `http://${'a'.repeat(260)}.example.com/`,
  'ftp://example.com',
  'javascript:alert(1)',
  '*',
  'tag.deploy',
  '2026-01-01T00:00:00Z',
  '0000-01-01T00:00:00Z',
  '2026-13-45',
  '••••',
];

const ODD_NUMBERS = [0, -1, 1.5, 2 ** 31, 2 ** 53, -(2 ** 53), 1e300, 61, 101];

export function oddString(random: Random): string {
  return random.pick(ODD_STRINGS);
}

/** Any JSON value. */
export function oddValue(random: Random, depth = 0): unknown {
  switch (random.below(depth > 3 ? 5 : 8)) {
    case 0:
      return null;
    case 1:
      return random.chance(0.5);
    case 2:
      return random.pick(ODD_NUMBERS);
    case 3:
    case 4:
      return oddString(random);
    case 5:
      return Array.from({ length: random.below(5) }, () => oddValue(random, depth + 1));
    case 6:
      return oddObject(random, depth + 1);
    default:
      return deep(random.pick([10, 200, 2_000]));
  }
}

function oddObject(random: Random, depth: number): unknown {
  const entries = Array.from({ length: random.below(4) }, () => [
    oddString(random).slice(0, 50),
    oddValue(random, depth),
  ]);
  // fromEntries makes `__proto__` a member of its own, as JSON.parse does.
  return Object.fromEntries(entries);
}

function deep(levels: number): unknown {
  let value: unknown = 'bottom';
  for (let level = 0; level < levels; level += 1) value = level % 2 === 0 ? [value] : { a: value };
  return value;
}

/** Sound values by field, so that a request is often nearly right. */
const SOUND: Record<string, unknown[]> = {
  name: ['Shop', 'Café'],
  url: [],
  headers: [{ 'X-Team': ['web'] }, {}],
  accessKey: ['a-long-access-key', null],
  events: [['*'], ['tag.deploy'], []],
  addEvents: [['tag.remove']],
  removeEvents: [['*']],
  addHeaders: [{ 'X-More': ['1'] }],
  removeHeaders: [['X-Team']],
  locales: [['en'], []],
  failureHandling: [{ retry: { maxAttempts: 2 } }, { triggers: ['5xx'] }, {}],
  removeFailureHandling: [true],
  timeoutSeconds: [1, 60],
  concurrency: [1],
  rateLimit: [{ max: 1, perSeconds: 1 }, null],
  enabled: [true, false],
  coalesce: [true],
  payloadSignature: [false],
  identity: ['default', null],
  space: ['default'],
  alias: ['shop'],
  version: [1, 2],
  graceSeconds: [0, 60],
  event: ['tag.deploy'],
  from: ['2026-01-01T00:00:00Z'],
  to: ['2999-01-01T00:00:00Z'],
  before: ['2999-01-01T00:00:00Z'],
  status: [['failed'], ['pending']],
  type: ['tag'],
  action: ['Deploy'],
  choice: ['moved', 'copy'],
  data: [
    { destinations: [{ alias: 'imported', url: 'https://imported.example.com/' }] },
    { destinations: [] },
  ],
};
const FIELDS = Object.keys(SOUND);

export interface HostileBody {
  contentType: string;
  text: string;
}

/** @param url of a receiver that answers at once */
export function oddBody(random: Random, url: string): HostileBody {
  const json = { contentType: 'application/json' };
  switch (random.below(12)) {
    case 0:
      return { ...json, text: random.pick(['{', '{"a":', 'nonsense', '"text"', '[]', 'null', '']) };
    case 1:
      return {
        contentType: random.pick(['text/plain', 'text/xml', 'application/octet-stream', 'x']),
        text: oddString(random),
      };
    case 2:
      return {
        contentType: 'application/x-www-form-urlencoded',
        text: 'url=https%3A%2F%2Fa.example.com&events[]=*&__proto__[x]=1&a[b][c]=d',
      };
    case 3:
      return { contentType: 'multipart/form-data; boundary=x', text: '--x\r\nbroken' };
    case 4:
      return { ...json, text: `{"__proto__":{"url":"https://a.example.com"},"constructor":1}` };
    case 5:
      return { ...json, text: JSON.stringify({ name: 'y'.repeat(1_048_576) }) };
    case 6:
      return { ...json, text: JSON.stringify(oddValue(random)) };
    default:
      return { ...json, text: JSON.stringify(nearlySound(random, url)) };
  }
}

function nearlySound(random: Random, url: string): unknown {
  const entries = Array.from({ length: 1 + random.below(6) }, () => {
    const field = random.pick(FIELDS);
    const sound = field === 'url' ? [url, url.replace('://', '://user:pass@')] : SOUND[field];
    return [field, random.chance(0.7) ? random.pick(sound) : oddValue(random)];
  });
  return random.chance(0.5) ? { url, ...Object.fromEntries(entries) } : Object.fromEntries(entries);
}

export function oddQuery(random: Random): string {
  const names = random.pick([
    ['page', 'per_page', 'status', 'from', 'to', 'type', 'originId', 'test', 'sort'],
    ['offset', 'count', 'name', 'events', 'state', 'space'],
    ['uid', 'documentId', 'locale', 'wait', 'timeout'],
    ['id', 'handle', 'url'],
    ['dryRun'],
  ]);
  const parts = Array.from({ length: random.below(4) }, () => {
    const name = random.chance(0.8) ? random.pick(names) : encode(oddString(random).slice(0, 40));
    const key = random.chance(0.2)
      ? `${name}${random.pick(['[]', '[$in]', '[a][b]', '[__proto__]'])}`
      : name;
    const value = encode(oddString(random).slice(0, 2_000));
    return `${key}=${random.chance(0.3) ? random.pick(['1', '25', 'true', 'failed', '%', '%zz']) : value}`;
  });
  return parts.length === 0 ? '' : `?${parts.join('&')}`;
}

/** Also of half a character, which `encodeURIComponent` refuses. */
export function encode(text: string): string {
  return encodeURIComponent(Buffer.from(text).toString());
}

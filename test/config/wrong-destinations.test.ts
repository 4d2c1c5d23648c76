/** What is wrong with destinations in config/plugins is said in sentences, and secrets are not repeated. */
import { resolveConfig } from '../../server/src/config/schema';

const SECRET = `whsec_${Buffer.alloc(32, 1).toString('base64')}`;
const URL = 'https://shop.example.com/hooks';
const good = { alias: 'shop', url: URL, secret: SECRET };

function refusalOf(destinations: unknown): string[] {
  try {
    resolveConfig({ destinations });
  } catch (error) {
    return String(error instanceof Error ? error.message : error)
      .split('\n')
      .slice(1);
  }
  return [];
}

/** What a user wrote, and the sentences about it. */
const WRONG: [string, unknown, string[]][] = [
  [
    'no alias',
    [{ url: URL, secret: SECRET }],
    ['- "destinations.0.alias": expected a string, got nothing'],
  ],
  [
    'an alias twice',
    [good, { ...good, name: 'Second' }],
    [
      '- "destinations.1.alias": expected an alias that no other destination of the list has, got "shop" (alias "shop")',
    ],
  ],
  [
    'several fields',
    [good, { ...good, alias: 'other', timeoutSeconds: 90, coalesce: 'no' }],
    [
      '- "destinations.1.coalesce": expected a boolean, got "no" (alias "other")',
      '- "destinations.1.timeoutSeconds": expected at most 60, got 90 (alias "other")',
    ],
  ],
  [
    'a field of REST alone',
    [{ ...good, sendExisting: true }],
    ['- "destinations.0.sendExisting" is not a known field (alias "shop")'],
  ],
  [
    'a secret whose variable is not set',
    [{ alias: 'shop', url: URL }],
    [
      expect.stringMatching(
        /^- "destinations\.0\.secret": expected a secret such as env\("SHOP_SECRET"\).*got nothing \(alias "shop"\)$/
      ),
    ],
  ],
  [
    'a secret that is none',
    [{ ...good, secret: 'pa55word' }],
    [
      '- "destinations.0.secret": expected "whsec_" and the base64 of 24 to 64 bytes, or a list of at most 11 of them, got a value that is not shown (alias "shop")',
    ],
  ],
  [
    'an object instead of a list',
    { shop: { url: 'https://user:pa55word@example.com', secret: SECRET, accessKey: 'pa55word' } },
    [
      '- "destinations": expected an array, got {"shop":{"url":"https://••••@example.com","secret":"••••","accessKey":"••••"}}',
    ],
  ],
];

describe('wrong destinations', () => {
  it.each(WRONG)('%s', (_name, destinations, sentences) => {
    expect(refusalOf(destinations)).toEqual(sentences);
  });

  it('none of the sentences holds a secret', () => {
    const said = WRONG.flatMap(([, destinations]) => refusalOf(destinations)).join('\n');
    expect(said).not.toMatch(/pa55word|whsec_[A-Za-z0-9]/);
  });
});

describe('a secret', () => {
  const bytes = (count: number): string => Buffer.alloc(count, 7).toString('base64');

  it.each([24, 25, 26, 32, 63, 64])(
    'of %i bytes is accepted, with and without padding',
    (count) => {
      for (const text of [bytes(count), bytes(count).replace(/=+$/, '')]) {
        expect(refusalOf([{ ...good, secret: `whsec_${text}` }])).toEqual([]);
      }
    }
  );

  it.each([0, 23, 65])('of %i bytes is refused', (count) => {
    expect(refusalOf([{ ...good, secret: `whsec_${bytes(count)}` }])).toHaveLength(1);
  });

  it.each(['whsec_', bytes(32), `whsec_${bytes(32)}\n`, `whsec_${bytes(32).replace('H', '!')}`])(
    'such as %j is refused',
    (secret) => {
      expect(refusalOf([{ ...good, secret }])).toHaveLength(1);
    }
  );

  it('is not needed by a destination that signs nothing', () => {
    const unsigned = { alias: 'shop', url: URL, payloadSignature: false };
    expect(refusalOf([unsigned])).toEqual([]);
    expect(
      refusalOf([{ ...unsigned, failureHandling: { alertUrl: 'https://alerts.example.com' } }])
    ).toHaveLength(1);
  });
});

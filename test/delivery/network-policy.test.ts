import {
  createNetworkPolicy,
  type NetworkPolicyOptions,
} from '../../server/src/delivery/network-policy';

function policyWith(overrides: Partial<NetworkPolicyOptions> = {}) {
  return createNetworkPolicy({
    allow: [],
    allowLoopback: false,
    requireHttps: false,
    ...overrides,
  });
}

const strict = policyWith();

/** Addresses that no resolver may lead us to, by the range they lie in. */
const REFUSED: Record<string, string[]> = {
  loopback: ['127.0.0.1', '127.0.0.53', '127.255.255.255', '::1'],
  unspecified: ['0.0.0.0', '0.1.2.3', '::'],
  private: [
    ...['10.0.0.0', '10.255.255.255', '172.16.0.0', '172.31.255.255', '192.168.0.1'],
    ...['192.168.255.255', 'fc00::1', 'fd12:3456:789a::1', 'fdff:ffff::'],
  ],
  'link-local': ['169.254.0.1', '169.254.169.254', 'fe80::1', 'febf:ffff::1', 'fe80::1%eth0'],
  'carrier-grade NAT': ['100.64.0.0', '100.100.100.200', '100.127.255.255'],
  reserved: [
    ...['198.18.0.0', '198.19.255.255', '192.0.2.1', '198.51.100.7', '203.0.113.255'],
    ...['240.0.0.1', '250.1.2.3', '192.0.0.1', '192.0.0.170', '192.88.99.1'],
    ...['2001:db8::1', '2001:0db8:ffff::1', '3fff::1', '3fff:fff::1', '2001:1::1'],
    ...['4000::1', '1::1', '8000::1', 'f000::1', '200::1'],
  ],
  broadcast: ['255.255.255.255'],
  multicast: ['224.0.0.1', '239.255.255.250', 'ff02::1', 'ff0e::1'],
  'IPv4-mapped': [
    '::ffff:127.0.0.1',
    '::ffff:7f00:1',
    '::ffff:8.8.8.8',
    '::127.0.0.1',
    '::8.8.8.8',
  ],
  'IPv4-compatible': ['::7f00:1', '::808:808', '::a00:1', '::2'],
  'IPv4-translated': ['::ffff:0:127.0.0.1', '::ffff:0:8.8.8.8'],
  NAT64: ['64:ff9b::7f00:1', '64:ff9b::10.0.0.1', '64:ff9b::8.8.8.8', '64:ff9b:1::1'],
  '6to4': ['2002:7f00:1::', '2002:a00:1::1', '2002:808:808::1'],
  teredo: ['2001:0:4136:e378:8000:63bf:3fff:fdd2', '2001::1'],
  deprecatedOrchid: ['2001:10::1', '2001:1f::1'],
  orchid2: ['2001:20::1', '2001:2f:ffff::1'],
  deprecatedSiteLocal: ['fec0::1', 'feff::1'],
  discard: ['100::1', '100::ffff:ffff:ffff:ffff'],
  segmentRouting: ['5f00::1', '5f00:ffff::1'],
  benchmarking: ['2001:2::1'],
};

const PUBLIC = [
  ...['8.8.8.8', '1.1.1.1', '9.255.255.255', '11.0.0.0', '100.63.255.255', '100.128.0.0'],
  ...['126.255.255.255', '128.0.0.1', '169.253.255.255', '169.255.0.0', '172.15.255.255'],
  ...['172.32.0.0', '192.0.1.1', '192.0.3.1', '192.167.255.255', '192.169.0.0', '198.17.255.255'],
  ...['198.20.0.0', '198.51.99.255', '198.51.101.0', '203.0.112.255', '203.0.114.0'],
  ...['223.255.255.255', '2606:4700:4700::1111', '2a00:1450:4001:800::200e', '2001:200::1'],
  ...['2001:db7::1', '2001:db9::1', '2003::1', '3ffe::1'],
];

/** Spellings that one parser or another takes for an address of this machine or network. */
const ODD_SPELLINGS = [
  ...['http://127.0.0.1/', 'http://127.1/', 'http://127.0.1/', 'http://2130706433/'],
  ...['http://0x7f000001/', 'http://0x7f.1/', 'http://0x7f.0x0.0x0.0x1/', 'http://0177.0.0.1/'],
  ...[
    'http://0177.1/',
    'http://017700000001/',
    'http://00000177.0.0.1/',
    'http://0/',
    'http://0.0.0.0/',
  ],
  ...['http://127.0.0.1./', 'http://0x7f.1./', 'http://%31%32%37.0.0.1/', 'http://127%2E0.0.1/'],
  ...[
    'http://①②⑦.⓪.⓪.①/',
    'http://127。0。0。1/',
    'http://１２７.0.0.1/',
    'http://127.0.0.1:8080/',
  ],
  ...['http://user:pass@127.0.0.1/', 'http://example.com@127.0.0.1/', 'http:\\\\127.0.0.1\\'],
  ...['http:127.0.0.1', 'http:////127.0.0.1/', 'http://[::1]/', 'http://[0:0:0:0:0:0:0:1]/'],
  ...[
    'http://[::ffff:127.0.0.1]/',
    'http://[::ffff:7f00:1]/',
    'http://[0:0:0:0:0:ffff:127.0.0.1]/',
  ],
  ...[
    'http://[::127.0.0.1]/',
    'http://[64:ff9b::127.0.0.1]/',
    'http://[2002:7f00:1::]/',
    'http://[::]/',
  ],
  ...[
    'http://[fe80::1]/',
    'http://[fd00::1]/',
    'http://10.1/',
    'http://0xa000001/',
    'http://012.0.0.1/',
  ],
  ...[
    'http://169.254.169.254/latest/',
    'http://2852039166/',
    'http://0xA9FEA9FE/',
    'http://0251.0376.0251.0376/',
  ],
  ...['http://192.168.257/', 'http://3232235777/', 'http://localhost/', 'http://LOCALHOST./'],
  ...['http://foo.localhost/', 'http://l%6fcalhost/', 'http://ⓛocalhost/', 'http://4294967295/'],
];

describe('an address', () => {
  const cases = Object.entries(REFUSED).flatMap(([range, addresses]) =>
    addresses.map((address) => [address, range] as const)
  );

  it.each(cases)('%s is refused as %s', (address, range) => {
    const refusal = strict.checkAddress(address, 'hooks.example.com');
    expect(refusal).toEqual({
      code: 'address_not_allowed',
      message: `"hooks.example.com" resolves to an address that is not allowed: ${range}. The setting network.allow can allow it.`,
    });
  });

  it.each(PUBLIC)('%s is of the public internet', (address) => {
    expect(strict.checkAddress(address, 'hooks.example.com')).toBeNull();
  });

  it.each([
    '',
    'localhost',
    '127.1',
    '0x7f.0.0.1',
    '2130706433',
    '1.2.3.4.5',
    '::1::',
    '8.8.8.8/32',
  ])('%j is refused because it is none', (text) => {
    expect(strict.checkAddress(text, 'a.example')?.message).toContain('Expected an IP address');
  });
});

describe('a URL', () => {
  it.each(ODD_SPELLINGS)('%s is refused before any lookup', (url) => {
    expect(strict.checkUrl(new URL(url))?.code).toBe('address_not_allowed');
  });

  it.each([
    'https://shop.example.com/hooks',
    'http://8.8.8.8/',
    'https://[2606:4700:4700::1111]/',
    'http://134744072/',
    'https://127.0.0.1.nip.io/',
    'https://localhost.example.com/',
    'https://10.example/',
  ])('%s may be tried', (url) => {
    expect(strict.checkUrl(new URL(url))).toBeNull();
  });

  it.each([
    'ftp://8.8.8.8/',
    'file:///etc/passwd',
    'javascript:1',
    'ws://8.8.8.8/',
    'gopher://8.8.8.8/',
  ])('%s is refused for its scheme', (url) => {
    const { protocol } = new URL(url);
    expect(strict.checkUrl(new URL(url))?.message).toBe(
      `Expected an http or https URL, got the scheme "${protocol}".`
    );
  });

  it('must be https when that is required', () => {
    const policy = policyWith({ requireHttps: true });
    expect(policy.checkUrl(new URL('http://shop.example.com'))?.message).toContain('requireHttps');
    expect(policy.checkUrl(new URL('https://shop.example.com'))).toBeNull();
  });

  it('with a literal address is refused by a message that shows the address', () => {
    expect(strict.checkUrl(new URL('http://0x7f.1/'))?.message).toBe(
      'The address 127.0.0.1 is not allowed: loopback. The setting network.allow can allow it.'
    );
  });
});

describe('allowing loopback', () => {
  const policy = policyWith({ allowLoopback: true });

  it.each(['http://localhost/', 'http://127.0.0.1/', 'http://[::1]/', 'http://127.9.9.9/'])(
    'allows %s',
    (url) => {
      expect(policy.checkUrl(new URL(url))).toBeNull();
    }
  );

  it.each(['http://0.0.0.0/', 'http://10.0.0.1/', 'http://[::ffff:127.0.0.1]/', 'http://[::]/'])(
    'does not allow %s',
    (url) => {
      expect(policy.checkUrl(new URL(url))).not.toBeNull();
    }
  );
});

describe('network.allow', () => {
  it.each<[string[], string, boolean]>([
    [['10.1.0.0/16'], '10.1.255.255', true],
    [['10.1.0.0/16'], '10.2.0.0', false],
    [['10.1.2.3/16'], '10.1.0.1', true],
    [['10.1.2.3'], '10.1.2.3', true],
    [['10.1.2.3'], '10.1.2.4', false],
    [['fd00::/8'], 'fd12::1', true],
    [['fd00::/8'], 'fc12::1', false],
    [['fd00::1'], 'fd00::1', true],
    [['10.0.0.0/8'], '::ffff:10.0.0.1', true],
    [['10.0.0.0/8'], '::ffff:192.168.0.1', false],
    [['10.0.0.0/8'], '::ffff:8.8.8.8', false],
    [['10.0.0.0/8'], '64:ff9b::10.0.0.1', true],
    [['10.0.0.0/8'], '2002:a00:1::1', true],
    [['10.0.0.0/8'], '::10.0.0.1', true],
    [['64:ff9b::/96'], '64:ff9b::8.8.8.8', true],
    [['64:ff9b::/96'], '64:ff9b::10.0.0.1', false],
    [['64:ff9b::10.0.0.1'], '64:ff9b::10.0.0.1', true],
    [['64:ff9b::/96'], '8.8.8.8', true],
    [['::ffff:10.0.0.1'], '10.0.0.1', true],
    [['::ffff:10.0.0.0/104'], '10.9.9.9', true],
    [['127.0.0.1'], '127.0.0.1', true],
    [['0.0.0.0/0'], '192.168.0.1', true],
    [['0.0.0.0/0'], 'fd00::1', false],
    [['10.0.0.1', 'fd00::/8'], 'fd00::5', true],
  ])('%j and the address %s: %s', (allow, address, expected) => {
    expect(policyWith({ allow }).checkAddress(address, 'a.example') === null).toBe(expected);
  });

  it.each<[string[], string, boolean]>([
    [['hooks.internal'], 'hooks.internal', true],
    [['hooks.internal'], 'HOOKS.internal.', true],
    [['Hooks.Internal.'], 'hooks.internal', true],
    [['hooks.internal'], 'a.hooks.internal', false],
    [['hooks.internal'], 'xhooks.internal', false],
    [['*.internal'], 'hooks.internal', true],
    [['*.internal'], 'a.b.internal', true],
    [['*.internal'], 'internal', false],
    [['*.internal'], 'evilinternal', false],
    [['strapi_worker'], 'strapi_worker', true],
    [['bücher.example'], 'xn--bcher-kva.example', true],
  ])('%j and the host %s: %s', (allow, host, expected) => {
    expect(policyWith({ allow }).checkAddress('10.0.0.1', host) === null).toBe(expected);
  });

  it('can name localhost, or an address that localhost stands for', () => {
    const url = new URL('http://localhost:3000/');
    expect(policyWith({ allow: ['localhost'] }).checkUrl(url)).toBeNull();
    expect(policyWith({ allow: ['127.0.0.1'] }).checkUrl(url)).toBeNull();
    expect(policyWith({ allow: ['10.0.0.1'] }).checkUrl(url)).not.toBeNull();
  });

  it.each([
    ...['', ' ', '10.1.0.0/33', '10.1.0.0/-1', '10.1.0.0/8/8', '10.1.0.0/', '10.1', '0x7f.1'],
    ...['2130706433', 'fd00::/129', 'fd00::/x', 'https://a.example', 'a.example:80', 'a.example/x'],
    ...['user@a.example', '*', '*.', 'a.*.example', '[::1]', '10.0.0.0/08x', 'a b'],
  ])('%j stops the start with its index and value', (entry) => {
    expect(() => policyWith({ allow: ['10.0.0.1', entry] })).toThrow(
      new RegExp(
        `^Expected network\\.allow\\[1\\] to be .*, got ${escaped(JSON.stringify(entry))}$`
      )
    );
  });
});

describe('network.proxy', () => {
  it('is a URL of a proxy', () => {
    expect(policyWith({ proxy: 'http://proxy.internal:3128' }).proxy?.port).toBe('3128');
    expect(policyWith({ proxy: null }).proxy).toBeNull();
    expect(strict.proxy).toBeNull();
  });

  it.each(['proxy.internal', 'socks5://user:hunter2@proxy.internal', 'http://user:hunter2@'])(
    '%s stops the start, without repeating a password',
    (proxy) => {
      expect(() => policyWith({ proxy })).toThrow('Expected network.proxy to be a URL');
      expect(() => policyWith({ proxy })).not.toThrow('hunter2');
    }
  );
});

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}

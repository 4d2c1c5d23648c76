import { resolveConfig } from '../../server/src/config/schema';
import { bootForLog } from './support/boot-for-log';

/** What a user wrote, and the one sentence about it. */
const WRONG: [object, string][] = [
  [
    { publicUrl: 'cms.example.com' },
    '"publicUrl": expected an absolute http or https URL, got "cms.example.com"',
  ],
  [{ environmentId: 'staging' }, '"environmentId": expected a valid uuid, got "staging"'],
  [
    { headerPrefix: 'X Acme' },
    '"headerPrefix": expected a header name such as "X-Acme", got "X Acme"',
  ],
  [
    { apiPrefix: 'hooks' },
    '"apiPrefix": expected a path that begins with "/", such as "/destinations", got "hooks"',
  ],
  [{ requireHttps: 'yes' }, '"requireHttps": expected a boolean, got "yes"'],
  [{ network: { allow: '10.0.0.0/8' } }, '"network.allow": expected an array, got "10.0.0.0/8"'],
  [
    { network: { proxy: 'proxy:3128' } },
    '"network.proxy": expected an absolute http or https URL, got "proxy:3128"',
  ],
  [{ references: { depth: 11 } }, '"references.depth": expected at most 10, got 11'],
  [
    { history: { failureBodyBytes: 20_001 } },
    '"history.failureBodyBytes": expected at most 20000, got 20001',
  ],
  [
    { history: { successBodyBytes: -1 } },
    '"history.successBodyBytes": expected at least 0, got -1',
  ],
  [{ shutdownTimeout: 301 }, '"shutdownTimeout": expected at most 300, got 301'],
  [{ pollInterval: 0 }, '"pollInterval": expected at least 0.1, got 0'],
  [{ pollIntervall: 1 }, '"pollIntervall" is not a known field'],
];

function refusalOf(input: unknown): string {
  try {
    resolveConfig(input);
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
  return 'accepted';
}

describe('the options of the plugin', () => {
  it.each(WRONG)(
    '%j gives one sentence with path, value and what is expected',
    (input, sentence) => {
      expect(refusalOf(input)).toBe(`config/plugins, "destinations.config":\n- ${sentence}`);
    }
  );

  it('are refused with one sentence for each that is wrong', () => {
    expect(refusalOf({ pollInterval: 0, shutdownTimeout: '10 s' })).toBe(
      'config/plugins, "destinations.config":\n' +
        '- "shutdownTimeout": expected a number, got "10 s"\n' +
        '- "pollInterval": expected at least 0.1, got 0'
    );
  });

  it('stop the boot with their sentences when they are wrong', async () => {
    const { log, hasListened } = await bootForLog({ config: { pollInterval: 0 } });
    expect(log).toContain(
      'config/plugins, "destinations.config":\n- "pollInterval": expected at least 0.1, got 0\n'
    );
    expect(hasListened).toBe(false);
  });

  it('have defaults', () => {
    expect(resolveConfig(undefined)).toMatchObject({
      headerPrefix: 'X-Enterspeed',
      apiPrefix: '/destinations',
      shutdownTimeout: 10,
      pollInterval: 1,
    });
  });
});

/** A mask stands for what the destination has here, and is never taken for a value. */
import { type ImportedDestination } from '../../contracts/destination-transfer';
import { unmask } from '../../server/src/operations/unmask';

const current = {
  headers: { 'X-Key': ['first', 'second'], 'X-Team': ['web'] },
  accessKey: 'encrypted',
  urlCredentials: 'encrypted',
  failureHandling: { alertUrl: 'https://alerts.example.com/secret' },
};

const masked: ImportedDestination = {
  alias: 'shop',
  url: 'https://••••@shop.example.com/',
  headers: { 'x-key': ['••••irst', 'new', '••••hird'], 'X-Team': ['cms'] },
  accessKey: '••••',
  failureHandling: { alertUrl: '••••', suspendAfter: 5 },
};

describe('masks of an imported destination', () => {
  it('are what it has, value by value', () => {
    const { input, notes } = unmask(masked, current);
    expect(input.headers).toEqual({ 'x-key': ['first', 'new'], 'X-Team': ['cms'] });
    expect(input).not.toHaveProperty('accessKey');
    expect(input.failureHandling).toEqual({
      alertUrl: 'https://alerts.example.com/secret',
      suspendAfter: 5,
    });
    // There is no third value here.
    expect(notes).toEqual([expect.stringMatching(/^"headers.x-key" was not exported/)]);
  });

  it('are left out of a new one, and noted', () => {
    const { input, notes } = unmask(masked, null);
    expect(input.headers).toEqual({ 'x-key': ['new'], 'X-Team': ['cms'] });
    expect(JSON.stringify({ ...input, url: '' })).not.toContain('••••');
    expect(notes.map((note) => note.split(' ')[0])).toEqual([
      '"headers.x-key"',
      '"accessKey"',
      '"failureHandling.alertUrl"',
      '"url"',
    ]);
  });

  it('nothing is noted where there is no mask', () => {
    const plain = { alias: 'shop', url: 'https://user:password@shop.example.com/' };
    expect(unmask(plain, null)).toEqual({ input: plain, notes: [] });
    expect(unmask({ ...plain, accessKey: null }, current).input.accessKey).toBeNull();
  });
});

/** Two people change one destination. */
import { compare, withoutYielded } from '../../admin/src/pages/Destination/form/conflict';

const before = { name: 'Storefront', timeoutSeconds: 10, events: ['*'] };

describe('a conflict', () => {
  it('is only what both changed, in different ways', () => {
    const yours = { name: 'Shop', timeoutSeconds: 30 };
    const theirs = { name: 'Web shop', timeoutSeconds: 30, events: ['article.*'] };
    expect(compare(before, yours, theirs)).toEqual({
      conflicts: [{ name: 'name', yours: 'Shop', theirs: 'Web shop' }],
      onlyTheirs: ['events'],
    });
  });

  it('loses nothing: what you do not give up is saved again', () => {
    const yours = { name: 'Shop', timeoutSeconds: 30 };
    expect(withoutYielded(yours, new Set(['name'] as const))).toEqual({ timeoutSeconds: 30 });
    expect(withoutYielded(yours, new Set())).toEqual(yours);
  });
});

/** Filters and pages stand in the address of the page. */
import { readPage } from '../../admin/src/page-url';
import { readFilters, writeFilters } from '../../admin/src/pages/Deliveries/list/filters-url';

describe('the address of a list', () => {
  const all = {
    status: ['failed', 'pending'],
    action: 'Deploy',
    type: 'article',
    originId: 'abc&d-en',
    from: '2026-01-01T00:00:00.000Z',
    to: '2026-01-02T00:00:00.000Z',
    test: false,
  } as const;

  it('holds every filter, and gives it back', () => {
    const written = writeFilters(new URLSearchParams(), all);
    expect(readFilters(new URLSearchParams(written.toString()))).toEqual(all);
  });

  it('has nothing of a filter that is empty', () => {
    const before = writeFilters(new URLSearchParams(), all);
    expect(writeFilters(before, { status: [], originId: undefined }).toString()).toBe('');
  });

  it('begins at the first page when a filter changes, and keeps the rest', () => {
    const before = new URLSearchParams('page=4&pageSize=50&other=1');
    expect(writeFilters(before, { type: 'tag' }).toString()).toBe('pageSize=50&other=1&type=tag');
  });

  it.each(['status=lost', 'action=Explode', 'from=yesterday', 'test=maybe', 'type='])(
    'is read without what cannot be right: %s',
    (query) => {
      expect(readFilters(new URLSearchParams(query))).toEqual({});
    }
  );

  it.each([
    ['', { page: 1, perPage: 25 }],
    ['page=3&pageSize=50', { page: 3, perPage: 50 }],
    ['page=-1&pageSize=1000', { page: 1, perPage: 100 }],
  ])('says which page is open: %j', (query, expected) => {
    expect(readPage(new URLSearchParams(query))).toEqual(expected);
  });
});

/** A list that is polled is kept up to date and does not move. */
import { follow } from '../../admin/src/pages/Deliveries/list/live-rows';

const row = (id: string, status = 'pending') => ({ id, status });

describe('rows that are shown', () => {
  it('are what there is, when nothing was shown', () => {
    expect(follow([], [row('b'), row('a')])).toEqual({ rows: [row('b'), row('a')], fresh: 0 });
  });

  it('change in place', () => {
    const latest = [row('b', 'delivered'), row('a')];
    expect(follow([row('b'), row('a')], latest)).toEqual({ rows: latest, fresh: 0 });
  });

  it('stay where they are when newer ones come, which are counted', () => {
    const latest = [row('d'), row('c'), row('b', 'delivered')];
    expect(follow([row('b'), row('a')], latest)).toEqual({
      rows: [row('b', 'delivered'), row('a')],
      fresh: 2,
    });
  });

  it('go when they no longer match the filters', () => {
    expect(follow([row('c'), row('b'), row('a')], [row('c'), row('a')]).rows).toEqual([
      row('c'),
      row('a'),
    ]);
  });
});

import { decideReturns, type NewerDelivery } from '../../server/src/queue/return-decision';

const FAILED = { id: 'failed', viewId: 1, version: 5 };

function newer(
  status: NewerDelivery['status'],
  attemptCount = 0,
  others: Partial<NewerDelivery> = {}
): NewerDelivery {
  return { id: 'newer', viewId: 1, version: 6, status, attemptCount, ...others };
}

describe('a failure of a suspended destination', () => {
  it.each<[string, NewerDelivery[], boolean, string[][]]>([
    ['returns when it is the newest', [], true, [['failed'], [], []]],
    ['returns when every version counts', [], false, [['failed'], [], []]],
    ['gives way to a newer one that waits', [newer('pending')], true, [[], ['failed'], []]],
    [
      'goes before a newer one when every version counts',
      [newer('pending')],
      false,
      [['failed'], [], ['newer']],
    ],
    ['gives way to one that was attempted', [newer('failed', 3)], true, [[], ['failed'], []]],
    ['stays failed after one that was attempted', [newer('delivered', 1)], false, [[], [], []]],
    ['stays failed while a newer one is under way', [newer('delivering')], false, [[], [], []]],
    [
      'is not moved by an older one',
      [newer('delivered', 1, { version: 4 })],
      true,
      [['failed'], [], []],
    ],
    [
      'is not moved by another view',
      [newer('delivered', 1, { viewId: 2 })],
      true,
      [['failed'], [], []],
    ],
  ])('%s', (_, others, coalesce, [returned, superseded, parked]) => {
    expect(decideReturns([FAILED], others, coalesce)).toEqual({ returned, superseded, parked });
  });
});

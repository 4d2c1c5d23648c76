/** Which deliveries a person may send again, as a table. */
import { decideRetry, type LineState } from '../../server/src/queue/retry-decision';

const NOTHING: LineState = { attemptedVersion: 0, unfinished: [] };
const failed = { id: 'a', version: 3, status: 'failed', test: false, dueAt: null } as const;
const waiting = { ...failed, status: 'pending', dueAt: 1_000 } as const;

describe('a retry that a person asks for', () => {
  it.each([
    ['a failed delivery', failed, NOTHING, 'allowed'],
    [
      'a failed delivery that is the newest attempted',
      failed,
      { ...NOTHING, attemptedVersion: 3 },
      'allowed',
    ],
    ['a waiting delivery', waiting, NOTHING, 'allowed'],
    ['a parked delivery', { ...waiting, dueAt: null }, NOTHING, 'parked'],
    ['a delivered one', { ...failed, status: 'delivered' as const }, NOTHING, 'wrong_status'],
    [
      'one that is being sent',
      { ...failed, status: 'delivering' as const },
      NOTHING,
      'wrong_status',
    ],
    ['a superseded one', { ...failed, status: 'superseded' as const }, NOTHING, 'wrong_status'],
    ['a canceled one', { ...failed, status: 'canceled' as const }, NOTHING, 'wrong_status'],
    ['a test', { ...failed, test: true }, NOTHING, 'test'],
    [
      'an older version than was sent',
      failed,
      { ...NOTHING, attemptedVersion: 4 },
      'newer_attempted',
    ],
    [
      'an older version than waits',
      failed,
      { attemptedVersion: 3, unfinished: [{ id: 'b', version: 4, status: 'pending' as const }] },
      'newer_waiting',
    ],
    [
      'a version that is on the way in another delivery',
      failed,
      { attemptedVersion: 3, unfinished: [{ id: 'b', version: 3, status: 'delivering' as const }] },
      'in_progress',
    ],
    [
      'a waiting delivery with a newer version parked behind it',
      waiting,
      {
        attemptedVersion: 3,
        unfinished: [
          { id: 'a', version: 3, status: 'pending' as const },
          { id: 'b', version: 4, status: 'pending' as const },
        ],
      },
      'allowed',
    ],
  ])('%s', (_title, candidate, line, kind) => {
    expect(decideRetry(candidate, line).kind).toBe(kind);
  });
});

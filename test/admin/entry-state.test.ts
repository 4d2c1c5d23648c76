/** What an editor is told about an entry at a destination. */
import { entryStateOf, isMoving } from '../../admin/src/content-manager/entry-state';
import { type DeliveryStatus } from '../../contracts/delivery';
import { type ViewStatus } from '../../contracts/status';

function viewStatus(status: DeliveryStatus, overrides: Partial<ViewStatus> = {}): ViewStatus {
  return {
    destination: { id: 'a', alias: 'shop', name: 'Shop', suspended: false },
    viewId: 'gid://…',
    url: 'https://…',
    type: 'article',
    deliveryId: 'b',
    action: 'Deploy',
    version: 2,
    status,
    since: '2026-01-01T12:00:00.000Z',
    deliveredAt: null,
    live: null,
    ...overrides,
  };
}

const SUSPENDED = { id: 'a', alias: 'shop', name: 'Shop', suspended: true };
const LIVE = { action: 'Deploy', version: 1 } as const;

describe('an entry at a destination', () => {
  it.each([
    ['delivered', {}, 'live'],
    ['delivered', { action: 'Remove' }, 'removed'],
    ['pending', {}, 'pending'],
    ['pending', { destination: SUSPENDED }, 'held'],
    ['delivering', {}, 'pending'],
    ['failed', { live: LIVE }, 'failed'],
    ['skipped', { live: LIVE }, 'live'],
    ['skipped', {}, 'unsent'],
    ['canceled', {}, 'unsent'],
  ] as const)('whose newest delivery is %s, with %j, is %s', (status, overrides, expected) => {
    expect(entryStateOf(viewStatus(status, overrides))).toBe(expected);
  });

  it('is on the move while a change is not planned, or something will soon arrive', () => {
    expect(isMoving({ planned: false, destinations: [] })).toBe(true);
    expect(isMoving({ planned: true, destinations: [viewStatus('delivering')] })).toBe(true);
    const held = viewStatus('pending', { destination: SUSPENDED });
    expect(isMoving({ planned: true, destinations: [viewStatus('delivered'), held] })).toBe(false);
  });
});

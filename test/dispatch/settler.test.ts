import { createSettler } from '../../server/src/dispatch/settler';
import { type Settlement } from '../../server/src/queue/settlement';
import { eventually } from '../support/eventually';
import { attempted, NOTHING_SETTLED, SILENT } from './support/claimed';

function setup(refuses: (batch: readonly Settlement[]) => boolean) {
  const stored: Settlement[] = [];
  let tries = 0;
  const settler = createSettler({
    async settle(batch) {
      tries += 1;
      if (refuses(batch)) throw new Error('the database says no');
      stored.push(...batch);
      return NOTHING_SETTLED;
    },
    batchSize: () => 10,
    logger: SILENT,
    elapsed: () => performance.now(),
    onSettled: () => undefined,
  });
  return {
    settler,
    stored,
    tries: () => tries,
    ids: () => stored.map(({ delivery }) => delivery.id),
  };
}

const bodyOf = (settlement: Settlement) =>
  settlement.kind === 'attempted' ? settlement.attempt.responseBody : null;

describe('the settler', () => {
  it('drops no outcome while the database is away, and says that it is stuck', async () => {
    let isAway = true;
    const { settler, tries, ids } = setup(() => isAway);
    settler.start();
    for (const id of ['1', '2', '3']) settler.add(attempted(id));
    await eventually('several tries', () => tries() > 3);
    expect(settler.isStuck()).toBe(true);
    isAway = false;
    await eventually('all stored', () => ids().length === 3);
    expect(settler.isStuck()).toBe(false);
    expect(ids().sort()).toEqual(['1', '2', '3']);
    await settler.stop(100);
  });

  it('stores an outcome that the database refuses without what the receiver said', async () => {
    const { settler, stored, ids } = setup((batch) =>
      batch.some((settlement) => bodyOf(settlement) === 'poison')
    );
    settler.start();
    settler.add(attempted('1', 'fine'));
    settler.add(attempted('2', 'poison'));
    settler.add(attempted('3', 'fine'));
    await eventually('all stored', () => ids().length === 3);
    expect(ids()).toEqual(['1', '2', '3']);
    expect(stored.map(bodyOf)).toEqual(['fine', null, 'fine']);
    await settler.stop(100);
  });

  it('gives up at its deadline, so that a stopping process ends', async () => {
    const { settler } = setup(() => true);
    settler.start();
    settler.add(attempted('1'));
    await settler.stop(50);
    expect(settler.isStuck()).toBe(true);
  });
});

/** How long an answer about the rights of an owner counts. */
import { createForbidden } from '../../server/src/operations/forbidden';

const OWNER = { type: 'admin', id: 1 } as const;
const DEPLOY = { type: 'article', action: 'Deploy', test: false } as const;

describe('the rights of an owner', () => {
  function setup() {
    const state = { lookups: 0, isAway: false, elapsed: 0 };
    const { forbiddenTo } = createForbidden({
      schemas: { byType: () => undefined, all: () => [] },
      async readRightsOf() {
        state.lookups += 1;
        if (state.isAway) throw new Error('the database is away');
        return () => true;
      },
      clock: { elapsed: () => state.elapsed },
    });
    return { state, ask: async () => (await forbiddenTo(OWNER))(DEPLOY) };
  }

  it('are looked up once in five seconds', async () => {
    const { state, ask } = setup();
    await Promise.all([ask(), ask()]);
    state.elapsed = 4_999;
    expect(await ask()).toBe(false);
    expect(state.lookups).toBe(1);
    state.elapsed = 5_000;
    await ask();
    expect(state.lookups).toBe(2);
  });

  it('are looked up again at once when that failed', async () => {
    const { state, ask } = setup();
    state.isAway = true;
    const results = await Promise.allSettled([ask(), ask()]);
    expect(results.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    expect(state.lookups).toBe(1);
    state.isAway = false;
    expect(await ask()).toBe(false);
  });
});

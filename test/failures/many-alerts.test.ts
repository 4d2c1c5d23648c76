/** More alerts than can be on the way at once: that some are not sent is said, and not for each of them. */
import { type AlertsDeps, createAlerts } from '../../server/src/alerts/alerts';

const NEWS = { changes: [{ kind: 'recovered' as const, destinationId: 'shop' }], failed: [] };

describe('too many alerts at once', () => {
  function setup() {
    const warnings: string[] = [];
    const state = { elapsed: 0, started: 0 };
    let arrive = (): void => undefined;
    const arrival = new Promise<void>((resolve) => {
      arrive = resolve;
    });
    const unused = () => Promise.reject(new Error('no destination has an address for alerts'));
    const deps: AlertsDeps = {
      async active() {
        state.started += 1;
        await arrival;
        return [];
      },
      ...{ targetOf: unused, takeTurn: unused, post: unused, email: unused },
      clock: { now: () => 0, elapsed: () => state.elapsed },
      logger: {
        isLevelEnabled: () => true,
        ...{ debug: () => undefined, info: () => undefined, error: () => undefined },
        warn: (message) => warnings.push(message),
      },
    };
    const alerts = createAlerts(deps);
    const raise = (times: number): void => {
      for (let count = 0; count < times; count += 1) alerts.raise(NEWS);
    };
    return { ...{ alerts, raise, arrive, warnings, state } };
  }

  it('are said once a minute, and later ones are sent again', async () => {
    const { alerts, raise, arrive, warnings, state } = setup();
    raise(100);
    expect(warnings).toEqual([]);
    raise(3);
    state.elapsed = 59_999;
    raise(1);
    expect(warnings).toEqual([expect.stringMatching(/^100 alerts are on the way already/)]);
    state.elapsed = 60_000;
    raise(2);
    expect(warnings).toHaveLength(2);
    expect(state.started).toBe(100);

    arrive();
    await alerts.whenIdle();
    raise(1);
    expect(state.started).toBe(101);
  });
});

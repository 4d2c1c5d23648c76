/** Alerts: signed, one per destination, type and minute, and never in anybody's way. */
import { type DestinationWithSecret } from '../../contracts/destination';
import { type Receiver, verify } from '../support/receiver';
import { eventually } from '../support/eventually';
import { ONE_ATTEMPT, removeDestinations, type Scene, startScene } from './support/scene';

interface AlertMessage {
  type: string;
  timestamp: string;
  data: { destination: { id: string; alias: string; name: string }; [key: string]: unknown };
}

describe('alerts', () => {
  let scene: Scene;
  let receiver: Receiver;
  let watcher: Receiver;

  beforeAll(async () => {
    scene = await startScene();
  });

  beforeEach(async () => {
    receiver = await scene.receiver(500);
    watcher = await scene.receiver(200);
  });

  afterEach(() => removeDestinations(scene));
  afterAll(() => scene?.stop());

  function alerts(): AlertMessage[] {
    return watcher.received.map(({ body }) => JSON.parse(body));
  }

  async function watched(others: object = {}): Promise<DestinationWithSecret> {
    return scene.destination(receiver, {
      ...ONE_ATTEMPT,
      suspendAfter: 3,
      probeSeconds: 3_600,
      alertUrl: watcher.url,
      ...others,
    });
  }

  it('tell of a failed delivery once a minute, of a suspension and of the recovery', async () => {
    const { id, alias, name, secret } = await watched();
    for (let number = 1; number <= 2; number += 1) {
      await scene.publish();
      await scene.untilStatuses(id, Array(number).fill('failed'));
    }
    await scene.publish();
    await scene.untilSuspended(id, 'failures');
    await watcher.waitFor(2);
    receiver.answer(200);
    await scene.skipToProbe(id);
    await scene.untilStatuses(id, Array(3).fill('delivered'));
    await watcher.waitFor(3);

    expect(alerts().map(({ type }) => type)).toEqual([
      'delivery.failed',
      'destination.suspended',
      'destination.recovered',
    ]);
    const [failed, suspended] = alerts();
    expect(failed.data).toMatchObject({
      destination: { id, alias, name },
      delivery: { event: 'tag.deploy', reason: 'attempts_used_up', httpStatus: 500 },
    });
    expect(suspended.data).toMatchObject({ reason: 'failures', failures: 3 });
    expect(Date.parse(failed.timestamp)).toBeGreaterThan(Date.now() - 60_000);
    for (const received of watcher.received) verify(secret, received);
  });

  it('go through the same guard as messages, and one that is refused disturbs nobody', async () => {
    const log = jest.spyOn(scene.playground.strapi.log, 'error').mockImplementation();
    const { id } = await watched({ alertUrl: 'http://10.0.0.1/alerts' });
    await scene.publish();
    await scene.untilStatuses(id, ['failed']);
    await eventually('the refusal in the log', () =>
      log.mock.calls.some(([message]) => /alertUrl: .*10\.0\.0\.1/.test(String(message)))
    );
    log.mockRestore();
    expect(watcher.received).toEqual([]);
  });

  it('come by e-mail through the email plugin in plain words', async () => {
    const sent: { to: string; subject: string; text: string }[] = [];
    const service = scene.playground.strapi.plugin('email').service('email');
    const send = jest.spyOn(service, 'send').mockImplementation(async (message) => {
      sent.push(message as (typeof sent)[number]);
    });
    const { id } = await watched({ alertUrl: null, alertEmail: 'ops@example.com' });
    await scene.publish();
    await scene.untilStatuses(id, ['failed']);
    await eventually('an e-mail', () => sent.length === 1);
    send.mockRestore();
    expect(sent[0]).toMatchObject({ to: 'ops@example.com' });
    expect(sent[0].subject).toMatch(/^Webhook to 127\.0\.0\.1:\d+ failed$/);
    expect(sent[0].text).toContain('The destination answered 500 Internal Server Error.');
  });
});

/** What an operator reads in the log: one line per attempt, failure, suspension and recovery, and never a secret. */
import { eventually } from '../support/eventually';
import { removeDestinations, type Scene, startScene } from '../failures/support/scene';

interface Line {
  level: string;
  message: string;
  [field: string]: unknown;
}

const LEVEL = Symbol.for('level');

describe('the log', () => {
  let scene: Scene;
  let lines: Line[] = [];

  beforeAll(async () => {
    scene = await startScene();
    const { log } = scene.playground.strapi;
    log.level = 'debug';
    // They are read here, and would only be noise on the console.
    for (const transport of log.transports) transport.silent = true;
    log.on('data', (info: Line & { [LEVEL]: string }) => {
      lines.push({ ...info, level: info[LEVEL] });
    });
  });

  beforeEach(async () => {
    await removeDestinations(scene);
    lines = [];
  });

  afterAll(() => scene?.stop());

  const linesOf = (name: string): Line[] =>
    lines.filter(({ message }) => message.startsWith(`${name} `));

  const lineOf = (name: string): Promise<Line> =>
    eventually(`a line ${name}`, () => linesOf(name)[0]);

  it('every attempt has a line at debug, a delivery that failed for good one at warn, with the same fields', async () => {
    const receiver = await scene.receiver(500);
    const { id } = await scene.destination(
      receiver,
      { retry: { maxAttempts: 2 }, suspend: false },
      { alias: 'shop' }
    );
    const documentId = await scene.publish();
    await eventually('the first attempt', async () => {
      const [first] = await scene.deliveries(id);
      return first?.status === 'pending' && first.attemptCount === 1;
    });
    await scene.skipWaiting();
    const [delivery] = await scene.untilStatuses(id, ['failed']);

    const failed = await lineOf('delivery.failed');
    const about = {
      delivery: delivery.id,
      destination: id,
      alias: 'shop',
      event: 'tag.deploy',
      origin: documentId,
      version: 1,
      status: 500,
      error: 'The destination answered 500 Internal Server Error.',
    };
    expect(failed).toMatchObject({
      ...about,
      level: 'warn',
      attempt: 2,
      reason: 'attempts_used_up',
    });
    expect(failed.message).toMatch(
      new RegExp(
        `^delivery.failed delivery=${delivery.id} destination=${id} alias=shop event=tag.deploy ` +
          `origin=${documentId} version=1 attempt=2 status=500 durationMs=\\d+ ` +
          'reason=attempts_used_up error="The destination answered 500 Internal Server Error."$'
      )
    );
    expect(linesOf('delivery.attempted')).toMatchObject([
      { ...about, level: 'debug', attempt: 1, outcome: 'retry' },
      { ...about, level: 'debug', attempt: 2, outcome: 'failed' },
    ]);
  });

  it('a suspension has a line at warn, a recovery one at info; what waits has not failed', async () => {
    const receiver = await scene.receiver(500);
    const { id } = await scene.destination(
      receiver,
      { retry: { maxAttempts: 1 }, suspendAfter: 1 },
      { alias: 'down' }
    );
    await scene.publish();
    await scene.untilSuspended(id, 'failures');
    expect(await lineOf('destination.suspended')).toMatchObject({
      level: 'warn',
      destination: id,
      alias: 'down',
      reason: 'failures',
      failures: 1,
    });

    receiver.answer(200);
    await scene.skipToProbe(id);
    await scene.untilSuspended(id, null);
    expect(await lineOf('destination.recovered')).toMatchObject({
      level: 'info',
      message: `destination.recovered destination=${id} alias=down`,
    });
    await scene.untilStatuses(id, ['delivered']);
    expect(linesOf('delivery.failed')).toEqual([]);
  });

  it('no line tells a secret: neither credentials of the URL, nor keys, nor what the receiver repeats of them', async () => {
    const receiver = await scene.receiver((received, response) =>
      response.writeHead(400).end(JSON.stringify(received.headers))
    );
    const refused = await scene.receiver();
    const withPassword = (url: string): string => url.replace('://', '://user:hidden-password@');
    const common = { accessKey: 'hidden-access-key', headers: { 'X-Api-Token': ['hidden-token'] } };
    const once = { retry: { maxAttempts: 1 }, suspend: false };
    const first = await scene.destination({ ...receiver, url: withPassword(receiver.url) }, once, {
      ...common,
    });
    await refused.stop();
    const second = await scene.destination(
      { ...refused, url: withPassword(refused.url) },
      once,
      common
    );
    await scene.publish();
    for (const { id } of [first, second]) await scene.untilStatuses(id, ['failed']);
    await eventually('both lines', () => linesOf('delivery.failed').length === 2);
    expect(receiver.received[0].headers.authorization).toMatch(/^Basic /);

    const written = JSON.stringify(lines);
    const secrets = ['hidden-', 'user:', 'Basic ', first.secret, second.secret];
    expect(secrets.filter((secret) => written.includes(secret))).toEqual([]);
  });
});

/** Per view in order, one request at a time: through failures, crashes and cancels, with and without coalescing. */
import { type DestinationWithSecret } from '../../contracts/destination';
import { removeDestinations, type Scene, startScene } from '../failures/support/scene';
import { eventually } from '../support/eventually';
import { hearFailures } from '../support/heard';
import { type Receiver } from '../support/receiver';
import { endLeases } from '../support/leases';

const SOON = { retry: { pattern: 'linear', intervalSeconds: 3_600, maxAttempts: 2 } } as const;

describe('the order of a view', () => {
  let scene: Scene;
  /** Answers the request that is under way. */
  let answer: (status: number) => void;
  let receiver: Receiver;
  let isBusy = false;
  let overlaps = 0;

  beforeAll(async () => {
    scene = await startScene();
  });

  beforeEach(async () => {
    isBusy = false;
    overlaps = 0;
    receiver = await scene.receiver((_, response) => {
      if (isBusy) overlaps += 1;
      isBusy = true;
      answer = (status) => {
        isBusy = false;
        response.writeHead(status).end();
      };
    });
  });

  afterEach(() => removeDestinations(scene));
  afterAll(() => scene?.stop());

  function versions(): number[] {
    return receiver.received.map(({ headers }) => Number(headers['x-enterspeed-view-version']));
  }

  async function everyVersion(): Promise<DestinationWithSecret> {
    return scene.destination(receiver, SOON, { coalesce: false });
  }

  /** Three versions of one entry; the first is under way, the others wait. */
  async function threeVersions(destinationId: string): Promise<string> {
    const documentId = await scene.publish();
    await receiver.waitFor(1);
    await scene.change(documentId);
    await scene.untilStatuses(destinationId, ['delivering', 'pending']);
    await scene.change(documentId);
    await scene.untilStatuses(destinationId, ['delivering', 'pending', 'pending']);
    return documentId;
  }

  it('only the latest version is sent after the one that is under way', async () => {
    const { id } = await scene.destination(receiver, SOON);
    const documentId = await scene.publish();
    await receiver.waitFor(1);
    await scene.change(documentId);
    await scene.untilStatuses(id, ['delivering', 'pending']);
    await scene.change(documentId);
    await scene.untilStatuses(id, ['delivering', 'superseded', 'pending']);
    answer(200);
    await receiver.waitFor(2);
    answer(200);
    await scene.untilStatuses(id, ['delivered', 'superseded', 'delivered']);
    expect(versions()).toEqual([1, 3]);
    expect(overlaps).toBe(0);
  });

  it('every version is sent, one after the other, when the destination wants every one', async () => {
    const { id } = await everyVersion();
    await threeVersions(id);
    for (const arrived of [2, 3]) {
      answer(200);
      await receiver.waitFor(arrived);
    }
    answer(200);
    await scene.untilStatuses(id, ['delivered', 'delivered', 'delivered']);
    expect(versions()).toEqual([1, 2, 3]);
    expect(overlaps).toBe(0);
  });

  it('a version that fails holds the later ones back until its attempts are used up', async () => {
    const { id } = await everyVersion();
    await threeVersions(id);
    answer(500);
    await eventually('the first waits for its second attempt', async () => {
      const [first, second] = await scene.deliveries(id);
      expect(second).toMatchObject({ status: 'pending', dueAt: null, attemptCount: 0 });
      return first.status === 'pending' && first.attemptCount === 1;
    });
    await scene.skipWaiting();
    await receiver.waitFor(2);
    answer(500);
    for (const arrived of [3, 4]) {
      await receiver.waitFor(arrived);
      answer(200);
    }
    await scene.untilStatuses(id, ['failed', 'delivered', 'delivered']);
    expect(versions()).toEqual([1, 1, 2, 3]);
    expect(overlaps).toBe(0);
  });

  it('a canceled version lets the next one go', async () => {
    const { id } = await everyVersion();
    await threeVersions(id);
    answer(500);
    const [first] = await eventually('the first waits for its second attempt', async () => {
      const rows = await scene.deliveries(id);
      return rows[0].status === 'pending' ? rows : null;
    });
    const { status } = await scene.playground.api.post(
      `/destinations/${id}/deliveries/${first.id}/cancel`
    );
    expect(status).toBe(202);
    for (const arrived of [2, 3]) {
      await receiver.waitFor(arrived);
      answer(200);
    }
    await scene.untilStatuses(id, ['canceled', 'delivered', 'delivered']);
    expect(versions()).toEqual([1, 2, 3]);
  });

  it('a worker that never comes back is replaced, and an overtaken version is not sent again', async () => {
    const { id } = await scene.destination(receiver, SOON);
    const documentId = await scene.publish();
    await receiver.waitFor(1);
    const answerOfFirst = answer;
    await scene.change(documentId);
    await scene.untilStatuses(id, ['delivering', 'pending']);

    await endLeases(scene.playground.strapi.db.connection);
    isBusy = false;
    await receiver.waitFor(2);
    answer(200);
    await scene.untilStatuses(id, ['superseded', 'delivered']);
    answerOfFirst(200);
    await eventually('the late answer in the history', async () => {
      const attempts = await scene.playground.strapi.db.connection('destinations_attempts');
      return attempts.length >= 2;
    });
    expect(versions()).toEqual([1, 2]);
    await scene.untilStatuses(id, ['superseded', 'delivered']);
    const receipts = await scene.playground.strapi.db
      .connection('destinations_receipts')
      .where({ destination_id: id });
    expect(receipts.map(({ version }) => Number(version))).toEqual([2]);
  });

  it('a worker that never comes back is replaced in its place when every version is wanted', async () => {
    const { id } = await everyVersion();
    await threeVersions(id);
    await endLeases(scene.playground.strapi.db.connection);
    isBusy = false;
    for (const arrived of [2, 3, 4]) {
      await receiver.waitFor(arrived);
      answer(200);
    }
    await scene.untilStatuses(id, ['delivered', 'delivered', 'delivered']);
    expect(versions()).toEqual([1, 1, 2, 3]);
  });

  it('a late answer of a worker that lost its lease changes nothing but the history', async () => {
    const { id } = await scene.destination(receiver, SOON);
    await scene.publish();
    await receiver.waitFor(1);
    const answerOfFirst = answer;
    await endLeases(scene.playground.strapi.db.connection);
    isBusy = false;
    await receiver.waitFor(2);
    answerOfFirst(500);
    await eventually('the late answer in the history', async () => {
      const [row] = await scene.deliveries(id);
      const attempts = await scene.playground.strapi.db
        .connection('destinations_attempts')
        .where({ delivery_id: row.id });
      return attempts.length === 1;
    });
    expect(await scene.deliveries(id)).toMatchObject([{ status: 'delivering', attemptCount: 0 }]);
    answer(200);
    await scene.untilStatuses(id, ['delivered']);
  });

  it('a claim that never got an outcome uses no attempt, and ten of them in a row are the end, told once', async () => {
    const heard = hearFailures(scene.playground);
    const watcher = await scene.receiver(200);
    const { id } = await scene.destination(receiver, { ...SOON, alertUrl: watcher.url });
    const originId = await scene.publish();
    for (let lost = 1; lost <= 10; lost += 1) {
      await receiver.waitFor(lost);
      isBusy = false;
      await endLeases(scene.playground.strapi.db.connection);
    }
    const [row] = await scene.untilStatuses(id, ['failed']);
    expect(row).toMatchObject({ reason: 'unsettled', diverted: true, attemptCount: 0 });
    expect(receiver.received).toHaveLength(10);

    await watcher.waitFor(1);
    const delivery = { id: row.id, event: 'tag.deploy', originId, reason: 'unsettled' };
    expect(JSON.parse(watcher.received[0].body)).toMatchObject({
      type: 'delivery.failed',
      data: { destination: { id }, delivery },
    });
    expect(heard.emitted).toMatchObject([{ destinationId: id, delivery }]);
    expect(heard.lines).toEqual([
      expect.stringMatching(new RegExp(`^delivery.failed delivery=${row.id} .*reason=unsettled`)),
    ]);
  });
});

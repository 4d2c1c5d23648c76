/** What an operator may do about deliveries: retry, cancel, diverted ones, and the order that holds meanwhile. */
import { type Delivery, type DeliveryWithAttempts } from '../../contracts/delivery';
import { type DestinationWithSecret } from '../../contracts/destination';
import { createDestination, deleteDestinations } from '../support/destinations';
import { eventually } from '../support/eventually';
import { type Answered, type Playground, startPlayground } from '../support/playground';
import { type Receiver, startReceiver } from '../support/receiver';

interface Failure {
  error: { status: number; message: string; details?: { errors?: { path: string[] }[] } };
}
type List = { data: Delivery[]; meta: { pagination: { total: number } } };
type One = { data: DeliveryWithAttempts };

const UNKNOWN_ID = '00000000-0000-4000-8000-000000000000';

describe('deliveries in the hands of an operator', () => {
  let playground: Playground;
  let receiver: Receiver;

  beforeAll(async () => {
    playground = await startPlayground();
    receiver = await startReceiver();
  });

  afterAll(async () => {
    await receiver?.stop();
    await playground?.stop();
  });

  beforeEach(async () => {
    receiver.answer(200);
    receiver.clear();
  });

  afterEach(async () => {
    await deleteDestinations(playground);
    await playground.untilQuiet();
  });

  const tags = () => playground.documents('api::tag.tag');

  const createOne = (overrides: object = {}): Promise<DestinationWithSecret> =>
    createDestination(playground, {
      url: receiver.url,
      events: ['tag.*'],
      failureHandling: { retry: { maxAttempts: 1 }, suspend: false },
      ...overrides,
    });

  const deliveriesOf = async (id: string, query = '') =>
    (await playground.api.get<List>(`/destinations/${id}/deliveries${query}`)).body.data;

  const divertedOf = async (id: string) =>
    (await playground.api.get<List>(`/destinations/${id}/diverted`)).body.data;

  const act = (id: string, path: string, body?: unknown): Promise<Answered<One & Failure>> =>
    playground.api.post(`/destinations/${id}/deliveries/${path}`, body);

  /** One failed and diverted delivery. */
  async function failedDelivery(overrides: object = {}) {
    receiver.answer(500);
    const destination = await createOne(overrides);
    const { documentId } = await tags().create({ data: { name: 'Tents' } });
    await receiver.waitFor(1);
    await playground.untilQuiet();
    const [delivery] = await deliveriesOf(destination.id);
    expect(delivery).toMatchObject({ status: 'failed', attemptCount: 1, originId: documentId });
    return { destination, delivery, documentId };
  }

  /** Waits for its second attempt, which is an hour away. */
  async function waitingDelivery() {
    receiver.answer(500);
    const failureHandling = {
      retry: { maxAttempts: 3, pattern: 'linear', intervalSeconds: 3_600 },
      suspend: false,
    };
    const destination = await createOne({ failureHandling });
    const { documentId } = await tags().create({ data: { name: 'Boots' } });
    const [delivery] = await eventually('a waiting retry', async () => {
      const deliveries = await deliveriesOf(destination.id);
      return deliveries[0]?.attemptCount === 1 && deliveries[0].status === 'pending'
        ? deliveries
        : null;
    });
    return { destination, delivery, documentId };
  }

  describe('retry', () => {
    it('a failed delivery is sent again with the next attempt number and the same webhook-id', async () => {
      const { destination, delivery } = await failedDelivery();
      receiver.answer(200);
      const answer = await act(destination.id, `${delivery.id}/retry`);
      expect(answer.status).toBe(202);
      expect(answer.body.data.id).toBe(delivery.id);
      await receiver.waitFor(2);
      await playground.untilQuiet();

      const ids = receiver.received.map(({ headers }) => headers['webhook-id']);
      expect(ids).toEqual([delivery.id, delivery.id]);
      expect(receiver.received[1].headers['x-enterspeed-attempt']).toBe('2');
      const { body } = await playground.api.get<One>(
        `/destinations/${destination.id}/deliveries/${delivery.id}`
      );
      expect(body.data).toMatchObject({ status: 'delivered', attemptCount: 2 });
      expect(body.data.attempts.map(({ number, manual }) => ({ number, manual }))).toEqual([
        { number: 1, manual: false },
        { number: 2, manual: true },
      ]);
      expect(await divertedOf(destination.id)).toEqual([]);
    });

    it('a waiting automatic retry goes at once, and only once', async () => {
      const { destination, delivery } = await waitingDelivery();
      receiver.answer(200);
      expect((await act(destination.id, `${delivery.id}/retry`)).status).toBe(202);
      await receiver.waitFor(2);
      await playground.untilQuiet();
      expect(receiver.received).toHaveLength(2);
    });

    it('a delivered, a canceled and a test delivery are refused with 409', async () => {
      const destination = await createOne();
      await tags().create({ data: { name: 'Delivered' } });
      await receiver.waitFor(1);
      await playground.untilQuiet();
      const [delivered] = await deliveriesOf(destination.id);
      const refused = await act(destination.id, `${delivered.id}/retry`);
      expect(refused.status).toBe(409);
      expect(refused.body.error.message).toMatch(/this one is delivered/);

      const test = await playground.api.post<One>(`/destinations/${destination.id}/test`, {
        event: 'tag.deploy',
      });
      expect((await act(destination.id, `${test.body.data.id}/retry`)).status).toBe(409);
    });

    it('a delivery is refused when a newer version of its view was sent', async () => {
      const { destination, delivery, documentId } = await failedDelivery();
      receiver.answer(200);
      await tags().update({ documentId, data: { name: 'Tents, new' } });
      await receiver.waitFor(2);
      await playground.untilQuiet();
      const refused = await act(destination.id, `${delivery.id}/retry`);
      expect(refused.status).toBe(409);
      expect(refused.body.error.message).toMatch(
        /newer version of the view was sent already: version 2/
      );
    });

    it('a newer version that waits is not overtaken by a retry of the older one', async () => {
      const { destination, delivery, documentId } = await failedDelivery();
      await playground.api.patch(`/destinations/${destination.id}/suspend`, {});
      await tags().update({ documentId, data: { name: 'Tents, newer' } });
      await eventually(
        'the newer version to wait',
        async () => (await deliveriesOf(destination.id, '?status=pending')).length === 1
      );
      const refused = await act(destination.id, `${delivery.id}/retry`);
      expect(refused.status).toBe(409);
      expect(refused.body.error.message).toMatch(/newer version of the view is waiting/);
    });

    it('of two retries of the same delivery at the same time one request is made', async () => {
      const { destination, delivery } = await failedDelivery();
      receiver.answer((_, response) => setTimeout(() => response.writeHead(200).end(), 100));
      const answers = await Promise.all(
        Array.from({ length: 5 }, () => act(destination.id, `${delivery.id}/retry`))
      );
      expect(
        answers.map(({ status }) => status).filter((status) => status === 202)
      ).not.toHaveLength(0);
      await receiver.waitFor(2);
      await playground.untilQuiet();
      expect(receiver.received).toHaveLength(2);
    });

    it('nothing is retried for an inactive destination', async () => {
      const { destination, delivery } = await failedDelivery();
      await playground.api.patch(`/destinations/${destination.id}`, { enabled: false });
      const refused = await act(destination.id, `${delivery.id}/retry`);
      expect(refused.status).toBe(409);
      expect(refused.body.error.message).toMatch(/Inactive/);
    });
  });

  describe('retry of many', () => {
    it('queues the failed deliveries of a time span, of each view only the newest', async () => {
      const from = new Date(Date.now() - 60_000).toISOString();
      const { destination, documentId } = await failedDelivery();
      await tags().update({ documentId, data: { name: 'Tents 2' } });
      await receiver.waitFor(2);
      await tags().create({ data: { name: 'Stoves' } });
      await receiver.waitFor(3);
      await playground.untilQuiet();
      expect(await deliveriesOf(destination.id, '?status=failed')).toHaveLength(3);

      receiver.answer(200);
      receiver.clear();
      const { status, body } = await playground.api.post<{ data: { queued: number } }>(
        `/destinations/${destination.id}/deliveries/retry`,
        { from }
      );
      expect([status, body.data]).toEqual([202, { queued: 2 }]);
      await receiver.waitFor(2);
      await playground.untilQuiet();
      const sent = receiver.received.map(
        ({ message, headers }) =>
          `${message.originId} ${String(headers['x-enterspeed-view-version'])}`
      );
      expect(sent).toContain(`${documentId} 2`);
      expect(sent).toHaveLength(2);
    });

    it('what was made outside the time span is left alone', async () => {
      const { destination } = await failedDelivery();
      const { body } = await playground.api.post<{ data: { queued: number } }>(
        `/destinations/${destination.id}/deliveries/retry`,
        { from: '2020-01-01T00:00:00Z', to: '2020-01-02T00:00:00Z' }
      );
      expect(body.data).toEqual({ queued: 0 });
      expect(await deliveriesOf(destination.id, '?status=failed')).toHaveLength(1);
    });
  });

  describe('cancel', () => {
    it('a waiting delivery is canceled and never sent', async () => {
      const { destination, delivery } = await waitingDelivery();
      const answer = await act(destination.id, `${delivery.id}/cancel`);
      expect(answer.status).toBe(202);
      expect(answer.body.data).toMatchObject({ status: 'canceled', nextAttemptAt: null });
      await playground.untilQuiet();
      expect(receiver.received).toHaveLength(1);
      const again = await act(destination.id, `${delivery.id}/cancel`);
      expect(again.status).toBe(409);
      expect(again.body.error.message).toMatch(/this one is canceled/);
    });

    it('a later version that stood behind a canceled one goes out', async () => {
      receiver.answer(500);
      const destination = await createOne({
        coalesce: false,
        failureHandling: {
          retry: { maxAttempts: 3, pattern: 'linear', intervalSeconds: 3_600 },
          suspend: false,
        },
      });
      const { documentId } = await tags().create({ data: { name: 'One' } });
      await receiver.waitFor(1);
      await tags().update({ documentId, data: { name: 'Two' } });
      await eventually(
        'two waiting versions',
        async () => (await deliveriesOf(destination.id, '?status=pending')).length === 2
      );
      const [second, first] = await deliveriesOf(destination.id);
      expect((await act(destination.id, `${second.id}/retry`)).status).toBe(409);

      receiver.answer(200);
      expect((await act(destination.id, `${first.id}/cancel`)).status).toBe(202);
      await receiver.waitFor(2);
      expect(receiver.received[1].headers['x-enterspeed-view-version']).toBe('2');
      await playground.untilQuiet();
    });

    it('many are canceled at once, narrowed by type, action and time', async () => {
      const destination = await createOne({ events: ['tag.*', 'author.*'] });
      await playground.api.patch(`/destinations/${destination.id}/suspend`, {});
      const { documentId } = await tags().create({ data: { name: 'Gone' } });
      await tags().create({ data: { name: 'Stays' } });
      await playground
        .documents('api::author.author')
        .create({ data: { name: 'Ada' }, status: 'published' });
      await eventually(
        'three to wait',
        async () => (await deliveriesOf(destination.id, '?status=pending')).length === 3
      );
      await tags().delete({ documentId });
      await eventually(
        'the Remove to wait',
        async () =>
          (await deliveriesOf(destination.id, '?status=pending&action=Remove')).length === 1
      );

      const cancel = async (body: object) =>
        (
          await playground.api.post<{ data: { canceled: number } }>(
            `/destinations/${destination.id}/deliveries/cancel`,
            body
          )
        ).body.data.canceled;
      expect(await cancel({ type: 'tag', before: '2020-01-01T00:00:00Z' })).toBe(0);
      expect(await cancel({ type: 'tag', action: 'Remove' })).toBe(1);
      expect(await cancel({ type: 'author' })).toBe(1);
      expect(await deliveriesOf(destination.id, '?status=pending')).toHaveLength(1);
      expect(await cancel({})).toBe(1);
      expect(await cancel({})).toBe(0);
    });
  });

  describe('diverted', () => {
    it('lists what failed for good, shows one with its attempts and resends it', async () => {
      const { destination, delivery } = await failedDelivery();
      expect((await divertedOf(destination.id)).map(({ id }) => id)).toEqual([delivery.id]);
      const path = `/destinations/${destination.id}/diverted/${delivery.id}`;
      const one = await playground.api.get<One>(path);
      expect(one.body.data.attempts).toHaveLength(1);

      receiver.answer(200);
      expect((await playground.api.post(`${path}/resend`)).status).toBe(202);
      await receiver.waitFor(2);
      await playground.untilQuiet();
      expect(await divertedOf(destination.id)).toEqual([]);
      expect((await playground.api.get(path)).status).toBe(404);
      expect((await playground.api.post(`${path}/resend`)).status).toBe(404);
    });

    it('what is taken off the list stays failed in the history', async () => {
      const { destination, delivery } = await failedDelivery();
      const path = `/destinations/${destination.id}/diverted/${delivery.id}`;
      expect((await playground.api.delete(path)).status).toBe(204);
      expect((await playground.api.delete(path)).status).toBe(404);
      expect(await divertedOf(destination.id)).toEqual([]);
      const { body } = await playground.api.get<One>(
        `/destinations/${destination.id}/deliveries/${delivery.id}`
      );
      expect(body.data.status).toBe('failed');
    });

    it('a destination that does not divert has no list', async () => {
      const { destination } = await failedDelivery({
        failureHandling: { retry: { maxAttempts: 1 }, divert: false, suspend: false },
      });
      expect(await divertedOf(destination.id)).toEqual([]);
    });
  });

  it('unknown ids, ids of another destination and ids that are none are 404 everywhere', async () => {
    const { destination, delivery } = await failedDelivery();
    const other = await createOne({ events: [] });
    const places = [
      ['GET', `${other.id}/deliveries/${delivery.id}`],
      ['POST', `${other.id}/deliveries/${delivery.id}/retry`],
      ['POST', `${other.id}/deliveries/${delivery.id}/cancel`],
      ['GET', `${other.id}/diverted/${delivery.id}`],
      ['POST', `${other.id}/diverted/${delivery.id}/resend`],
      ['DELETE', `${other.id}/diverted/${delivery.id}`],
      ['GET', `${destination.id}/deliveries/${UNKNOWN_ID}`],
      ['POST', `${destination.id}/deliveries/${UNKNOWN_ID}/retry`],
      ['POST', `${destination.id}/deliveries/not-an-id/retry`],
      ['POST', `${destination.id}/deliveries/a%00b/cancel`],
      ['GET', `${UNKNOWN_ID}/diverted`],
      ['GET', 'a%00b/deliveries'],
      ['POST', `${UNKNOWN_ID}/deliveries/cancel`],
      ['PATCH', `${UNKNOWN_ID}/suspend`],
    ];
    for (const [method, path] of places) {
      const target = `/destinations/${path}`;
      const { status } =
        method === 'GET'
          ? await playground.api.get(target)
          : method === 'DELETE'
            ? await playground.api.delete(target)
            : method === 'PATCH'
              ? await playground.api.patch(target, {})
              : await playground.api.post(target);
      expect([method, path, status]).toEqual([method, path, 404]);
    }
  });
});

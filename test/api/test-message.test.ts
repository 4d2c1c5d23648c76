/** Test messages: on the spot, to any destination that exists, and without traces in what counts. */
import { type DeliveryWithAttempts } from '../../contracts/delivery';
import { type Destination, type DestinationWithSecret } from '../../contracts/destination';
import { type Playground, startPlayground } from '../support/playground';
import { type Receiver, startReceiver, verify } from '../support/receiver';

type Test = { data: DeliveryWithAttempts; error: { message: string } };

describe('a test message', () => {
  let playground: Playground;
  let receiver: Receiver;
  let destination: DestinationWithSecret;

  beforeAll(async () => {
    playground = await startPlayground();
    receiver = await startReceiver();
  });

  beforeEach(async () => {
    receiver.answer(200);
    receiver.clear();
    const { body } = await playground.api.post<{ data: DestinationWithSecret }>('/destinations', {
      url: receiver.url,
      failureHandling: { suspendAfter: 1 },
    });
    destination = body.data;
  });

  afterAll(async () => {
    await receiver?.stop();
    await playground?.stop();
  });

  const sendTest = (event = 'article.deploy') =>
    playground.api.post<Test>(`/destinations/${destination.id}/test`, { event });
  const read = async () =>
    (await playground.api.get<{ data: Destination }>(`/destinations/${destination.id}`)).body.data;

  it('arrives signed, with sample data and "test":true as the last member', async () => {
    const { status, body } = await sendTest();
    expect(status).toBe(202);
    expect(receiver.received).toHaveLength(1);
    const [received] = receiver.received;
    verify(destination.secret, received);
    expect(received.headers['webhook-id']).toBe(body.data.id);
    expect(received.body.endsWith('"test":true}')).toBe(true);
    expect(received.message).toMatchObject({
      type: 'article',
      action: 'Deploy',
      originId: 'sample000000000000000000-en',
      test: true,
    });
    expect(body.data).toMatchObject({ status: 'delivered', test: true, attemptCount: 1 });
    expect(body.data.attempts).toHaveLength(1);
    expect(body.data.body).toBe(received.body);
  });

  it('goes to an inactive and to a suspended destination as well', async () => {
    await playground.api.patch(`/destinations/${destination.id}/suspend`, {});
    expect((await sendTest('tag.remove')).body.data.status).toBe('delivered');
    await playground.api.patch(`/destinations/${destination.id}`, { enabled: false });
    expect((await sendTest('tag.remove')).body.data.status).toBe('delivered');
    expect(receiver.received.map(({ message }) => message.action)).toEqual(['Remove', 'Remove']);
  });

  it('that fails is failed after one attempt, is not diverted and suspends nobody', async () => {
    receiver.answer(503);
    const { status, body } = await sendTest();
    expect(status).toBe(202);
    expect(body.data).toMatchObject({ status: 'failed', attemptCount: 1, httpStatus: 503 });
    receiver.answer(410);
    await sendTest();
    expect(await read()).toMatchObject({ suspended: false, active: true });
    const diverted = await playground.api.get<{ data: unknown[] }>(
      `/destinations/${destination.id}/diverted`
    );
    expect(diverted.body.data).toEqual([]);
  });

  it('leaves no receipt and is found by its filter only', async () => {
    await sendTest();
    const receipts = await playground
      .knex('destinations_receipts')
      .where({ destination_id: destination.id });
    expect(receipts).toEqual([]);
    const total = async (test: boolean) => {
      const { body } = await playground.api.get<{ meta: { pagination: { total: number } } }>(
        `/destinations/${destination.id}/deliveries?test=${test}`
      );
      return body.meta.pagination.total;
    };
    expect([await total(true), await total(false)]).toEqual([1, 0]);
  });

  it('of an event that does not exist is refused with the events that do', async () => {
    const { status, body } = await sendTest('nothing.deploy');
    expect(status).toBe(400);
    expect(body.error.message).toMatch(
      /expected an event of this Strapi such as .*got "nothing.deploy"/
    );
    expect(receiver.received).toEqual([]);
  });

  it('obeys the same limits on addresses as every other message', async () => {
    await playground
      .knex('destinations_destinations')
      .where({ id: destination.id })
      .update({ url: 'http://10.0.0.1/hooks' });
    const { body } = await sendTest();
    expect(body.data).toMatchObject({ status: 'failed' });
    expect(body.data.attempts[0].error).toMatchObject({ code: 'address_not_allowed' });
  });
});

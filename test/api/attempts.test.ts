/** What the history shows of the requests that were made. */
import { type Delivery, type DeliveryWithAttempts } from '../../contracts/delivery';
import { createDestination, deleteDestinations } from '../support/destinations';
import { type Playground, startPlayground } from '../support/playground';
import { type Received, type Receiver, startReceiver } from '../support/receiver';

/** What the HTTP client adds. */
const OF_THE_CONNECTION = ['host', 'connection', 'content-length'];

describe('the attempts of a delivery', () => {
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

  afterEach(async () => {
    await deleteDestinations(playground);
    await playground.untilQuiet();
    receiver.answer(200);
    receiver.clear();
  });

  async function publish(name: string, nth: number): Promise<void> {
    await playground.documents('api::tag.tag').create({ data: { name } });
    await receiver.waitFor(nth);
    await playground.untilQuiet();
  }

  async function attemptsOf(destinationId: string, deliveryId: string) {
    const { body } = await playground.api.get<{ data: DeliveryWithAttempts }>(
      `/destinations/${destinationId}/deliveries/${deliveryId}`
    );
    return body.data.attempts;
  }

  /** Every name with its values, as they came in. */
  function headersOf({ rawHeaders }: Received): Record<string, string[]> {
    const headers: Record<string, string[]> = {};
    for (let index = 0; index < rawHeaders.length; index += 2) {
      const name = rawHeaders[index];
      if (!OF_THE_CONNECTION.includes(name)) (headers[name] ??= []).push(rawHeaders[index + 1]);
    }
    return headers;
  }

  it('have the headers that were sent, whatever the destination has become since', async () => {
    const { id } = await createDestination(playground, {
      name: 'Café',
      url: receiver.url,
      events: ['tag.*'],
      headers: { 'X-Team': ['web', 'cms'], 'X-Empty': [''] },
    });
    await publish('One', 1);
    await playground.api.patch(`/destinations/${id}`, {
      name: 'Shop',
      headers: { 'X-Shelf': ['7'] },
    });
    await publish('Two', 2);
    await publish('Three', 3);

    for (const received of receiver.received) {
      const [attempt] = await attemptsOf(id, String(received.headers['webhook-id']));
      expect(attempt.requestHeaders).toEqual(headersOf(received));
      expect(Object.keys(attempt.requestHeaders)).toEqual(Object.keys(headersOf(received)));
    }
    expect(headersOf(receiver.received[0])).toMatchObject({ 'X-Team': ['web', 'cms'] });
    expect(headersOf(receiver.received[2])).toMatchObject({ 'X-Shelf': ['7'] });
    // What they have in common is there once for all of a version.
    const common = await playground.knex('destinations_headers').where('destination_id', id);
    expect(common).toHaveLength(2);
  });

  it('have each its own number and signature, and none without one', async () => {
    receiver.answer(500);
    const { id } = await createDestination(playground, {
      url: receiver.url,
      events: ['tag.*'],
      payloadSignature: false,
      failureHandling: {
        retry: { maxAttempts: 2, pattern: 'linear', intervalSeconds: 1 },
        suspend: false,
      },
    });
    await publish('Again', 2);
    const { body } = await playground.api.get<{ data: Delivery[] }>(
      `/destinations/${id}/deliveries`
    );
    const attempts = await attemptsOf(id, body.data[0].id);
    expect(attempts.map(({ requestHeaders }) => requestHeaders)).toEqual(
      receiver.received.map(headersOf)
    );
    expect(attempts.map(({ requestHeaders }) => requestHeaders['X-Enterspeed-attempt'])).toEqual([
      ['1'],
      ['2'],
    ]);
    expect(attempts[0].requestHeaders).not.toHaveProperty('webhook-signature');
  });
});

/** How destinations are doing, by the hour. */
import { type DestinationWithSecret } from '../../contracts/destination';
import { type Statistics } from '../../contracts/statistics';
import { eventually } from '../support/eventually';
import { type Playground, startPlayground } from '../support/playground';
import { type Receiver, startReceiver } from '../support/receiver';

const TAG = 'api::tag.tag';
const HOUR_MS = 3_600_000;

describe('statistics', () => {
  let playground: Playground;
  let receiver: Receiver;

  beforeAll(async () => {
    playground = await startPlayground();
    receiver = await startReceiver(200);
  });

  afterAll(async () => {
    await playground.stop();
    await receiver.stop();
  });

  async function create(input: object): Promise<DestinationWithSecret> {
    const { body } = await playground.api.post<{ data: DestinationWithSecret }>('/destinations', {
      url: receiver.url,
      events: ['tag.*'],
      ...input,
    });
    return body.data;
  }

  async function read(query = ''): Promise<Statistics> {
    const { status, body } = await playground.api.get<{ data: Statistics }>(
      `/destinations/statistics${query}`
    );
    expect(status).toBe(200);
    return body.data;
  }

  const of = (statistics: Statistics, id: string) =>
    statistics.destinations.find((destination) => destination.id === id);

  it('a destination without deliveries is there with zeros', async () => {
    const { id } = await create({ events: [] });
    expect(of(await read(), id)).toEqual({
      id,
      delivered: 0,
      failed: 0,
      attempts: 0,
      failedAttempts: 0,
      averageMs: null,
      backlog: { waiting: 0, capped: false, oldestDueAt: null },
      lastDelivery: null,
    });
  });

  it('attempts are counted in the hour in which they began, tests are not', async () => {
    const { id } = await create({
      failureHandling: { retry: { maxAttempts: 2, intervalSeconds: 1 } },
    });
    const answers = [500, 500, 200];
    receiver.answer((_, response) => {
      response.writeHead(answers.shift() ?? 200).end();
    });
    await playground.documents(TAG).create({ data: { name: 'Fails' } });
    await eventually('the first to fail', async () => of(await read(), id)?.failed === 1);
    await playground.documents(TAG).create({ data: { name: 'Arrives' } });
    await eventually('the second to arrive', async () => of(await read(), id)?.delivered === 1);
    await playground.api.post(`/destinations/${id}/test`, { event: 'tag.deploy' });
    await receiver.waitFor(4);

    const statistics = await read();
    const counts = { delivered: 1, failed: 1, attempts: 3, failedAttempts: 2 };
    expect(of(statistics, id)).toMatchObject({
      ...counts,
      averageMs: expect.any(Number),
      lastDelivery: { status: 'delivered', action: 'Deploy', type: 'tag' },
    });
    const hours = statistics.hours.filter(({ destinationId }) => destinationId === id);
    // The test may run across the full hour.
    expect(hours.reduce((sum, { attempts }) => sum + attempts, 0)).toBe(3);
    for (const { hour } of hours) expect(Date.parse(hour) % HOUR_MS).toBe(0);
  });

  it('what waits is counted, with the time since when it is due', async () => {
    const { id } = await create({});
    await playground.api.patch(`/destinations/${id}/suspend`, {});
    await playground.documents(TAG).create({ data: { name: 'Waits' } });
    await eventually('it to wait', async () => of(await read(), id)?.backlog.waiting === 1);
    const backlog = of(await read(), id)?.backlog;
    expect(backlog?.capped).toBe(false);
    expect(Date.parse(String(backlog?.oldestDueAt))).toBeLessThanOrEqual(Date.now());
  });

  it('a deleted destination is gone, an impossible number of hours is refused', async () => {
    const { id } = await create({});
    await playground.api.delete(`/destinations/${id}`);
    expect(of(await read('?hours=720'), id)).toBeUndefined();
    for (const hours of ['0', '721', '1.5', 'x']) {
      const { status, body } = await playground.api.get<{ error: { message: string } }>(
        `/destinations/statistics?hours=${hours}`
      );
      expect(status).toBe(400);
      expect(body.error.message).toBe(
        `"hours": expected a whole number of hours from 1 to 720, got "${hours}"`
      );
    }
  });
});

/** What a Strapi leaves behind when it stops, and what the next one finds and puts right. */
import { type DestinationWithSecret } from '../../contracts/destination';
import { createTestDatabase, type TestDatabase } from '../support/databases';
import { eventually } from '../support/eventually';
import { type Playground, startPlayground } from '../support/playground';
import { type Receiver, startReceiver } from '../support/receiver';

const CONFIG = { pollInterval: 0.1, shutdownTimeout: 5 };

describe('a Strapi that stops and starts again', () => {
  let database: TestDatabase;
  let receiver: Receiver;
  let playground: Playground;

  beforeEach(async () => {
    database = await createTestDatabase();
    receiver = await startReceiver();
    playground = await startPlayground({ database, config: CONFIG });
  });

  afterEach(async () => {
    await playground?.stop();
    await receiver?.stop();
    await database?.drop();
  });

  async function restart(): Promise<void> {
    await playground.stop();
    playground = await startPlayground({ database, config: CONFIG });
  }

  async function destination(others: object): Promise<string> {
    const { body } = await playground.api.post<{ data: DestinationWithSecret }>('/destinations', {
      url: receiver.url,
      events: ['tag.*'],
      ...others,
    });
    return body.data.id;
  }

  const rows = () => playground.strapi.db.connection('destinations_deliveries').orderBy('id');
  const tags = () => playground.documents('api::tag.tag');

  async function untilStatuses(expected: string[]): Promise<void> {
    await eventually(expected.join(', '), async () => {
      const found = (await rows()).map(({ status }) => status);
      return String(found) === String(expected);
    });
  }

  it('finishes what is in flight and leaves the rest for the next start', async () => {
    let finish: () => void = () => undefined;
    receiver.answer((_, response) => {
      finish = () => response.writeHead(200).end();
    });
    await destination({ concurrency: 1 });
    for (const name of ['A', 'B', 'C']) await tags().create({ data: { name } });
    await receiver.waitFor(1);
    await eventually('three deliveries', async () => (await rows()).length === 3);

    const stopped = restart();
    receiver.answer(200);
    finish();
    await stopped;
    await untilStatuses(['delivered', 'delivered', 'delivered']);
    expect(receiver.received).toHaveLength(3);
  });

  it('lets a parked version go that nothing stands before any more', async () => {
    receiver.answer(500);
    await destination({ coalesce: false });
    const { documentId } = await tags().create({ data: { name: 'A' } });
    await eventually('a failed attempt', async () => {
      const [row] = await rows();
      return row?.status === 'pending' && row.attempt_count === 1;
    });
    await tags().update({ documentId, data: { name: 'B' } });
    await untilStatuses(['pending', 'pending']);
    // As if the promotion of the second had been lost.
    await rows().where({ version: 1 }).update({ status: 'canceled', due_at: null });
    receiver.answer(200);
    await restart();
    await untilStatuses(['canceled', 'delivered']);
  });

  it('cancels what waits for a destination that was switched off meanwhile', async () => {
    receiver.answer(500);
    const id = await destination({});
    await tags().create({ data: { name: 'A' } });
    await eventually('a failed attempt', async () => (await rows())[0]?.attempt_count === 1);
    await playground.strapi.db
      .connection('destinations_destinations')
      .where({ id })
      .update({ state: 'Inactive' });
    await restart();
    await untilStatuses(['canceled']);
  });

  it('takes back failures of a suspended destination that a crash left failed', async () => {
    receiver.answer(500);
    const id = await destination({
      failureHandling: { retry: { maxAttempts: 1 }, suspendAfter: 1, probeSeconds: 3_600 },
    });
    await tags().create({ data: { name: 'A' } });
    const [row] = await eventually('a failure that returned', async () => {
      const found = await rows();
      return found[0]?.status === 'pending' && found[0].attempt_count === 1 ? found : null;
    });
    await rows().update({ status: 'failed', due_at: null, attempts_used: 1 });
    await playground.strapi.db
      .connection('destinations_streaks')
      .insert({ destination_id: id, key: row.id, delivery_id: row.id, fault: 'outage' });
    await restart();
    await untilStatuses(['pending']);
  });
});

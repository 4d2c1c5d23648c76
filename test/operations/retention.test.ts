/** How long the history is kept, and what is kept whatever its age. */
import { v7 as uuidv7 } from 'uuid';

import { type DestinationWithSecret } from '../../contracts/destination';
import { type ViewStatus } from '../../contracts/status';
import { createDatabase } from '../../server/src/database/database';
import { createRetentionTurn } from '../../server/src/operations/retention';
import { eventually } from '../support/eventually';
import { type Playground, startPlayground } from '../support/playground';
import { type Receiver, startReceiver } from '../support/receiver';

const DAY = 86_400_000;
const TAG = 'api::tag.tag';
const NO_LIMIT = 1_000_000;

describe('the history', () => {
  let playground: Playground;
  let receiver: Receiver;
  let destination: DestinationWithSecret;

  beforeEach(async () => {
    playground = await startPlayground();
    receiver = await startReceiver();
    const { body } = await playground.api.post<{ data: DestinationWithSecret }>('/destinations', {
      url: receiver.url,
      events: ['tag.*'],
      skipUnchanged: false,
      failureHandling: { retry: { maxAttempts: 1 }, suspend: false },
    });
    destination = body.data;
  });

  afterEach(async () => {
    await receiver.stop();
    await playground.stop();
  });

  /** Turns until there is nothing more to do, at a time from now. */
  async function forget({ fromNow = 0, maxRows = NO_LIMIT } = {}): Promise<number> {
    const turn = createRetentionTurn({
      database: createDatabase(playground.strapi.db),
      clock: { now: () => Date.now() + fromNow },
      keepMs: 30 * DAY,
      maxRows,
    });
    let turns = 1;
    while ((await turn()) === 0) turns += 1;
    return turns;
  }

  const idsOf = (table: string, column: string): Promise<string[]> =>
    playground.knex(table).orderBy(column).pluck(column);
  const deliveries = () => idsOf('destinations_deliveries', 'id');

  async function publish(name: string): Promise<string> {
    const before = receiver.received.length;
    const { documentId } = await playground.documents(TAG).create({ data: { name } });
    await receiver.waitFor(before + 1);
    await playground.untilQuiet();
    return documentId;
  }

  /** A minute apart, the oldest first; nothing is due. */
  async function insertRows(count: number, status: string): Promise<string[]> {
    const rows = Array.from({ length: count }, (_, index) => {
      const at = Date.now() - (count - index) * 60_000;
      return {
        id: uuidv7({ msecs: at }),
        destination_id: destination.id,
        type: 'tag',
        origin_id: `tag${index}`,
        locale: '',
        action: 'Deploy',
        version: 1,
        status,
        created_at: at,
        settled_at: at,
      };
    });
    for (let start = 0; start < rows.length; start += 50) {
      await playground.knex('destinations_deliveries').insert(rows.slice(start, start + 50));
    }
    return rows.map(({ id }) => id);
  }

  it('is forgotten after its time, attempts included, and the status of an entry is still known', async () => {
    const documentId = await publish('Old');
    await forget({ fromNow: 29 * DAY });
    expect(await deliveries()).toHaveLength(1);

    await forget({ fromNow: 31 * DAY });
    expect(await deliveries()).toEqual([]);
    expect(await idsOf('destinations_attempts', 'id')).toEqual([]);
    const { body } = await playground.api.get<{ data: ViewStatus[] }>(
      `/destinations/status?uid=${TAG}&documentId=${documentId}`
    );
    expect(body.data).toMatchObject([
      { status: 'delivered', deliveryId: null, live: { action: 'Deploy', version: 1 } },
    ]);
  });

  it('keeps what waits and what is diverted, whatever their age', async () => {
    receiver.answer(400);
    await publish('Diverted');
    await playground.api.patch(`/destinations/${destination.id}/suspend`, {});
    await playground.documents(TAG).create({ data: { name: 'Waits' } });
    await eventually('it to wait', async () => (await deliveries()).length === 2);
    const before = await deliveries();

    await forget({ fromNow: 400 * DAY, maxRows: 0 });
    expect(await deliveries()).toEqual(before);
  });

  it('keeps the youngest when there are too many, in small transactions', async () => {
    const failed = await insertRows(150, 'failed');
    const superseded = await insertRows(250, 'superseded');
    const turns = await forget({ maxRows: 120 });

    const youngest = [...failed, ...superseded].sort().slice(-120);
    expect(await deliveries()).toEqual(youngest);
    expect(turns).toBeGreaterThan(1);
  });

  it('steps over what is not finished, however much it is', async () => {
    const old = await insertRows(1_100, 'pending');
    const finished = await insertRows(5, 'delivered');
    await forget({ maxRows: 2 });
    expect(await deliveries()).toEqual([...old, ...finished.slice(-2)].sort());

    await forget({ fromNow: 31 * DAY });
    expect(await deliveries()).toEqual(old);
  });

  it('jobs go as long after their end as deliveries, those under way stay', async () => {
    const insertJob = (status: string, ended: object): Promise<unknown> =>
      playground.knex('destinations_jobs').insert({
        ...{ id: uuidv7(), kind: 'redeploy', subject: destination.id, params: '{}', status },
        ...{ total: 0, done: 0, created_at: Date.now() - 400 * DAY },
        ...ended,
      });
    for (let count = 0; count < 150; count += 1) {
      await insertJob('finished', { finished_at: Date.now() - 31 * DAY });
    }
    await insertJob('canceled', { finished_at: Date.now() - 31 * DAY });
    await insertJob('finished', { finished_at: Date.now() - 29 * DAY });
    await insertJob('paused', {});

    const turns = await forget();
    const left = playground.knex('destinations_jobs').where({ subject: destination.id });
    expect(await left.orderBy('status').pluck('status')).toEqual(['finished', 'paused']);
    expect(turns).toBeGreaterThan(1);
  });

  it('statistics go with the history, but stay as long as they can be asked for', async () => {
    await publish('Counted');
    await forget({ fromNow: 30.5 * DAY });
    expect(await idsOf('destinations_statistics', 'hour')).toHaveLength(1);
    await forget({ fromNow: 32 * DAY });
    expect(await idsOf('destinations_statistics', 'hour')).toEqual([]);
  });
});

/** What is left of a destination after its deletion, and for how long. */
import { type Destination } from '../../contracts/destination';
import { createDatabase } from '../../server/src/database/database';
import { createPurgeTurn } from '../../server/src/operations/purge';
import { createDestination } from '../support/destinations';
import { type Playground, startPlayground } from '../support/playground';
import { type Receiver, startReceiver } from '../support/receiver';
import { claimedIds } from '../support/leases';
import { uuid } from '../support/uuid';

const MINUTE = 60_000;
const DAY = 86_400_000;
const HISTORY = ['deliveries', 'receipts', 'streaks', 'alerts', 'headers'].map(
  (name) => `destinations_${name}`
);

describe('a deleted destination', () => {
  let playground: Playground;
  let receiver: Receiver;

  beforeAll(async () => {
    playground = await startPlayground({ config: { purgeAfterDays: 7 } });
    receiver = await startReceiver();
  });

  afterAll(async () => {
    await receiver?.stop();
    await playground?.stop();
  });

  const create = (): Promise<Destination> =>
    createDestination(playground, {
      url: receiver.url,
      events: ['tag.*'],
      headers: { 'X-Token': ['a-secret-of-the-receiver'] },
    });

  /** Turns until there is nothing more to do at the moment, at a time from now. */
  async function purge(fromNow = 0): Promise<number> {
    const turn = createPurgeTurn({
      database: createDatabase(playground.strapi.db),
      clock: { now: () => Date.now() + fromNow },
    });
    let turns = 1;
    while ((await turn()) === 0) turns += 1;
    return turns;
  }

  const stateOf = async (id: string): Promise<string | undefined> => {
    const { body } = await playground.api.get<{ data: Destination[] }>(
      '/destinations?state=Deleting,Deleted&count=100'
    );
    return body.data.find((destination) => destination.id === id)?.state;
  };

  const rowsOf = async (table: string, id: string): Promise<number> => {
    const [{ count }] = await playground
      .knex(table)
      .where('destination_id', id)
      .count({ count: '*' });
    return Number(count);
  };

  const attemptsOf = async (deliveryIds: readonly string[]): Promise<number> => {
    const [{ count }] = await playground
      .knex('destinations_attempts')
      .whereIn('delivery_id', [...deliveryIds])
      .count({ count: '*' });
    return Number(count);
  };

  const deliveryIdsOf = async (id: string): Promise<string[]> => {
    const rows = await playground.knex('destinations_deliveries').where('destination_id', id);
    return rows.map((row: { id: string }) => row.id);
  };

  /** As a row of failures and an alert about it leave them behind. */
  async function addFailures(id: string): Promise<void> {
    const failure = { key: 'view', delivery_id: uuid(0), fault: 'outage' };
    await playground.knex('destinations_streaks').insert({ destination_id: id, ...failure });
    await playground
      .knex('destinations_alerts')
      .insert({ destination_id: id, type: 'delivery.failed', sent_at: Date.now() });
  }

  it('loses its history in the background, then its row; that of another one stays', async () => {
    const [doomed, bystander] = [await create(), await create()];
    await playground.documents('api::tag.tag').create({ data: { name: 'Told' } });
    await receiver.waitFor(2);
    await playground.untilQuiet();
    const deliveries = await deliveryIdsOf(doomed.id);
    const kept = await deliveryIdsOf(bystander.id);
    expect(deliveries).toHaveLength(1);
    for (const { id } of [doomed, bystander]) await addFailures(id);
    for (const table of HISTORY)
      expect([table, await rowsOf(table, doomed.id)]).toEqual([table, 1]);

    await playground.api.delete(`/destinations/${doomed.id}`);
    await purge();
    expect(await stateOf(doomed.id)).toBe('Deleting');
    for (const table of HISTORY)
      expect([table, await rowsOf(table, doomed.id)]).toEqual([table, 0]);
    expect(await attemptsOf(deliveries)).toBe(0);

    await purge(2 * MINUTE);
    expect(await stateOf(doomed.id)).toBe('Deleted');
    expect((await playground.api.get(`/destinations/${doomed.id}`)).status).toBe(404);

    await purge(7 * DAY - MINUTE);
    expect(await stateOf(doomed.id)).toBe('Deleted');
    await purge(7 * DAY + MINUTE);
    expect(await stateOf(doomed.id)).toBeUndefined();

    expect(await deliveryIdsOf(bystander.id)).toEqual(kept);
    expect(await attemptsOf(kept)).toBe(1);
    for (const table of HISTORY) {
      expect([table, await rowsOf(table, bystander.id)]).toEqual([table, 1]);
    }
    await playground.api.delete(`/destinations/${bystander.id}`);
  });

  it('keeps no secret', async () => {
    const { id } = await create();
    await playground.api.delete(`/destinations/${id}`);
    const rows = await playground.knex('destinations_destinations').where({ id });
    expect(rows).toHaveLength(1);
    expect(JSON.stringify(rows)).not.toContain('a-secret-of-the-receiver');
    expect(await rowsOf('destinations_secrets', id)).toBe(0);
  });

  it('a long history goes in short pages, and what is being sent stays until its lease is over', async () => {
    const { id } = await create();
    const delivery = (number: number, other: object) => ({
      id: uuid(number),
      destination_id: id,
      type: 'tag',
      origin_id: 'abc',
      locale: '',
      action: 'Deploy',
      version: 1,
      created_at: 1,
      ...other,
    });
    const insert = (rows: object[]) =>
      playground.knex.batchInsert('destinations_deliveries', rows, 50);
    await insert(Array.from({ length: 1_001 }, (_, n) => delivery(n, { status: 'delivered' })));
    const ends = [Date.now() + MINUTE, Date.now() - 2 * MINUTE];
    await insert(ends.map((_, n) => delivery(2_000 + n, { status: 'pending', due_at: 1 })));
    await playground.knex('destinations_leases').insert(
      ends.map((ends_at, n) => ({
        delivery_id: delivery(2_000 + n, {}).id,
        token: uuid(1),
        ends_at,
        claims: 1,
      }))
    );

    await playground
      .knex('destinations_destinations')
      .where({ id })
      .update({
        state: 'Deleting',
        updated_at: Date.now(),
        purge_at: Date.now() + DAY,
      });
    expect(await purge(2 * MINUTE)).toBe(3);
    expect(await deliveryIdsOf(id)).toEqual([delivery(2_000, {}).id]);
    expect(await claimedIds(playground.knex)).toEqual([delivery(2_000, {}).id]);
    expect(await stateOf(id)).toBe('Deleting');
  });
});

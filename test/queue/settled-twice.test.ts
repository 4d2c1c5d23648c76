/**
 * Settlements of what is not, or no longer, the worker's own: a commit whose answer is lost is made once more, and a
 * lease may be over. What was stored stays as it is.
 */
import { createDatabase } from '../../server/src/database/database';
import { createSettings } from '../../server/src/database/settings';
import { createRecordEndings } from '../../server/src/destinations/suspension-record';
import { createSettle, type Settle } from '../../server/src/queue/settle';
import { type Attempted } from '../../server/src/queue/settlement';
import { attempted, claimed } from '../dispatch/support/claimed';
import { type Playground, startPlayground } from '../support/playground';
import { uuid } from '../support/uuid';

const [FIRST, SECOND, DESTINATION, TOKEN, OTHER_TOKEN] = [1, 2, 3, 4, 5].map(uuid);

describe('a settlement', () => {
  let playground: Playground;
  let settle: Settle;

  beforeAll(async () => {
    playground = await startPlayground({ listen: false });
    const database = createDatabase(playground.strapi.db);
    const { raiseRevision } = createSettings(database);
    settle = createSettle(database, createRecordEndings({ database, raiseRevision }));
  });

  afterAll(() => playground?.stop());

  afterEach(async () => {
    for (const table of ['deliveries', 'leases', 'attempts', 'statistics', 'receipts']) {
      await playground.knex(`destinations_${table}`).delete();
    }
  });

  /** A delivery under a lease, and what its worker has to say. */
  async function leased(id: string, viewId: number, token: string): Promise<Attempted> {
    const delivery = claimed(id, { destinationId: DESTINATION, viewId, leaseToken: TOKEN });
    await playground.knex('destinations_deliveries').insert({
      id,
      destination_id: DESTINATION,
      view_id: viewId,
      type: 'tag',
      origin_id: 'abc',
      locale: '',
      action: 'Deploy',
      version: 1,
      due_at: 0,
      created_at: 0,
    });
    await playground
      .knex('destinations_leases')
      .insert({ delivery_id: id, token, ends_at: Date.now() + 60_000, claims: 1 });
    return { ...attempted(id), delivery };
  }

  const attempts = async (): Promise<[string, number][]> => {
    const rows: { delivery_id: string; number: number }[] = await playground
      .knex('destinations_attempts')
      .orderBy('id');
    return rows.map((row) => [row.delivery_id, Number(row.number)]);
  };

  const statuses = async (): Promise<string[]> =>
    playground.knex('destinations_deliveries').orderBy('id').pluck('status');

  it('that is made twice is in the history once; an attempt that came in too late is added', async () => {
    const settlement = await leased(FIRST, 1, TOKEN);
    await settle([settlement]);
    await settle([settlement]);
    expect(await attempts()).toEqual([[FIRST, 1]]);
    expect(await playground.knex('destinations_statistics')).toMatchObject([
      { attempts: 1, delivered: 1 },
    ]);

    await settle([{ ...settlement, attempt: { ...settlement.attempt, number: 2, startedAt: 5 } }]);
    expect(await attempts()).toEqual([
      [FIRST, 1],
      [FIRST, 2],
    ]);
  });

  it('changes nothing of a delivery that another has by now, and all of the others', async () => {
    const settlements = [await leased(FIRST, 1, OTHER_TOKEN), await leased(SECOND, 2, TOKEN)];
    await settle(settlements);
    expect(await statuses()).toEqual(['pending', 'delivered']);
    expect(await playground.knex('destinations_leases')).toMatchObject([
      { delivery_id: FIRST, token: OTHER_TOKEN },
    ]);
    expect(await playground.knex('destinations_receipts')).toMatchObject([
      { destination_id: DESTINATION },
    ]);
    expect(new Map(await attempts())).toEqual(
      new Map([
        [FIRST, 1],
        [SECOND, 1],
      ])
    );
  });
});

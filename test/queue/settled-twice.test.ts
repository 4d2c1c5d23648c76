/** A commit whose answer is lost: the settlement is made once more, and what was stored stays as it is. */
import { createDatabase } from '../../server/src/database/database';
import { createSettings } from '../../server/src/database/settings';
import { createRecordEndings } from '../../server/src/destinations/suspension-record';
import { createSettle } from '../../server/src/queue/settle';
import { attempted, claimed } from '../dispatch/support/claimed';
import { type Playground, startPlayground } from '../support/playground';
import { uuid } from '../support/uuid';

describe('a settlement that is made twice', () => {
  let playground: Playground;

  beforeAll(async () => {
    playground = await startPlayground({ listen: false });
  });

  afterAll(() => playground?.stop());

  it('is in the history once; an attempt that came in too late is added to it', async () => {
    const database = createDatabase(playground.strapi.db);
    const { raiseRevision } = createSettings(database);
    const settle = createSettle(database, createRecordEndings({ database, raiseRevision }));
    const knex = playground.strapi.db.connection;
    const [id, destinationId, leaseToken] = [1, 2, 3].map(uuid);
    const settlement = {
      ...attempted(id),
      delivery: claimed(id, { destinationId, leaseToken }),
    };
    await knex('destinations_deliveries').insert({
      id: settlement.delivery.id,
      destination_id: settlement.delivery.destinationId,
      view_id: settlement.delivery.viewId,
      type: 'tag',
      origin_id: 'abc',
      locale: '',
      action: 'Deploy',
      version: 1,
      due_at: 0,
      created_at: 0,
    });
    await knex('destinations_leases').insert({
      delivery_id: settlement.delivery.id,
      token: settlement.delivery.leaseToken,
      ends_at: Date.now() + 60_000,
      claims: 1,
    });
    const numbers = async (): Promise<number[]> => {
      const rows: { number: number }[] = await knex('destinations_attempts').orderBy('id');
      return rows.map(({ number }) => Number(number));
    };

    await settle([settlement]);
    await settle([settlement]);
    expect(await numbers()).toEqual([1]);
    expect(await knex('destinations_statistics')).toMatchObject([{ attempts: 1, delivered: 1 }]);

    await settle([{ ...settlement, attempt: { ...settlement.attempt, number: 2, startedAt: 5 } }]);
    expect(await numbers()).toEqual([1, 2]);
  });
});

/** Two instances settle failures of one destination at the same time: none is counted twice, none is forgotten. */
import { type Knex } from 'knex';

import { createDatabase } from '../../server/src/database/database';
import { createSettings } from '../../server/src/database/settings';
import { createRecordEndings } from '../../server/src/destinations/suspension-record';
import { type Ending } from '../../server/src/destinations/suspension-streak';
import { type Playground, startPlayground } from '../support/playground';
import { uuid } from '../support/uuid';

const DESTINATION = '11111111-1111-4111-8111-111111111111';

describe('failures that are settled at the same time', () => {
  let playground: Playground;

  beforeAll(async () => {
    playground = await startPlayground({ listen: false });
    await insertDestination(playground.strapi.db.connection);
  });

  afterAll(() => playground?.stop());

  it('are all counted, and suspend once', async () => {
    const database = createDatabase(playground.strapi.db);
    const { raiseRevision } = createSettings(database);
    const record = createRecordEndings({ database, raiseRevision });

    const settle = (batch: number) =>
      database.transaction((trx) =>
        record(
          Array.from({ length: 5 }, (_, number): Ending => {
            const index = batch * 5 + number;
            return {
              destinationId: DESTINATION,
              deliveryId: uuid(index),
              viewId: index,
              fault: 'outage',
            };
          }),
          trx
        )
      );
    const recorded = await Promise.all(Array.from({ length: 12 }, (_, batch) => settle(batch)));

    const suspensions = recorded.flatMap(({ changes }) => changes);
    expect(suspensions).toEqual([
      { kind: 'suspended', destinationId: DESTINATION, reason: 'failures', failures: 50 },
    ]);
    const remembered = await playground.strapi.db.connection('destinations_streaks');
    expect(remembered).toHaveLength(60);
  });
});

async function insertDestination(knex: Knex): Promise<void> {
  await knex('destinations_destinations').insert({
    id: DESTINATION,
    name: 'Shop',
    url: 'https://shop.example.com',
    headers: '{}',
    events: '[]',
    locales: '[]',
    follow_references: true,
    notify_every_change: true,
    skip_unchanged: true,
    coalesce: true,
    state: 'Active',
    failure_handling: '{"suspendAfter":50}',
    timeout_seconds: 10,
    concurrency: 10,
    payload_signature: true,
    payload_state: false,
    source: 'api',
    space: 'default',
    version: 1,
    created_at: 1,
    updated_at: 1,
  });
}

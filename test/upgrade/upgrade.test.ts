/** A database that a released version left is used as it is, with what had arrived, what failed and what waits. */
import { readdirSync } from 'node:fs';

import { type Delivery, type DeliveryWithAttempts } from '../../contracts/delivery';
import { type Destination } from '../../contracts/destination';
import { TABLES } from '../../server/src/database/tables';
import { chosenDatabase, createTestDatabase, type TestDatabase } from '../support/databases';
import { startPlayground } from '../support/playground';
import { type Receiver, startReceiver, told, verify } from '../support/receiver';
import { type Fixture, FIXTURES, readFixture } from './fixture';

const TAG = 'api::tag.tag';

describe.each(readdirSync(FIXTURES))('the tables of version %s', (version) => {
  let database: TestDatabase;
  let receiver: Receiver;
  const fixture = readFixture(version, chosenDatabase());
  const { destinationId, secret, tags } = fixture;

  beforeAll(async () => {
    database = await createTestDatabase();
    receiver = await startReceiver();
    await makeContent();
    await load(fixture);
  });

  afterAll(async () => {
    await receiver?.stop();
    await database?.drop();
  });

  it('keep destinations, secrets, history and receipts, and what waits is delivered', async () => {
    const before = await receipts();
    const playground = await startPlayground({ database, env: { DESTINATIONS_ENABLED: 'true' } });
    const { api } = playground;
    const list = await api.get<{ data: Destination[] }>('/destinations');
    const history = await api.get<{ data: Delivery[] }>(
      `/destinations/${destinationId}/deliveries`
    );
    const atFirst = await receipts();
    const [{ id: failedId }] = history.body.data.filter(({ status }) => status === 'failed');
    const failed = await api.get<{ data: DeliveryWithAttempts }>(
      `/destinations/${destinationId}/deliveries/${failedId}`
    );

    await api.patch(`/destinations/${destinationId}/unsuspend`, {});
    const [arrived] = await receiver.waitFor(1);
    await playground.untilQuiet();
    const resent = await api.post(`/destinations/${destinationId}/diverted/${failedId}/resend`);
    await receiver.waitFor(2);
    const { documentId: added } = await playground
      .documents(TAG)
      .create({ data: { name: 'Added' } });
    await receiver.waitFor(3);
    await playground.untilQuiet();
    await playground.stop();

    expect(list.body.data).toMatchObject([
      { id: destinationId, alias: 'shop', suspended: true, suspendedReason: 'manual' },
    ]);
    expect(
      Object.fromEntries(history.body.data.map(({ originId, status }) => [originId, status]))
    ).toEqual({
      [tags.delivered]: 'delivered',
      [tags.failed]: 'failed',
      [tags.waiting]: 'pending',
    });
    expect(failed.body.data.attempts[0].requestHeaders).toMatchObject({
      'X-Enterspeed-attempt': ['1'],
      'webhook-id': [failedId],
      'webhook-signature': [expect.stringMatching(/^v1,/)],
    });
    expect(atFirst).toEqual(before);
    expect(resent.status).toBe(202);
    expect(told(receiver.received)).toEqual(
      [tags.waiting, tags.failed, added].map((id) => `Deploy tag ${id}`)
    );
    for (const message of receiver.received) verify(secret, message);
    expect(arrived.headers).toMatchObject({ 'x-team': 'web', 'x-api-key': 'key-of-the-shop' });
  });

  async function receipts(): Promise<unknown[]> {
    const knex = database.connect();
    const rows = await knex(TABLES.receipts).orderBy('view_id');
    await knex.destroy();
    return rows;
  }

  /** What was published when the fixture was made; without the plugin, which would tell of it. */
  async function makeContent(): Promise<void> {
    const playground = await startPlayground({ database, env: { DESTINATIONS_ENABLED: 'false' } });
    for (const [name, documentId] of Object.entries(tags)) {
      await playground.strapi.db
        .query(TAG)
        .create({ data: { name, documentId, publishedAt: new Date() } });
    }
    await playground.stop();
  }

  async function load({ sql, migrations }: Fixture): Promise<void> {
    const knex = database.connect();
    for (const table of Object.values(TABLES)) await knex.schema.dropTableIfExists(table);
    await knex('strapi_migrations_internal').where('name', 'like', 'destinations::%').delete();
    await database.execute(sql);
    for (const name of migrations) {
      await knex('strapi_migrations_internal').insert({ name, time: new Date() });
    }
    await knex(TABLES.destinations).where({ id: destinationId }).update({ url: receiver.url });
    await knex.destroy();
  }
});

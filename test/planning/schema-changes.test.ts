/** View schemas change with the code of the app: what is gone is removed, what is new is known, nothing else is sent. */
import { randomUUID } from 'node:crypto';
import path from 'node:path';

import { type Knex } from 'knex';

import { type ReconcileCounts } from '../../contracts/job';
import { type DeliveredView } from '../../contracts/view';
import { createTestDatabase, type TestDatabase } from '../support/databases';
import { createDestination } from '../support/destinations';
import { eventually } from '../support/eventually';
import { type Playground, startPlayground } from '../support/playground';
import { type Receiver, startReceiver, told } from '../support/receiver';

describe('view schemas that change between two starts', () => {
  let database: TestDatabase;
  let receiver: Receiver;
  let playground: Playground;

  beforeAll(async () => {
    database = await createTestDatabase();
    receiver = await startReceiver();
  });

  afterAll(async () => {
    await receiver?.stop();
    await playground?.stop();
    await database?.drop();
  });

  async function startWith(
    views: string,
    meanwhile: (knex: Knex) => Promise<unknown> = async () => undefined
  ): Promise<void> {
    await playground?.stop();
    receiver.clear();
    const knex = database.connect();
    await meanwhile(knex).finally(() => knex.destroy());
    const file = path.join(__dirname, '../views/support/views', views);
    playground = await startPlayground({ database, env: { DESTINATIONS_VIEWS: file } });
    await eventually('the ledger in line with the schemas', async () => {
      const [{ count }] = await playground
        .knex('destinations_jobs')
        .where({ status: 'running' })
        .count({ count: '*' });
      return Number(count) === 0;
    });
    await playground.untilQuiet();
  }

  it('views of a schema that is gone are removed; one that looks different is sent when somebody asks', async () => {
    await startWith('magazine.cjs');
    const { id } = await createDestination(playground, {
      url: receiver.url,
      alias: 'newsroom',
      events: ['index-line.*'],
    });
    const { documentId } = await playground
      .documents('api::article.article')
      .create({ data: { title: 'Peaks', slug: 'peaks' }, locale: 'en', status: 'published' });
    await receiver.waitFor(2);
    await playground.untilQuiet();

    await startWith('magazine-later.cjs');
    await receiver.waitFor(1);
    await playground.untilQuiet();
    expect(told(receiver.received)).toEqual([`Remove index-line ${documentId}-en`]);

    const { body } = await playground.api.get<{ data: ReconcileCounts }>(
      `/destinations/${id}/reconcile`
    );
    expect(body.data).toMatchObject({ stale: 1, missing: 0 });
    receiver.clear();
    await playground.api.post(`/destinations/${id}/reconcile`);
    const [{ message }] = await receiver.waitFor(1);
    expect(message).toMatchObject({ action: 'Deploy', type: 'story' });
    const view = await playground.api.get<DeliveredView>(
      `/destinations/delivery${new URL(message.url).search}`
    );
    expect(view.body.data.view).toEqual({ headline: 'PEAKS' });

    await startWith('magazine-later.cjs');
    expect(told(receiver.received)).toEqual([]);
  });

  it('views of a schema that is back before they are all removed stay, and are made anew where they are gone', async () => {
    const { documentId } = await playground
      .documents('api::article.article')
      .create({ data: { title: 'Ridges', slug: 'ridges' }, locale: 'en', status: 'published' });
    await playground.untilQuiet();
    const originId = `${documentId}-en`;

    await startWith('magazine-later.cjs', async (knex) => {
      await knex('destinations_jobs').insert({
        id: randomUUID(),
        kind: 'retire',
        subject: 'story',
        params: '{}',
        status: 'running',
        total: 2,
        done: 1,
        due_at: 0,
        created_at: Date.now(),
      });
      await knex('destinations_views')
        .where({ type: 'story', origin_id: originId })
        .update({ live: false });
    });

    // Between the end of the job that removes them and the one that builds them there is none for a moment.
    await eventually('the views are there again', async () => {
      const gone = await playground
        .knex('destinations_views')
        .where({ type: 'story', live: false });
      return gone.length === 0;
    });
    await playground.untilQuiet();
    expect(told(receiver.received)).toEqual([]);
  });
});

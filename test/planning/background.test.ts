/** The ledger, redeploys and repairs: long work that goes on in the background. */
import { type JobProgress, type ReconcileCounts } from '../../contracts/job';
import { type ViewStatus } from '../../contracts/status';
import { createTestDatabase, type TestDatabase } from '../support/databases';
import { eventually } from '../support/eventually';
import { type Playground, startPlayground } from '../support/playground';
import { type Receiver, startReceiver, told } from '../support/receiver';

describe('long work in the background', () => {
  let database: TestDatabase;
  let playground: Playground;
  let receiver: Receiver;
  let id: string;

  beforeAll(async () => {
    database = await createTestDatabase();
    playground = await startPlayground({ database });
    receiver = await startReceiver();
    const { body } = await playground.api.post<{ data: { id: string } }>('/destinations', {
      url: receiver.url,
      events: ['author.*', 'tag.*'],
    });
    id = body.data.id;
  });

  afterAll(async () => {
    await receiver?.stop();
    await playground?.stop();
    await database?.drop();
  });

  const authors = () => playground.documents('api::author.author');
  const tags = () => playground.documents('api::tag.tag');

  async function untilFinished(job: JobProgress): Promise<JobProgress> {
    const finished = await eventually('the job finished', async () => {
      const { body } = await playground.api.get<{ data: JobProgress }>(
        `/destinations/${id}/redeploys/${job.id}`
      );
      return body.data.status === 'finished' ? body.data : null;
    });
    await playground.untilQuiet();
    return finished;
  }

  async function counts(): Promise<ReconcileCounts> {
    await playground.untilQuiet();
    const { body } = await playground.api.get<{ data: ReconcileCounts }>(
      `/destinations/${id}/reconcile`
    );
    return body.data;
  }

  async function publishAuthors(names: string[]): Promise<string[]> {
    const documentIds: string[] = [];
    for (const name of names) {
      const { documentId } = await authors().create({ data: { name }, status: 'published' });
      documentIds.push(documentId);
    }
    await playground.untilQuiet();
    return documentIds;
  }

  it('a redeploy sends every live view of the wanted types, with progress', async () => {
    const documentIds = await publishAuthors(['One', 'Two', 'Three']);
    await tags().create({ data: { name: 'Not asked for' } });
    await playground.untilQuiet();
    receiver.clear();

    const { status, body } = await playground.api.post<{ data: JobProgress }>(
      `/destinations/${id}/redeploy`,
      { types: ['author'] }
    );
    expect(status).toBe(202);
    expect(body.data).toMatchObject({ total: 3, done: 0, status: 'running' });
    expect(await untilFinished(body.data)).toMatchObject({ total: 3, done: 3 });
    expect(told(receiver.received).sort()).toEqual(
      documentIds.map((documentId) => `Deploy author ${documentId}`).sort()
    );
  });

  it('a publish that changes nothing is written down and not sent', async () => {
    const [documentId] = await publishAuthors(['Same']);
    receiver.clear();
    await authors().publish({ documentId });
    await playground.untilQuiet();

    expect(told(receiver.received)).toEqual([]);
    const { body } = await playground.api.get<{ data: { status: string; reason: string }[] }>(
      `/destinations/${id}/deliveries?originId=${documentId}&status=skipped`
    );
    expect(body.data).toMatchObject([{ status: 'skipped', reason: 'unchanged' }]);
  });

  it('reconcile finds and repairs what was written past the capture', async () => {
    const [changed, gone] = await publishAuthors(['Changed', 'Gone']);
    const before = await counts();
    expect(before).toMatchObject({ missing: 0, stale: 0, failed: 0 });
    receiver.clear();

    // As raw SQL or an import would do it: no lifecycle tells anybody.
    const live = (documentId: string) =>
      playground.knex('authors').where({ document_id: documentId }).whereNotNull('published_at');
    await live(changed).update({ name: 'Changed by SQL' });
    await live(gone).delete();
    const imported = { document_id: 'imported0000000000000000', name: 'Imported' };
    await playground.knex('authors').insert({ ...imported, published_at: await anyTime() });

    const { body } = await playground.api.post<{ data: JobProgress }>(
      `/destinations/${id}/reconcile`
    );
    expect(body).toMatchObject({ data: { status: 'running' } });
    await untilFinished(body.data);
    expect(told(receiver.received).sort()).toEqual(
      [
        `Deploy author ${changed}`,
        'Deploy author imported0000000000000000',
        `Remove author ${gone}`,
      ].sort()
    );
    expect(await counts()).toEqual({ ...before, inSync: before.inSync });
  });

  async function anyTime(): Promise<unknown> {
    const row = await playground.knex('authors').whereNotNull('published_at').first('published_at');
    return row.published_at;
  }

  it('what a destination no longer subscribes to is listed', async () => {
    const before = await counts();
    await playground.api.patch(`/destinations/${id}`, { removeEvents: ['tag.*'] });
    const after = await counts();
    expect(after.unsubscribed).toBeGreaterThan(0);
    expect(after.inSync + after.unsubscribed).toBe(before.inSync);
    await playground.api.patch(`/destinations/${id}`, { addEvents: ['tag.*'] });
  });

  it('status says what is live, and waits until it is', async () => {
    const { documentId } = await authors().create({ data: { name: 'Live?' }, status: 'published' });
    const query = `uid=api::author.author&documentId=${documentId}`;
    const { status, body } = await playground.api.get<{ data: ViewStatus[] }>(
      `/destinations/status?${query}&wait=delivered&timeout=10`
    );
    expect(status).toBe(200);
    expect(body.data).toMatchObject([
      {
        destination: { id },
        action: 'Deploy',
        version: 1,
        status: 'delivered',
        live: { version: 1 },
      },
    ]);
  });

  it('the ledger is built for content that was there before, and sends nothing', async () => {
    await playground.stop();
    const knex = database.connect();
    await knex('destinations_views').delete();
    await knex('destinations_references').delete();
    await knex('destinations_receipts').delete();
    await knex('destinations_settings').where('key', 'like', 'ledger.%').delete();
    const [{ live }] = await knex('authors').whereNotNull('published_at').count({ live: '*' });
    await knex.destroy();
    receiver.clear();

    playground = await startPlayground({ database });
    await eventually('the ledger is built', async () => {
      const [{ built }] = await playground
        .knex('destinations_views')
        .where({ type: 'author', live: true })
        .count({ built: '*' });
      return Number(built) === Number(live);
    });
    await playground.untilQuiet();
    expect(told(receiver.received)).toEqual([]);
    expect((await counts()).missing).toBeGreaterThan(0);
  });
});

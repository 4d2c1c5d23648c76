/** The ledger, redeploys and repairs: long work that goes on in the background. */
import { type JobProgress, type ReconcileCounts } from '../../contracts/job';
import { type ViewStatus } from '../../contracts/status';
import { type Destination } from '../../contracts/destination';
import { createDestination } from '../support/destinations';
import { createTestDatabase, type TestDatabase } from '../support/databases';
import { eventually } from '../support/eventually';
import { type Playground, startPlayground } from '../support/playground';
import { type Received, type Receiver, startReceiver, told } from '../support/receiver';

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

  describe('what a destination no longer subscribes to', () => {
    let narrowed: string;
    let bystander: Receiver;

    beforeAll(async () => {
      const { documentId } = await tags().create({ data: { name: 'Left behind' } });
      narrowed = documentId;
      bystander = await startReceiver();
      await createDestination(playground, { url: bystander.url, events: ['tag.*'] });
      await playground.untilQuiet();
    });

    afterAll(() => bystander?.stop());

    async function repair(input?: object): Promise<void> {
      const { status, body } = await playground.api.post<{ data: JobProgress }>(
        `/destinations/${id}/reconcile`,
        input
      );
      expect(status).toBe(202);
      const { total, done } = await untilFinished(body.data);
      expect(done).toBe(total);
    }

    const versionOf = ({ headers }: Received) => Number(headers['x-enterspeed-view-version']);

    it('stays there, unless its Remove is asked for', async () => {
      await playground.api.patch(`/destinations/${id}`, { removeEvents: ['tag.*'] });
      const before = await counts();
      receiver.clear();

      await repair();
      expect(told(receiver.received)).toEqual([]);
      expect(await counts()).toEqual(before);

      await repair({ removeUnsubscribed: true });
      expect(receiver.received).toHaveLength(before.unsubscribed);
      expect(told(receiver.received)).toContain(`Remove tag ${narrowed}`);
      expect(await counts()).toEqual({ ...before, unsubscribed: 0 });

      receiver.clear();
      await repair({ removeUnsubscribed: true });
      expect(told(receiver.received)).toEqual([]);
    });

    it('can be subscribed to again, in a version newer than the Remove', async () => {
      await repairAfter({ addEvents: ['tag.*'] });
      const [deployed] = receiver.received.filter(({ message }) => message.originId === narrowed);
      const { body } = await playground.api.get<{ data: { id: string }[] }>(
        `/destinations/${id}/deliveries?originId=${narrowed}&action=Remove`
      );
      const rows = await playground
        .knex('destinations_deliveries')
        .where({ id: body.data[0].id })
        .select('version');
      expect(deployed.message.action).toBe('Deploy');
      expect(versionOf(deployed)).toBeGreaterThan(Number(rows[0].version));
    });

    async function repairAfter(change: object): Promise<void> {
      await playground.api.patch(`/destinations/${id}`, change);
      receiver.clear();
      await repair();
    }

    it('concerns no other destination, which stays in sync', async () => {
      expect(bystander.received.filter(({ message }) => message.action === 'Remove')).toEqual([]);
      const { body } = await playground.api.get<{ data: Destination[] }>('/destinations?count=100');
      const other = body.data.find(({ url }) => url === bystander.url);
      const { body: compared } = await playground.api.get<{ data: ReconcileCounts }>(
        `/destinations/${other?.id}/reconcile`
      );
      expect(compared.data).toMatchObject({ stale: 0, failed: 0, pending: 0 });
    });

    it('refuses what is no answer to the question', async () => {
      const { status } = await playground.api.post(`/destinations/${id}/reconcile`, {
        removeUnsubscribed: 'yes',
      });
      expect(status).toBe(400);
    });
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

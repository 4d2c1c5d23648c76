/** A redeploy of thousands of views: its progress, its cancel in the middle, its way through a crash, and who overtakes it. */
import { type Knex } from 'knex';

import { type DestinationWithSecret } from '../../contracts/destination';
import { type JobProgress } from '../../contracts/job';
import { createTestDatabase, type TestDatabase } from '../support/databases';
import { createDestination, deleteDestinations } from '../support/destinations';
import { eventually } from '../support/eventually';
import { type Api, type Playground, startPlayground } from '../support/playground';
import { type Receiver, startReceiver } from '../support/receiver';
import { insertReferrers } from '../support/referrers';
import { startStrapiChild, type StrapiChild } from '../support/strapi-child';

const VIEWS = 6_000;
const TAG = 'api::tag.tag';
const NOBODY = { uid: TAG, documentId: 'nobody' };

describe('a redeploy of thousands of views', () => {
  let database: TestDatabase;
  let receiver: Receiver;
  let knex: Knex;
  let originIds: string[];

  beforeAll(async () => {
    database = await createTestDatabase();
    receiver = await startReceiver();
    knex = database.connect();
    await (await startPlayground({ database })).stop();
    originIds = await insertReferrers(knex, { count: VIEWS, to: NOBODY });
  });

  afterAll(async () => {
    await knex?.destroy();
    await receiver?.stop();
    await database?.drop();
  });

  beforeEach(() => {
    receiver.answer(200);
    receiver.clear();
  });

  const destination = (
    playground: Pick<Playground, 'api'>,
    overrides: object = {}
  ): Promise<DestinationWithSecret> =>
    createDestination(playground, { url: receiver.url, events: ['article.*'], ...overrides });

  async function begin(api: Api, id: string): Promise<JobProgress> {
    const { status, body } = await api.post<{ data: JobProgress }>(`/destinations/${id}/redeploy`, {
      types: ['article'],
    });
    expect([status, body.data.total]).toEqual([202, VIEWS]);
    return body.data;
  }

  async function jobOf(id: string): Promise<{ done: number; status: string }> {
    const job = await knex('destinations_jobs').where({ kind: 'redeploy', subject: id }).first();
    return { done: Number(job.done), status: job.status };
  }

  async function deliveriesOf(id: string): Promise<{ origin_id: string; status: string }[]> {
    return knex('destinations_deliveries').where({ destination_id: id });
  }

  describe('in one Strapi', () => {
    let playground: Playground;

    beforeAll(async () => {
      playground = await startPlayground({ database, config: { pollInterval: 0.1 } });
    });

    afterEach(() => deleteDestinations(playground));
    afterAll(() => playground?.stop());

    it('says how far it is, and stops where it is canceled', async () => {
      const { id } = await destination(playground);
      const job = await begin(playground.api, id);
      const address = `/destinations/${id}/redeploys/${job.id}`;
      const seen: number[] = [];
      await eventually('the first pages', async () => {
        const { body } = await playground.api.get<{ data: JobProgress }>(address);
        seen.push(body.data.done);
        return body.data.done > 0;
      });
      expect(seen).toEqual([...seen].sort((a, b) => a - b));

      const canceled = await playground.api.post<{ data: JobProgress }>(`${address}/cancel`);
      expect(canceled.status).toBe(202);
      const { status, done, total } = canceled.body.data;
      expect({ status, total }).toEqual({ status: 'canceled', total: VIEWS });
      expect(done).toBeLessThan(VIEWS);

      // What was queued before is sent, and not one more.
      await playground.untilQuiet();
      const { body } = await playground.api.get<{ data: JobProgress }>(address);
      expect(body.data).toMatchObject({ status: 'canceled', done });
      expect(await deliveriesOf(id)).toHaveLength(done);
      expect(receiver.received).toHaveLength(done);
      expect((await playground.api.post(`${address}/cancel`)).status).toBe(409);
    });

    it('stops where it is paused, and goes on from there', async () => {
      const { id } = await destination(playground);
      const job = await begin(playground.api, id);
      const address = `/destinations/${id}/redeploys/${job.id}`;
      const progress = async (): Promise<JobProgress> =>
        (await playground.api.get<{ data: JobProgress }>(address)).body.data;
      await eventually('the first page', async () => (await progress()).done > 0);

      const paused = await playground.api.post<{ data: JobProgress }>(`${address}/pause`);
      expect(paused.status).toBe(202);
      const { status, done } = paused.body.data;
      expect(status).toBe('paused');
      expect(done).toBeLessThan(VIEWS);
      expect((await playground.api.post(`${address}/pause`)).status).toBe(409);
      await playground.untilQuiet();
      expect(await progress()).toMatchObject({ status: 'paused', done });

      expect((await playground.api.post(`${address}/resume`)).status).toBe(202);
      expect((await playground.api.post(`${address}/resume`)).status).toBe(409);
      await eventually('all to be queued', async () => (await progress()).status === 'finished');
      expect(await deliveriesOf(id)).toHaveLength(VIEWS);
      await playground.api.post(`/destinations/${id}/deliveries/cancel`);
    });

    it('is overtaken by what an editor publishes', async () => {
      const { id } = await destination(playground, { events: ['article.*', 'tag.*'] });
      receiver.answer((_, response) => {
        setTimeout(() => response.writeHead(200).end(), 5);
      });
      await begin(playground.api, id);
      await receiver.waitFor(20);

      const { documentId } = await playground.documents(TAG).create({ data: { name: 'Urgent' } });
      await eventually('the message about it', () =>
        receiver.received.some(({ message }) => message.originId === documentId)
      );
      expect(receiver.received.length).toBeLessThan(VIEWS / 2);
      await playground.api.post(`/destinations/${id}/deliveries/cancel`);
    });
  });

  it('goes on after the process is killed, and queues each view once', async () => {
    const playground = await startPlayground({ database });
    const { id } = await destination(playground);
    // What it queues is counted, and need not be sent.
    await playground.api.patch(`/destinations/${id}/suspend`, {});
    await playground.stop();

    const before: number[] = [];
    for (const share of [0.1, 0.4]) {
      const child = await startStrapiChild(database);
      if (before.length === 0) {
        const params = [id, { types: ['article'] }];
        await child.write({ service: 'destinations', action: 'redeploy', params });
      }
      await untilDone(id, share);
      await kill(child);
      before.push((await jobOf(id)).done);
    }
    expect(before[0]).toBeLessThan(before[1]);
    expect(before[1]).toBeLessThan(VIEWS);

    const last = await startPlayground({ database });
    await untilDone(id, 1);
    await last.stop();
    const rows = await deliveriesOf(id);
    expect(rows.map(({ origin_id }) => origin_id).sort()).toEqual(originIds);
    expect(await jobOf(id)).toEqual({ done: VIEWS, status: 'finished' });
  }, 240_000);

  function untilDone(id: string, share: number): Promise<unknown> {
    return eventually(
      `${share} of the redeploy`,
      async () => {
        const { done, status } = await jobOf(id);
        return share < 1 ? done >= share * VIEWS : status === 'finished';
      },
      60_000
    );
  }

  async function kill(child: StrapiChild): Promise<void> {
    child.kill('SIGKILL');
    await child.exited;
    // What it had claimed waits for the end of its lease; the test does not.
    await knex('destinations_jobs').where({ status: 'running' }).update({ due_at: 0 });
  }
});

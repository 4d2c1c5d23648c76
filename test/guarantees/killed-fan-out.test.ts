/** A process that is killed while it tells thousands of views: the next one goes on where it was, and tells each once. */
import { type Knex } from 'knex';

import { createTestDatabase, type TestDatabase } from '../support/databases';
import { createDestination } from '../support/destinations';
import { eventually } from '../support/eventually';
import { startPlayground } from '../support/playground';
import { type Receiver, startReceiver } from '../support/receiver';
import { insertReferrers } from '../support/referrers';
import { startStrapiChild } from '../support/strapi-child';
import { endLeases } from '../support/leases';

const REFERRERS = 10_000;
/** Shares of the referrers that are told when the process is killed. */
const KILLED_AT = [0.05, 0.3, 0.55];
const TAG = 'api::tag.tag';

describe('a process that is killed in the middle of a fan-out', () => {
  let database: TestDatabase;
  let receiver: Receiver;
  let knex: Knex;

  beforeAll(async () => {
    database = await createTestDatabase();
    receiver = await startReceiver();
    knex = database.connect();
  });

  afterAll(async () => {
    await knex?.destroy();
    await receiver?.stop();
    await database?.drop();
  });

  it('leaves no view untold, and none is told twice', async () => {
    const { documentId, originIds } = await prepare();
    const killedAt: number[] = [];
    for (const share of KILLED_AT) {
      const child = await startStrapiChild(database);
      // The change itself is committed only once: later processes find what is left of it.
      if (killedAt.length === 0) {
        await child.write({
          uid: TAG,
          action: 'update',
          params: { documentId, data: { name: 'Changed' } },
        });
      }
      await eventually(
        `${share} of the referrers told`,
        async () => (await planned()) >= share * REFERRERS,
        60_000
      );
      child.kill('SIGKILL');
      await child.exited;
      killedAt.push(await planned());
      await endAllLeases();
    }
    // It was in the middle each time, and went on from there.
    expect(Math.max(...killedAt)).toBeLessThan(REFERRERS);
    expect([...new Set(killedAt)]).toEqual([...killedAt].sort((a, b) => a - b));

    const last = await startPlayground({ database });
    await eventually('everything delivered', async () => (await unfinished()) === 0, 120_000);
    await last.stop();

    const rows: { origin_id: string; status: string; version: string | number }[] = await knex(
      'destinations_deliveries'
    ).where({ type: 'article' });
    expect(rows.map(({ origin_id }) => origin_id).sort()).toEqual(originIds);
    expect(new Set(rows.map(({ status, version }) => `${status} ${version}`))).toEqual(
      new Set(['delivered 2'])
    );
    // A message that was on its way at a kill comes again, and then under the same id.
    const messages = receiver.received.filter(({ message }) => message.type === 'article');
    const idOf = new Map(messages.map((each) => [each.headers['webhook-id'], each.message]));
    expect(idOf.size).toBe(REFERRERS);
    expect([...idOf.values()].map(({ originId }) => originId).sort()).toEqual(originIds);
    expect(await knex('destinations_fanouts')).toEqual([]);
  }, 300_000);

  async function prepare(): Promise<{ documentId: string; originIds: string[] }> {
    const playground = await startPlayground({ database });
    const { documentId } = await playground.documents(TAG).create({ data: { name: 'Popular' } });
    await playground.untilQuiet();
    await createDestination(playground, { url: receiver.url, events: ['article.*'] });
    await playground.stop();
    const originIds = await insertReferrers(knex, {
      count: REFERRERS,
      to: { uid: TAG, documentId },
    });
    return { documentId, originIds };
  }

  async function planned(): Promise<number> {
    const [{ count }] = await knex('destinations_deliveries')
      .where({ type: 'article' })
      .count({ count: '*' });
    return Number(count);
  }

  async function unfinished(): Promise<number> {
    const [fanouts] = await knex('destinations_fanouts').whereNotNull('due_at').count({ n: '*' });
    const [deliveries] = await knex('destinations_deliveries')
      .where('status', 'pending')
      .count({ n: '*' });
    return Number(fanouts.n) + Number(deliveries.n);
  }

  /** What the killed process had claimed waits for the end of its lease; the test does not. */
  async function endAllLeases(): Promise<void> {
    await knex('destinations_changes').update({ due_at: 0 });
    await endLeases(knex);
  }
});

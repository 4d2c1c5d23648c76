/** The worst moment to be killed: the receiver has said 200, and nobody has written it down. */
import { createTestDatabase, type TestDatabase } from '../support/databases';
import { createDestination } from '../support/destinations';
import { startPlayground } from '../support/playground';
import { type Receiver, startReceiver } from '../support/receiver';
import { startStrapiChild } from '../support/strapi-child';
import { claimedIds, endLeases } from '../support/leases';

describe('a process that is killed between the 200 of the receiver and its note of it', () => {
  let database: TestDatabase;
  let receiver: Receiver;

  beforeAll(async () => {
    database = await createTestDatabase();
    receiver = await startReceiver();
  });

  afterAll(async () => {
    await receiver?.stop();
    await database?.drop();
  });

  it('sends the message once more, under the same id and as the same attempt', async () => {
    const playground = await startPlayground({ database });
    const { id } = await createDestination(playground, { url: receiver.url, events: ['tag.*'] });
    await playground.stop();

    const child = await startStrapiChild(database);
    const answered = new Promise<void>((resolve) => {
      receiver.answer((_, response) => {
        // Frozen first: it must not see the answer before it dies.
        child.kill('SIGSTOP');
        response.writeHead(200).end(resolve);
      });
    });
    void child
      .write({ uid: 'api::tag.tag', action: 'create', params: { data: { name: 'Told' } } })
      .catch(() => undefined);
    await answered;
    child.kill('SIGKILL');
    await child.exited;

    const knex = database.connect();
    const [claimed] = await knex('destinations_deliveries').where({ destination_id: id });
    expect(claimed).toMatchObject({ status: 'pending', attempt_count: 0 });
    expect(await claimedIds(knex)).toEqual([claimed.id]);
    // The lease is not waited for.
    await endLeases(knex);
    await knex.destroy();

    receiver.answer(200);
    const next = await startPlayground({ database });
    await receiver.waitFor(2);
    await next.untilQuiet();
    const [delivery] = await next.knex('destinations_deliveries');
    expect(delivery).toMatchObject({ status: 'delivered', attempt_count: 1 });
    expect(await claimedIds(next.knex)).toEqual([]);
    expect(await next.knex('destinations_attempts')).toHaveLength(1);
    await next.stop();

    const seen = receiver.received.map(({ headers }) => [
      headers['webhook-id'],
      headers['x-enterspeed-attempt'],
    ]);
    expect(seen).toEqual(Array(2).fill([delivery.id, '1']));
  });
});

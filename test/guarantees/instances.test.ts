/** Two Strapi processes on one database: each delivery is worked on by one; one that dies or freezes is replaced. */
import { type DestinationWithSecret } from '../../contracts/destination';
import { chosenDatabase, createTestDatabase, type TestDatabase } from '../support/databases';
import { eventually } from '../support/eventually';
import { startPlayground } from '../support/playground';
import { type Receiver, startReceiver } from '../support/receiver';
import { insertWaiting } from '../support/waiting';
import { startStrapiChild, type StrapiChild } from '../support/strapi-child';
import { claimedIds, endLeases } from '../support/leases';

const CONFIG = { pollInterval: 0.1 };
const TAG = 'api::tag.tag';

// SQLite is a file of one process: two Strapi instances on it are not supported by Strapi either.
const describeOnServers = chosenDatabase() === 'sqlite' ? describe.skip : describe;

describeOnServers('two instances', () => {
  let database: TestDatabase;
  let receiver: Receiver;
  let destinationId: string;
  let children: StrapiChild[];

  async function begin(others: object): Promise<void> {
    database = await createTestDatabase();
    receiver = await startReceiver();
    const playground = await startPlayground({ database, config: CONFIG });
    const { body } = await playground.api.post<{ data: DestinationWithSecret }>('/destinations', {
      url: receiver.url,
      events: ['tag.*'],
      ...others,
    });
    destinationId = body.data.id;
    await playground.stop();
    children = [];
  }

  afterEach(async () => {
    for (const child of children) {
      child.kill('SIGKILL');
      await child.exited;
    }
    await receiver?.stop();
    await database?.drop();
  });

  async function startChild(): Promise<StrapiChild> {
    const child = await startStrapiChild(database, { config: CONFIG });
    children.push(child);
    return child;
  }

  function publish(child: StrapiChild, name: string): Promise<unknown> {
    return child.write({ uid: TAG, action: 'create', params: { data: { name } } });
  }

  function change(child: StrapiChild, input: object): Promise<unknown> {
    const params = [destinationId, input];
    return child.write({ service: 'destinations', action: 'update', params });
  }

  async function withRows<T>(
    work: (knex: ReturnType<TestDatabase['connect']>) => Promise<T>
  ): Promise<T> {
    const knex = database.connect();
    try {
      return await work(knex);
    } finally {
      await knex.destroy();
    }
  }

  async function untilDelivered(count: number, timeoutMs = 30_000): Promise<void> {
    await withRows((knex) =>
      eventually(
        `${count} delivered`,
        async () => {
          const rows = await knex('destinations_deliveries').where({
            destination_id: destinationId,
            status: 'delivered',
          });
          return rows.length === count;
        },
        timeoutMs
      )
    );
  }

  /** What is published while a destination is inactive must be planned before it is active again. */
  const untilPlanned = (): Promise<true> =>
    withRows((knex) =>
      eventually(
        'no change left',
        async () => (await knex('destinations_changes').first('id')) === undefined,
        30_000
      )
    );

  function timesReceived(): Map<string, number> {
    const times = new Map<string, number>();
    for (const { headers } of receiver.received) {
      const id = String(headers['webhook-id']);
      times.set(id, (times.get(id) ?? 0) + 1);
    }
    return times;
  }

  it('send every delivery once', async () => {
    await begin({ concurrency: 5 });
    const [first, second] = [await startChild(), await startChild()];
    const count = 120;
    for (let number = 0; number < count; number += 2) {
      await Promise.all([publish(first, `A${number}`), publish(second, `B${number}`)]);
    }
    await untilDelivered(count);
    expect([...timesReceived().values()]).toEqual(Array(count).fill(1));
  }, 120_000);

  it('follow what is changed on one of them at their next claim', async () => {
    await begin({ concurrency: 5 });
    const [first, second] = [await startChild(), await startChild()];
    await publish(second, 'before');
    await untilDelivered(1);

    const moved = await startReceiver();
    await change(first, { url: moved.url });
    for (let number = 0; number < 10; number += 1) await publish(second, `moved ${number}`);
    await untilDelivered(11);
    expect([receiver.received.length, moved.received.length]).toEqual([1, 10]);

    await change(first, { enabled: false });
    for (let number = 0; number < 10; number += 1) await publish(second, `ignored ${number}`);
    await untilPlanned();
    await change(second, { enabled: true });
    await publish(first, 'after');
    await untilDelivered(12);
    expect([receiver.received.length, moved.received.length]).toEqual([1, 11]);
    await moved.stop();
  }, 120_000);

  it('one that is killed in mid-flight is replaced by the other when its lease ends', async () => {
    await begin({ concurrency: 3, timeoutSeconds: 60 });
    const first = await startChild();
    receiver.answer(() => undefined);
    for (const name of ['A', 'B', 'C']) await publish(first, name);
    await receiver.waitFor(3);
    const second = await startChild();
    first.kill('SIGKILL');
    await first.exited;

    receiver.answer(200);
    await publish(second, 'D');
    await untilDelivered(1);
    expect(receiver.received).toHaveLength(4);
    await withRows(endLeases);
    await untilDelivered(4);
    expect([...timesReceived().values()].sort()).toEqual([1, 2, 2, 2]);
  }, 120_000);

  it('one that is frozen beyond its lease sends nothing of what it had not begun', async () => {
    await begin({ concurrency: 1, timeoutSeconds: 1 });
    const frozen = await startChild();
    // Quick answers first, so that it claims ahead of what it has in flight.
    for (let number = 0; number < 20; number += 1) await publish(frozen, `warm ${number}`);
    await untilDelivered(20);
    receiver.clear();

    receiver.answer((_, response) => {
      if (receiver.received.length > 1) response.writeHead(200).end();
      else frozen.kill('SIGSTOP');
    });
    const waiting = 15;
    await withRows((knex) => insertWaiting(knex, waiting));
    await receiver.waitFor(1);
    const claimed = await withRows(claimedIds);
    expect(claimed.length).toBeGreaterThan(1);

    await startChild();
    // The lease is the timeout and 25 seconds; nobody moves it here, for the frozen one has to find it over.
    await untilDelivered(20 + waiting, 60_000);
    frozen.kill('SIGCONT');
    await publish(frozen, 'after');
    await untilDelivered(21 + waiting);
    const [begun, ...others] = [...timesReceived().values()];
    expect(begun).toBe(2);
    expect(others).toEqual(Array(waiting).fill(1));
  }, 180_000);

  it('one whose database connections are ended again and again goes on, and sends nothing without bound', async () => {
    await begin({ concurrency: 4 });
    const child = await startChild();
    await publish(child, 'first');
    await untilDelivered(1);
    receiver.answer((_, response) => {
      setTimeout(() => response.writeHead(200).end(), 10);
    });
    const waiting = 300;
    await withRows(async (knex) => {
      await insertWaiting(knex, waiting);
      for (let arrived = 50; arrived <= 250; arrived += 50) {
        await receiver.waitFor(arrived);
        await endConnections(knex);
        // What was claimed or sent when its connection ended waits for its lease; the test does not.
        await endLeases(knex);
      }
      await eventually('everything delivered', async () => {
        const rows = await knex('destinations_deliveries').where({ status: 'delivered' });
        return rows.length === waiting + 1;
      });
    });
    expect(child.process.exitCode).toBeNull();
    const times = timesReceived();
    expect(times.size).toBe(waiting + 1);
    expect(Math.max(...times.values())).toBeLessThanOrEqual(6);
    await publish(child, 'last');
    await untilDelivered(waiting + 2);
  }, 120_000);

  async function endConnections(knex: ReturnType<TestDatabase['connect']>): Promise<void> {
    if (database.name === 'postgres') {
      await knex.raw(
        'SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()'
      );
      return;
    }
    const [processes]: { id: number }[][] = await knex.raw(
      'SELECT ID AS id FROM information_schema.PROCESSLIST WHERE DB = DATABASE() AND ID <> CONNECTION_ID()'
    );
    for (const { id } of processes) await knex.raw('KILL CONNECTION ?', [id]);
  }
});

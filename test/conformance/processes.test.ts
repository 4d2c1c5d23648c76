/** Several processes on one database, with every engine: each delivery is made by one; one that dies loses nothing. */
import { createTestDatabase, type TestDatabase } from '../support/databases';
import { createDestination } from '../support/destinations';
import { eventually } from '../support/eventually';
import { startPlayground } from '../support/playground';
import { type Receiver, startReceiver } from '../support/receiver';
import { startStrapiChild, type StrapiChild } from '../support/strapi-child';
import { describeOnServers, ENGINES, type EngineUnderTest } from './engines';
import { endLeases } from '../support/leases';

const COUNT = 60;

describeOnServers('several processes', () => {
  describe.each(ENGINES)('with the engine $name', ({ start }) => {
    let engine: EngineUnderTest;
    let database: TestDatabase;
    let receiver: Receiver;
    let children: StrapiChild[] = [];

    beforeEach(async () => {
      engine = await start();
      database = await createTestDatabase();
      receiver = await startReceiver();
      children = [];
    });

    afterEach(async () => {
      for (const child of children) {
        child.kill('SIGKILL');
        await child.exited;
      }
      await receiver?.stop();
      await database?.drop();
      await engine?.stop();
    });

    async function begin(others: object): Promise<void> {
      const playground = await startPlayground({ database });
      await createDestination(playground, { url: receiver.url, events: ['tag.*'], ...others });
      await playground.stop();
      for (let number = 0; number < 2; number += 1) {
        const config = { pollInterval: 0.1, ...engine.config };
        children.push(await startStrapiChild(database, { config }));
      }
    }

    const publish = (child: StrapiChild, name: string): Promise<unknown> =>
      child.write({ uid: 'api::tag.tag', action: 'create', params: { data: { name } } });

    async function untilDelivered(count: number): Promise<void> {
      const knex = database.connect();
      try {
        await eventually(
          `${count} delivered`,
          async () => {
            const rows = await knex('destinations_deliveries').where({ status: 'delivered' });
            return rows.length === count;
          },
          90_000
        );
      } finally {
        await knex.destroy();
      }
    }

    async function skipLeases(): Promise<void> {
      const knex = database.connect();
      await endLeases(knex);
      await knex.destroy();
    }

    function timesReceived(): number[] {
      const times = new Map<string, number>();
      for (const { headers } of receiver.received) {
        const id = String(headers['webhook-id']);
        times.set(id, (times.get(id) ?? 0) + 1);
      }
      return [...times.values()].sort();
    }

    it('send every delivery once', async () => {
      await begin({ concurrency: 5 });
      const [first, second] = children;
      for (let number = 0; number < COUNT; number += 2) {
        await Promise.all([publish(first, `A${number}`), publish(second, `B${number}`)]);
      }
      await untilDelivered(COUNT);
      expect(timesReceived()).toEqual(Array(COUNT).fill(1));
    });

    it('one that is killed in mid-flight loses nothing, and only what it had begun is sent again', async () => {
      await begin({ concurrency: 3, timeoutSeconds: 60 });
      receiver.answer(() => undefined);
      for (let number = 0; number < 10; number += 1) await publish(children[0], `${number}`);
      await receiver.waitFor(3);
      for (const child of children) {
        child.kill('SIGKILL');
        await child.exited;
      }
      // Both may have begun up to three.
      const open = receiver.received.length;

      receiver.answer(200);
      const config = { pollInterval: 0.1, ...engine.config };
      children.push(await startStrapiChild(database, { config }));
      await skipLeases();
      await untilDelivered(10);
      expect(timesReceived()).toEqual([...Array(10 - open).fill(1), ...Array(open).fill(2)]);
    });
  });
});

/** SQLite has one connection: planning holds it for as little as possible, and never while code of the app runs. */
import path from 'node:path';

import { chosenDatabase } from '../support/databases';
import { createDestination } from '../support/destinations';
import { type Playground, startPlayground } from '../support/playground';
import { type Receiver, startReceiver } from '../support/receiver';

const ARTICLE = 'api::article.article';
const TAG = 'api::tag.tag';
/** Claimed under a lease, which is a transaction of its own. */
const LEASE = /^update `destinations_changes` set `lease_token`/;

const describeOnSqlite = chosenDatabase() === 'sqlite' ? describe : describe.skip;

describeOnSqlite('planning on SQLite', () => {
  let playground: Playground;
  let receiver: Receiver;

  beforeAll(async () => {
    playground = await startPlayground({
      env: { DESTINATIONS_VIEWS: path.join(__dirname, '../views/support/views/patient.cjs') },
    });
    receiver = await startReceiver();
    await createDestination(playground, {
      url: receiver.url,
      events: ['article.*', 'tag.*', 'patient.*'],
    });
    await playground.untilQuiet();
  });

  afterEach(() => {
    Reflect.deleteProperty(globalThis, 'beforePatientView');
    receiver.clear();
  });

  afterAll(async () => {
    await receiver?.stop();
    await playground?.stop();
  });

  /** How many batches were planned under a lease. */
  async function leasesDuring(write: () => Promise<unknown>, messages: number): Promise<number> {
    const { connection } = playground.strapi.db;
    let leases = 0;
    const listen = ({ sql }: { sql: string }): void => {
      if (LEASE.test(sql)) leases += 1;
    };
    connection.on('query', listen);
    try {
      await write();
      await receiver.waitFor(messages);
      await playground.untilQuiet();
    } finally {
      connection.removeListener('query', listen);
    }
    return leases;
  }

  const publish = (title: string): Promise<unknown> =>
    playground.documents(ARTICLE).create({ data: { title }, locale: 'en', status: 'published' });

  it('a change of a default view needs no lease', async () => {
    await expect(leasesDuring(() => publish('At once'), 1)).resolves.toBe(0);
  });

  it('many changes of one transaction are planned under a lease', async () => {
    const write = (): Promise<unknown> =>
      playground.strapi.db.transaction(async () => {
        for (let number = 0; number < 8; number += 1) await publish(`Many ${number}`);
      });
    await expect(leasesDuring(write, 8)).resolves.toBe(1);
  });

  it('everybody else can use the database while code of the app runs', async () => {
    let answers: object[] | null = null;
    Object.assign(globalThis, {
      beforePatientView: async () => {
        answers = await playground.strapi.db.connection('tags').select('id');
      },
    });
    const write = (): Promise<unknown> =>
      playground.documents(TAG).create({ data: { name: 'Patient' } });
    await expect(leasesDuring(write, 2)).resolves.toBe(1);
    expect(answers).toHaveLength(1);
  });
});

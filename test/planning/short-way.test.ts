/** What is published in a quiet system is claimed in the transaction that makes it, and nobody looks for it in the queue. */
import { createDestination } from '../support/destinations';
import { type Playground, startPlayground } from '../support/playground';
import { type Receiver, startReceiver } from '../support/receiver';

const ARTICLE = 'api::article.article';

interface Statement {
  sql: string;
  __knexTxId?: string;
}

describe('what is published', () => {
  let playground: Playground;
  let receiver: Receiver;
  let statements: Statement[] = [];

  beforeAll(async () => {
    // Only what is under test looks for deliveries.
    playground = await startPlayground({ config: { pollInterval: 60 } });
    receiver = await startReceiver();
    playground.strapi.db.connection.on('query', (statement: Statement) => {
      statements.push(statement);
    });
  });

  afterEach(() => receiver.clear());

  afterAll(async () => {
    await receiver?.stop();
    await playground?.stop();
  });

  const transactionsOf = (pattern: RegExp): (string | undefined)[] =>
    statements.filter(({ sql }) => pattern.test(sql)).map(({ __knexTxId }) => __knexTxId);

  const publish = (title: string): Promise<{ documentId: string }> =>
    playground.documents(ARTICLE).create({ data: { title }, locale: 'en', status: 'published' });

  /** Until the destination is known to everybody who has to know it, the long way is right. */
  async function warmUp(): Promise<void> {
    await publish('First');
    await receiver.waitFor(1);
    await playground.untilQuiet();
    receiver.clear();
    statements = [];
  }

  it('is claimed as it is made', async () => {
    await createDestination(playground, { url: receiver.url, events: ['article.*'] });
    await warmUp();
    await publish('At once');
    await receiver.waitFor(1);
    await playground.untilQuiet();

    const [made, ...others] = transactionsOf(/insert into .*destinations_deliveries/);
    expect(others).toEqual([]);
    expect(made).toBeDefined();
    expect(transactionsOf(/insert .*into .*destinations_leases/)).toEqual([made]);
  });

  it('waits in the queue where a rate limit decides', async () => {
    await createDestination(playground, {
      url: receiver.url,
      events: ['article.*'],
      rateLimit: { max: 100, perSeconds: 1 },
    });
    receiver.clear();
    await publish('To two');
    await receiver.waitFor(2);
    await playground.untilQuiet();
    statements = [];
    receiver.clear();
    await publish('To two again');
    await receiver.waitFor(2);
    await playground.untilQuiet();
    const made = transactionsOf(/insert into .*destinations_deliveries/);
    const claims = transactionsOf(/insert .*into .*destinations_leases/);
    expect(made).toHaveLength(1);
    expect(claims).toHaveLength(2);
    expect(claims.filter((transaction) => transaction === made[0])).toHaveLength(1);
  });
});

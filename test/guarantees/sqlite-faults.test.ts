/** SQLite that cannot be written any more, read-only or full, while deliveries are under way. */
import { removeDestinations, type Scene, startScene } from '../failures/support/scene';
import { chosenDatabase } from '../support/databases';
import { eventually } from '../support/eventually';
import { type Receiver } from '../support/receiver';

const SOON = { retry: { pattern: 'linear', intervalSeconds: 1, maxAttempts: 5 } } as const;
const UNLIMITED_PAGES = 1_073_741_823;

const describeOnSqlite = chosenDatabase() === 'sqlite' ? describe : describe.skip;

describeOnSqlite('a database that cannot be written', () => {
  let scene: Scene;
  let receiver: Receiver;
  /** Answers the requests that are under way. */
  let answers: ((status: number, body?: string) => void)[];
  let log: jest.SpyInstance;

  beforeAll(async () => {
    scene = await startScene();
  });

  beforeEach(async () => {
    answers = [];
    receiver = await scene.receiver((_, response) => {
      answers.push((status, body) => response.writeHead(status).end(body));
    });
    log = jest.spyOn(scene.playground.strapi.log, 'error').mockImplementation();
  });

  afterEach(async () => {
    log.mockRestore();
    await removeDestinations(scene);
  });
  afterAll(() => scene?.stop());

  const knex = () => scene.playground.strapi.db.connection;
  const pragma = (text: string): Promise<unknown> => knex().raw(`PRAGMA ${text}`);

  function answerAll(status: number, body?: string): void {
    for (const answer of answers.splice(0)) answer(status, body);
  }

  /** Counts statements that begin like this. */
  function countStatements(beginning: string): { count(): number; stop(): void } {
    let count = 0;
    const listen = ({ sql }: { sql: string }): void => {
      if (sql.startsWith(beginning)) count += 1;
    };
    knex().on('query', listen);
    return { count: () => count, stop: () => void knex().removeListener('query', listen) };
  }

  function timesReceived(): number[] {
    const times = new Map<string, number>();
    for (const { headers } of receiver.received) {
      const id = String(headers['webhook-id']);
      times.set(id, (times.get(id) ?? 0) + 1);
    }
    return [...times.values()];
  }

  it('because it is read-only: what is under way is stored later, and nothing new is sent', async () => {
    const { id } = await scene.destination(receiver, {}, { concurrency: 2 });
    for (let number = 0; number < 6; number += 1) await scene.publish();
    await receiver.waitFor(2);

    await pragma('query_only = ON');
    const settlements = countStatements('insert into `destinations_headers`');
    answerAll(200);
    await eventually('several tries to store the outcomes', () => settlements.count() > 6);
    settlements.stop();
    expect(receiver.received).toHaveLength(2);
    await expect(scene.publish().catch((error: Error) => error.message)).resolves.toMatch(
      /readonly/
    );

    await pragma('query_only = OFF');
    receiver.answer(200);
    await scene.untilStatuses(id, Array(6).fill('delivered'));
    expect(timesReceived()).toEqual(Array(6).fill(1));
    expect(log).toHaveBeenCalledWith(
      expect.stringMatching(/cannot be stored, nothing new is sent until it can/)
    );

    await scene.publish();
    await scene.untilStatuses(id, Array(7).fill('delivered'));
  });

  it('when deliveries become due: none is sent before it can be written down', async () => {
    receiver.answer(500);
    const { id } = await scene.destination(receiver, SOON);
    for (let number = 0; number < 3; number += 1) await scene.publish();
    await receiver.waitFor(3);
    const waiting = await scene.untilStatuses(id, Array(3).fill('pending'));

    await pragma('query_only = ON');
    const claims = countStatements('insert into `destinations_leases`');
    const lastDue = Math.max(...waiting.map(({ dueAt }) => dueAt ?? 0));
    await eventually('all are due', () => Date.now() > lastDue);
    const before = claims.count();
    await eventually('several tries to claim', () => claims.count() >= before + 2);
    claims.stop();
    expect(receiver.received).toHaveLength(3);

    receiver.answer(200);
    await pragma('query_only = OFF');
    await scene.untilStatuses(id, Array(3).fill('delivered'));
    expect(timesReceived()).toEqual([2, 2, 2]);
    expect((await scene.deliveries(id)).map(({ attemptCount }) => attemptCount)).toEqual([2, 2, 2]);
  });

  it('because it is full: nothing is lost, and every request is written down before others are made', async () => {
    const body = 'x'.repeat(20_000);
    receiver.answer((_, response) => response.writeHead(500).end(body));
    const everySecond = { pattern: 'schedule' as const, schedule: ['1s'], maxAttempts: 20 };
    const { id } = await scene.destination(receiver, { retry: everySecond }, { concurrency: 2 });
    for (let number = 0; number < 6; number += 1) await scene.publish();

    await fill();
    // The last room on pages that are begun is used up for outcomes without the answers of the receiver.
    const settlements = countStatements('select `id`, `token`');
    let written = -1;
    let tries = 0;
    await eventually('outcomes that find no room at all', async () => {
      const now = await attemptsOf(id);
      if (now !== written) tries = settlements.count();
      written = now;
      return settlements.count() > tries + 6;
    });
    settlements.stop();
    expect(receiver.received.length).toBeGreaterThan(written);
    expect(receiver.received.length).toBeLessThanOrEqual(written + 6);

    await empty();
    receiver.answer(200);
    await scene.untilStatuses(id, Array(6).fill('delivered'));
    expect(await attemptsOf(id)).toBe(receiver.received.length);

    await scene.publish();
    await scene.untilStatuses(id, Array(7).fill('delivered'));
  });

  async function attemptsOf(destinationId: string): Promise<number> {
    const rows = await scene.deliveries(destinationId);
    const [{ count }] = await knex()('destinations_attempts')
      .whereIn(
        'delivery_id',
        rows.map(({ id }) => id)
      )
      .count({ count: '*' });
    return Number(count);
  }

  /** No page is left, nor room for a row on those that are begun. */
  async function fill(): Promise<void> {
    await knex().schema.createTable('filler', (table) => void table.text('text'));
    const [{ page_count }]: { page_count: number }[] = await knex().raw('PRAGMA page_count');
    await pragma(`max_page_count = ${page_count}`);
    for (const text of ['x'.repeat(3_000), 'x']) {
      let isFull = false;
      while (!isFull) {
        isFull = await knex()('filler')
          .insert({ text })
          .then(
            () => false,
            () => true
          );
      }
    }
  }

  async function empty(): Promise<void> {
    await pragma(`max_page_count = ${UNLIMITED_PAGES}`);
    await knex().schema.dropTable('filler');
  }
});

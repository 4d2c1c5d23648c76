/**
 * The database goes away under a Strapi that is sending and whose editors are writing, and comes back: nothing is
 * lost, the order of each view holds, every request is written down, and the process goes on.
 */
import { type Knex } from 'knex';

import { chosenDatabase, createTestDatabase, type TestDatabase } from '../support/databases';
import { createDestination } from '../support/destinations';
import { eventually } from '../support/eventually';
import { startPlayground } from '../support/playground';
import { type Receiver, startReceiver } from '../support/receiver';
import { insertWaiting } from '../support/waiting';
import { startStrapiChild, type StrapiChild } from '../support/strapi-child';
import { startTcpProxy, type TcpProxy } from '../support/tcp-proxy';

const AUTHOR = 'api::author.author';
const ENTRIES = 20;
const EDITORS = 4;
/** Longer than any pause of the loops. */
const LONG_MS = 12_000;
/** As a restart of a server that has little to do. */
const SHORT_MS = 1_500;
/** A short lease, for what was claimed when the connection ended waits for its end. */
const DESTINATION = { events: ['author.*'], concurrency: 3, timeoutSeconds: 1 };

const describeOnServers = chosenDatabase() === 'sqlite' ? describe.skip : describe;

describeOnServers('a database that goes away', () => {
  let database: TestDatabase;
  let proxy: TcpProxy;
  let receiver: Receiver;
  let knex: Knex;
  let child: StrapiChild;
  let documentIds: string[];

  beforeAll(async () => {
    database = await createTestDatabase();
    receiver = await startReceiver((_, response) => {
      setTimeout(() => response.writeHead(200).end(), 20);
    });
    knex = database.connect();
    proxy = await startTcpProxy(Number(database.env.DATABASE_PORT));
    documentIds = await createDrafts();
  });

  afterEach(async () => {
    child?.kill('SIGKILL');
    await child?.exited;
    receiver.clear();
  });

  afterAll(async () => {
    await proxy?.stop();
    await knex?.destroy();
    await receiver?.stop();
    await database?.drop();
  });

  async function createDrafts(): Promise<string[]> {
    const playground = await startPlayground({ database });
    await createDestination(playground, { url: receiver.url, ...DESTINATION });
    const ids: string[] = [];
    for (let number = 0; number < ENTRIES; number += 1) {
      const { documentId } = await playground
        .documents(AUTHOR)
        .create({ data: { name: `Author ${number}` } });
      ids.push(documentId);
    }
    await playground.stop();
    return ids;
  }

  async function startChild(env: Record<string, string> = {}): Promise<void> {
    child = await startStrapiChild(database, {
      config: { pollInterval: 0.1 },
      env: { DATABASE_PORT: String(proxy.port), ...env },
    });
  }

  it('for a long time, while deliveries are under way: they go on where they were', async () => {
    await startChild();
    await child.write({ uid: AUTHOR, action: 'publish', params: { documentId: documentIds[0] } });
    await receiver.waitFor(1);
    await eventually('the first delivered', isQuiet);
    const waiting = 400;
    await insertWaiting(knex, waiting);
    await receiver.waitFor(50);
    await proxy.cut();
    const sentWhenCut = receiver.received.length;
    await away(LONG_MS);
    // What was claimed a moment before is sent, and its outcome kept in memory.
    expect(receiver.received.length).toBeLessThanOrEqual(sentWhenCut + 200);
    expect(receiver.received.length).toBeLessThan(waiting);
    await proxy.restore();

    await eventually('everything delivered', isQuiet, 60_000);
    expect(child.process.exitCode).toBeNull();
    expect(receiver.received).toHaveLength(waiting + 1);
    await expectAttempts();
  }, 180_000);

  it('while editors write: nothing is lost, every request is written down, everything goes on', async () => {
    await startChild({ SURVIVE_REJECTIONS: 'true' });
    const editors = startEditors();
    for (const outage of [LONG_MS, SHORT_MS]) await goAway(outage, editors);
    await editors.stop();
    await untilDelivered();

    expect(child.process.exitCode).toBeNull();
    await expectInStep();
    expectOrder();
    await expectAttempts();
  }, 240_000);

  it('and ends the process, which is started again: nothing is lost', async () => {
    await startChild();
    const supervisor = new AbortController();
    const supervised = supervise(supervisor.signal);
    const editors = startEditors();
    for (const outage of [SHORT_MS, SHORT_MS, SHORT_MS]) {
      await goAway(outage, editors);
      child.kill('SIGKILL');
    }
    await eventually('an editor who can write', editors.canWrite, 60_000);
    await editors.stop();
    await untilDelivered();
    supervisor.abort();
    await supervised;

    await expectInStep();
    expectOrder();
  }, 300_000);

  /** Starts Strapi again whenever it ended; a boot that fails because there is no database is repeated. */
  async function supervise(signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      await eventually(
        'an end of Strapi',
        () =>
          signal.aborted || child.process.exitCode !== null || child.process.signalCode !== null,
        240_000
      );
      if (!signal.aborted) await startChild().catch(() => undefined);
    }
  }

  type Editors = ReturnType<typeof startEditors>;

  async function goAway(ms: number, editors: Editors): Promise<void> {
    const before = receiver.received.length;
    await eventually('messages', () => receiver.received.length > before + 10, 90_000);
    await proxy.cut();
    await eventually('editors who cannot write', () => !editors.canWrite());
    await away(ms);
    await proxy.restore();
  }

  async function untilDelivered(): Promise<void> {
    // What a planner had claimed waits for the end of its lease; the test does not.
    await knex('destinations_changes').update({ due_at: 0 });
    await eventually('everything planned and delivered', isQuiet, 90_000);
  }

  /** Editors who publish and unpublish, one write after the other each, and go on when a write is refused. */
  function startEditors() {
    let isStopping = false;
    let lastSucceeded = true;
    const edit = async (editor: number): Promise<void> => {
      for (let turn = 0; !isStopping; turn += 1) {
        const documentId = documentIds[(turn * EDITORS + editor) % ENTRIES];
        const action = turn % 5 === 4 ? 'unpublish' : 'publish';
        const change = { documentId, data: { bio: `${editor} ${turn}` } };
        lastSucceeded = await child
          .write({ uid: AUTHOR, action: 'update', params: change })
          .then(() => child.write({ uid: AUTHOR, action, params: { documentId } }))
          .then(
            () => true,
            () => false
          );
        // A refusal may come at once.
        if (!lastSucceeded) await away(20);
      }
    };
    const running = Array.from({ length: EDITORS }, (_, editor) => edit(editor));
    return {
      canWrite: () => lastSucceeded,
      async stop() {
        isStopping = true;
        await Promise.all(running);
      },
    };
  }

  /** The length of an outage is what is tested. */
  const away = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

  async function isQuiet(): Promise<boolean> {
    const [changes] = await knex('destinations_changes').count({ n: '*' });
    const [deliveries] = await knex('destinations_deliveries')
      .where('status', 'pending')
      .count({ n: '*' });
    return Number(changes.n) + Number(deliveries.n) === 0;
  }

  /** The receiver's picture, by version, is what is live. */
  async function expectInStep(): Promise<void> {
    const live = await knex('authors').whereNotNull('published_at').select('document_id', 'bio');
    const liveIds = new Set(live.map(({ document_id }) => document_id));
    const receipts = await knex('destinations_receipts as r')
      .join('destinations_views as v', 'v.id', 'r.view_id')
      .select('v.origin_id', 'r.action', 'r.version', 'v.changed_version', 'v.live');
    for (const { origin_id, action, version, changed_version } of receipts) {
      expect([origin_id, action]).toEqual([
        origin_id,
        liveIds.has(origin_id) ? 'Deploy' : 'Remove',
      ]);
      expect(Number(version)).toBeGreaterThanOrEqual(Number(changed_version));
    }
    for (const documentId of liveIds) {
      expect(receipts.map(({ origin_id }) => origin_id)).toContain(documentId);
    }
    const failed = await knex('destinations_deliveries').where({ status: 'failed' });
    expect(failed).toEqual([]);
  }

  /** An older version of a view never begins after a newer one. */
  function expectOrder(): void {
    const latest = new Map<string, number>();
    for (const { message, headers } of receiver.received) {
      const version = Number(headers['x-enterspeed-view-version']);
      expect([message.originId, version >= (latest.get(message.originId) ?? 0)]).toEqual([
        message.originId,
        true,
      ]);
      latest.set(message.originId, version);
    }
  }

  /** One attempt for each request: outcomes wait in memory until they can be written. */
  async function expectAttempts(): Promise<void> {
    const ids = receiver.received.map(({ headers }) => String(headers['webhook-id']));
    const rows = await knex('destinations_attempts')
      .whereIn('delivery_id', [...new Set(ids)])
      .select('delivery_id');
    expect(rows.map(({ delivery_id }) => delivery_id).sort()).toEqual([...ids].sort());
  }
});

/** Never lost, never early: whatever the moment at which the process is killed. */
import { type DestinationWithSecret } from '../../contracts/destination';
import { createTestDatabase, type TestDatabase } from '../support/databases';
import { startPlayground } from '../support/playground';
import { createRandom } from '../support/random';
import { type Receiver, startReceiver } from '../support/receiver';
import { startStrapiChild, type StrapiChild } from '../support/strapi-child';
import { endLeases } from '../support/leases';

const PUBLISHES = 200;
const KILLS = 8;
const ENTRIES = 40;

describe('a process that is killed at any moment', () => {
  let database: TestDatabase;
  let receiver: Receiver;
  const random = createRandom(20_260_101);

  beforeAll(async () => {
    database = await createTestDatabase();
    receiver = await startReceiver();
    const playground = await startPlayground({ database });
    await playground.api.post<{ data: DestinationWithSecret }>('/destinations', {
      url: receiver.url,
      events: ['author.*'],
    });
    await playground.stop();
  });

  afterAll(async () => {
    await receiver?.stop();
    await database?.drop();
  });

  it('loses no committed change and sends nothing of what was rolled back', async () => {
    const documentIds = await createDrafts();
    const killAt = new Set(
      Array.from({ length: KILLS }, (_, number) => Math.floor(((number + 0.5) * PUBLISHES) / KILLS))
    );
    let child = await startStrapiChild(database);

    for (let number = 0; number < PUBLISHES; number += 1) {
      const documentId = documentIds[random.below(ENTRIES)];
      const step = publishOrUnpublish(child, documentId);
      if (killAt.has(number)) {
        // Somewhere inside the write, its planning or its delivery.
        setTimeout(() => child.kill('SIGKILL'), random.below(25));
        await step.catch(() => undefined);
        await child.exited;
        child = await startStrapiChild(database);
      } else {
        await step;
      }
    }
    child.kill('SIGKILL');
    await child.exited;

    const knex = database.connect();
    // What the killed processes had claimed waits for the end of its lease; the test does not.
    await knex('destinations_changes').update({ due_at: 0 });
    await endLeases(knex);
    await knex.destroy();

    const last = await startPlayground({ database });
    await last.untilQuiet();
    const rows = await last.strapi.db.query('api::author.author').findMany({
      select: ['documentId'],
      where: { publishedAt: { $notNull: true } },
    });
    const live = new Set(rows.map(({ documentId }) => documentId));
    const versions = await last
      .knex('destinations_views')
      .select('origin_id', 'version', 'changed_version');
    const ghosts = await last.strapi.db
      .query('api::author.author')
      .count({ where: { name: 'Ghost' } });
    await last.stop();

    const latest = latestByOrigin(receiver);
    for (const documentId of documentIds) {
      expect([documentId, latest.get(documentId)?.action ?? 'nothing']).toEqual([
        documentId,
        live.has(documentId) ? 'Deploy' : latest.has(documentId) ? 'Remove' : 'nothing',
      ]);
    }
    // A version that changed nothing is written down and not sent.
    for (const { origin_id, version, changed_version } of versions) {
      const arrived = latest.get(origin_id)?.version ?? 0;
      expect([origin_id, arrived >= Number(changed_version), arrived <= Number(version)]).toEqual([
        origin_id,
        true,
        true,
      ]);
    }
    expect(ghosts).toBe(0);
    const strangers = [...latest.keys()].filter((originId) => !documentIds.includes(originId));
    expect(strangers).toEqual([]);
  }, 300_000);

  async function createDrafts(): Promise<string[]> {
    const playground = await startPlayground({ database });
    const documentIds: string[] = [];
    for (let number = 0; number < ENTRIES; number += 1) {
      const { documentId } = await playground
        .documents('api::author.author')
        .create({ data: { name: `Author ${number}` } });
      documentIds.push(documentId);
    }
    await playground.stop();
    return documentIds;
  }

  async function publishOrUnpublish(child: StrapiChild, documentId: string): Promise<void> {
    const uid = 'api::author.author';
    const dice = random.below(100);
    if (dice < 10) {
      const params = { data: { name: 'Ghost' }, status: 'published' };
      await child.write({ uid, action: 'rolledBackCreate', params });
    }
    const action = dice < 80 ? 'publish' : 'unpublish';
    await child.write({ uid, action, params: { documentId } });
  }
});

function latestByOrigin(receiver: Receiver): Map<string, { action: string; version: number }> {
  const latest = new Map<string, { action: string; version: number }>();
  for (const { message, headers } of receiver.received) {
    const version = Number(headers['x-enterspeed-view-version']);
    const known = latest.get(message.originId);
    if (!known || known.version <= version) {
      latest.set(message.originId, { action: message.action, version });
    }
  }
  return latest;
}

/** Claims of a long backlog, one after the other, by nobody but the test. */
import { createDatabase } from '../../server/src/database/database';
import { type Claim, createClaim } from '../../server/src/queue/claim';
import { createDestination } from '../support/destinations';
import { claimedIds } from '../support/leases';
import { type Playground, startPlayground } from '../support/playground';

const ROOM = 2;
const LEASE_MS = 60_000;

describe('claims of a long backlog', () => {
  let playground: Playground;
  let destinationId: string;
  let claim: Claim;

  const knex = () => playground.strapi.db.connection;
  const idOf = (dueAt: number): string =>
    `00000000-0000-4000-8000-${String(dueAt).padStart(12, '0')}`;

  beforeAll(async () => {
    // An engine that cannot be reached claims nothing itself.
    playground = await startPlayground({
      config: { engine: { type: 'bullmq', connection: 'redis://127.0.0.1:1' } },
    });
    claim = createClaim(createDatabase(playground.strapi.db), () => undefined);
  });

  beforeEach(async () => {
    const destination = await createDestination(playground, {
      url: 'https://shop.example.com/',
      events: [],
    });
    destinationId = destination.id;
  });

  afterEach(async () => {
    for (const table of ['leases', 'deliveries', 'destinations']) {
      await knex()(`destinations_${table}`).delete();
    }
  });

  afterAll(() => playground?.stop());

  async function insertDue(...dueTimes: number[]): Promise<void> {
    await knex()('destinations_deliveries').insert(
      dueTimes.map((due_at) => ({
        id: idOf(due_at),
        destination_id: destinationId,
        view_id: due_at,
        type: 'tag',
        origin_id: 'abc',
        locale: '',
        action: 'Deploy',
        version: 1,
        due_at,
        created_at: 1,
      }))
    );
  }

  async function claimNext(): Promise<string[]> {
    const request = { destinationId, room: ROOM, coalesce: true, probeSeconds: null };
    return (await claim([request], LEASE_MS)).map(({ id }) => id);
  }

  it('give everything once, in the order in which it is due', async () => {
    await insertDue(5, 3, 1, 4, 2);
    const claimed = [await claimNext(), await claimNext(), await claimNext(), await claimNext()];
    expect(claimed).toEqual([[1, 2].map(idOf), [3, 4].map(idOf), [idOf(5)], []]);
    expect((await claimedIds(knex())).sort()).toEqual([1, 2, 3, 4, 5].map(idOf));
  });

  it('find what became due late, and what a dead worker had, before the backlog ends', async () => {
    await insertDue(...Array.from({ length: 100 }, (_, number) => number + 10));
    await claimNext();
    await insertDue(1);
    await knex()('destinations_leases')
      .where({ delivery_id: idOf(10) })
      .update({ ends_at: 0 });

    const claimed: string[] = [];
    for (let number = 0; number < 12; number += 1) claimed.push(...(await claimNext()));
    expect(claimed).toEqual(expect.arrayContaining([idOf(1), idOf(10)]));
    expect(claimed).toHaveLength(12 * ROOM);
    const [lost] = await knex()('destinations_leases').where({ delivery_id: idOf(10) });
    expect(lost.claims).toBe(2);
  });

  it('are seen by those who ask what is on the way', async () => {
    await insertDue(1, 2, 3);
    const [first, second] = await claimNext();
    const path = `/destinations/${destinationId}/deliveries`;
    const idsOf = async (filter: string): Promise<string[]> => {
      const { body } = await playground.api.get<{ data: { id: string }[] }>(`${path}?${filter}`);
      return body.data.map(({ id }) => id).sort();
    };
    expect(await idsOf('status=delivering')).toEqual([first, second]);
    expect(await idsOf('status=pending')).toEqual([idOf(3)]);
    expect(await idsOf('status=delivering,delivered&type=tag')).toEqual([first, second]);
    expect(await idsOf('status=pending,delivered&type=tag')).toEqual([idOf(3)]);
  });
});

/** Retrying or canceling a long backlog: page by page, and everybody else is served meanwhile. */
import { type DestinationWithSecret } from '../../contracts/destination';
import { immediate } from '../../server/src/support/immediate';
import { type Playground, startPlayground } from '../support/playground';

const ROWS = 20_000;
/** A page holds the thread for some ten milliseconds; whoever blocks it until the end lets nobody through. */
const ANSWERED = ROWS / 1_000;

describe('many deliveries at once', () => {
  let playground: Playground;

  beforeAll(async () => {
    playground = await startPlayground();
  });

  afterAll(() => playground?.stop());

  const table = () => playground.strapi.db.connection('destinations_deliveries');

  async function suspended(): Promise<string> {
    const { body } = await playground.api.post<{ data: DestinationWithSecret }>('/destinations', {
      url: 'https://shop.example.com',
      events: [],
    });
    await playground.api.patch(`/destinations/${body.data.id}/suspend`, {});
    return body.data.id;
  }

  async function fill(destinationId: string, status: string): Promise<void> {
    const now = Date.now();
    const rowOf = (number: number): object => ({
      id: `${destinationId.slice(0, 8)}-0000-7000-8000-${String(number).padStart(12, '0')}`,
      destination_id: destinationId,
      view_id: 1_000_000 + number,
      type: 'tag',
      origin_id: `origin-${number}`,
      locale: '',
      action: 'Deploy',
      version: 1,
      status,
      attempt_count: status === 'failed' ? 3 : 0,
      due_at: status === 'pending' ? now + 3_600_000 : null,
      created_at: now,
    });
    for (let start = 0; start < ROWS; start += 50) {
      await table().insert(Array.from({ length: 50 }, (_, index) => rowOf(start + index)));
      await immediate();
    }
  }

  /** Requests of somebody else, one after the other, that were answered while it went on. */
  async function answeredDuring<T>(work: Promise<T>): Promise<{ result: T; answered: number }> {
    let answered = 0;
    let isDone = false;
    const asking = (async () => {
      while (!isDone) {
        await playground.api.get('/destinations?count=1');
        answered += 1;
      }
    })();
    const result = await work;
    isDone = true;
    await asking;
    return { result, answered };
  }

  const statuses = async (destinationId: string): Promise<Record<string, number>> => {
    const rows: { status: string; count: string | number }[] = await table()
      .where({ destination_id: destinationId })
      .select('status')
      .count({ count: '*' })
      .groupBy('status');
    return Object.fromEntries(rows.map(({ status, count }) => [status, Number(count)]));
  };

  it(`${ROWS} failed ones are queued again, and others are served meanwhile`, async () => {
    const id = await suspended();
    await fill(id, 'failed');
    const { result, answered } = await answeredDuring(
      playground.api.post<{ data: { queued: number } }>(`/destinations/${id}/deliveries/retry`, {
        from: '2020-01-01T00:00:00Z',
      })
    );
    expect([result.status, result.body.data.queued]).toEqual([202, ROWS]);
    expect(await statuses(id)).toEqual({ pending: ROWS });
    expect(answered).toBeGreaterThan(ANSWERED);
  });

  it(`${ROWS} waiting ones are canceled, and others are served meanwhile`, async () => {
    const id = await suspended();
    await fill(id, 'pending');
    const { result, answered } = await answeredDuring(
      playground.api.post<{ data: { canceled: number } }>(
        `/destinations/${id}/deliveries/cancel`,
        {}
      )
    );
    expect([result.status, result.body.data.canceled]).toEqual([202, ROWS]);
    expect(await statuses(id)).toEqual({ canceled: ROWS });
    expect(answered).toBeGreaterThan(ANSWERED);
  });

  it('only those of the time that was asked for are queued', async () => {
    const id = await suspended();
    await fill(id, 'failed');
    const early = await table().where({ destination_id: id }).orderBy('id').limit(7).select('id');
    await table()
      .whereIn(
        'id',
        early.map((row: { id: string }) => row.id)
      )
      .update({ created_at: Date.parse('2020-01-01T12:00:00Z') });
    const { body } = await playground.api.post<{ data: { queued: number } }>(
      `/destinations/${id}/deliveries/retry`,
      { from: '2020-01-01T00:00:00Z', to: '2020-01-02T00:00:00Z', status: ['failed', 'pending'] }
    );
    expect(body.data.queued).toBe(7);
    expect(await statuses(id)).toEqual({ failed: ROWS - 7, pending: 7 });
  });
});

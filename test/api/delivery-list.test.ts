/** The list of deliveries: every filter alone and with others, pages, and how far it counts. */
import { v7 as uuidv7 } from 'uuid';

import { type Delivery } from '../../contracts/delivery';
import { type Playground, startPlayground } from '../support/playground';

interface List {
  data: Delivery[];
  meta: { pagination: { page: number; per_page: number; total: number; capped: boolean } };
}

interface Row {
  id: string;
  type: string;
  origin_id: string;
  action: string;
  status: string;
  test: boolean;
  created_at: number;
  diverted: boolean;
}

const START = Date.UTC(2026, 0, 1);
const MINUTE_MS = 60_000;
const TYPES = ['article', 'tag', 'retired'];
const STATUSES = ['delivered', 'failed', 'superseded', 'delivered', 'pending'];

describe('the list of deliveries', () => {
  let playground: Playground;
  let destinationId: string;
  let rows: Row[];

  beforeAll(async () => {
    playground = await startPlayground();
    destinationId = await createDestination();
    await insert(await createDestination(), 5);
    rows = await insert(destinationId, 60);
  });

  afterAll(() => playground?.stop());

  /** Inactive, so that nobody sends what is put into its history. */
  async function createDestination(): Promise<string> {
    const { body } = await playground.api.post<{ data: { id: string } }>('/destinations', {
      url: 'https://shop.example.com/hooks',
      enabled: false,
    });
    return body.data.id;
  }

  async function viewIdOf(type: string, originId: string): Promise<number> {
    const identity = { type, origin_id: originId };
    const known = await playground.knex('destinations_views').where(identity).first('id');
    if (known) return Number(known.id);
    await playground.knex('destinations_views').insert({
      ...identity,
      uid: `api::${type}.${type}`,
      document_id: originId,
      locale: '',
      live: true,
      version: 1,
      changed_version: 1,
      space: 'default',
      updated_at: START,
    });
    return viewIdOf(type, originId);
  }

  async function insert(destination: string, count: number): Promise<Row[]> {
    const inserted: Row[] = [];
    for (let index = 0; index < count; index += 1) {
      const created_at = START + index * MINUTE_MS;
      const test = index % 17 === 0;
      const row = {
        id: uuidv7({ msecs: created_at }),
        type: TYPES[index % 3],
        origin_id: `document${index % 4}`,
        action: index % 5 === 0 ? 'Remove' : 'Deploy',
        status: test ? 'delivered' : STATUSES[index % 5],
        test,
        created_at,
        diverted: !test && STATUSES[index % 5] === 'failed' && index % 2 === 0,
      };
      await playground.knex('destinations_deliveries').insert({
        ...row,
        destination_id: destination,
        view_id: test ? null : await viewIdOf(row.type, row.origin_id),
        locale: '',
        version: 1,
      });
      inserted.push(row);
    }
    return inserted.reverse();
  }

  async function list(query: string, path = 'deliveries'): Promise<List> {
    const { status, body } = await playground.api.get<List>(
      `/destinations/${destinationId}/${path}?${query}`
    );
    expect(status).toBe(200);
    return body;
  }

  const at = (index: number): number => START + index * MINUTE_MS;
  const iso = (index: number): string => new Date(at(index)).toISOString();

  const filters: [string, (row: Row) => boolean][] = [
    ['status=failed', ({ status }) => status === 'failed'],
    ['status=failed,pending', ({ status }) => ['failed', 'pending'].includes(status)],
    ['status=delivered,superseded', ({ status }) => ['delivered', 'superseded'].includes(status)],
    ['type=article', ({ type }) => type === 'article'],
    ['action=Remove', ({ action }) => action === 'Remove'],
    ['test=true', ({ test }) => test],
    ['test=false', ({ test }) => !test],
    ['originId=document1', ({ origin_id }) => origin_id === 'document1'],
    [`from=${iso(20)}`, ({ created_at }) => created_at >= at(20)],
    [`to=${iso(20)}`, ({ created_at }) => created_at < at(20)],
  ];

  it.each(filters)('filters by %s', async (query, isWanted) => {
    const { data, meta } = await list(`${query}&per_page=100`);
    const expected = rows.filter(isWanted);
    expect(expected.length).toBeGreaterThan(0);
    expect(data.map(({ id }) => id)).toEqual(expected.map(({ id }) => id));
    expect(meta.pagination).toEqual({
      page: 1,
      per_page: 100,
      total: expected.length,
      capped: false,
    });
  });

  it('filters by any two at once', async () => {
    for (const [first, isFirst] of filters) {
      for (const [second, isSecond] of filters) {
        if (first.split('=')[0] === second.split('=')[0]) continue;
        const query = `${first}&${second}`;
        const { data } = await list(`${query}&per_page=100`);
        const expected = rows.filter((row) => isFirst(row) && isSecond(row));
        expect([query, data.map(({ id }) => id)]).toEqual([query, expected.map(({ id }) => id)]);
      }
    }
  });

  it('filters diverted ones the same way', async () => {
    const expected = rows.filter(({ diverted, type }) => diverted && type === 'tag');
    expect(expected.length).toBeGreaterThan(0);
    const { data, meta } = await list('type=tag', 'diverted');
    expect(data.map(({ id }) => id)).toEqual(expected.map(({ id }) => id));
    expect(meta.pagination.total).toBe(expected.length);
  });

  it.each(['', 'status=failed,delivered&', 'status=delivered&'])(
    'pages meet without a gap, in both directions: %s',
    async (filter) => {
      const statuses = filter.replace('status=', '').replace('&', '').split(',');
      const wanted = rows.filter(({ status }) => filter === '' || statuses.includes(status));
      for (const [sort, expected] of [
        ['createdAt:desc', wanted],
        ['createdAt:asc', [...wanted].reverse()],
      ] as const) {
        const found: string[] = [];
        for (let page = 1; page <= Math.ceil(wanted.length / 7) + 1; page += 1) {
          const { data, meta } = await list(`${filter}sort=${sort}&page=${page}&per_page=7`);
          expect(meta.pagination.total).toBe(wanted.length);
          found.push(...data.map(({ id }) => id));
        }
        expect(found).toEqual(expected.map(({ id }) => id));
      }
    }
  );

  it('counts no further than 10,000, and says so', async () => {
    const id = await createDestination();
    const many = Array.from({ length: 10_010 }, (_, index) => ({
      id: uuidv7({ msecs: START + index }),
      destination_id: id,
      type: 'article',
      origin_id: 'document1',
      locale: '',
      action: 'Deploy',
      version: index,
      status: 'delivered',
      created_at: START + index,
    }));
    await playground.knex.batchInsert('destinations_deliveries', many, 50);

    const { body } = await playground.api.get<List>(`/destinations/${id}/deliveries?page=401`);
    expect(body.meta.pagination).toEqual({ page: 401, per_page: 25, total: 10_000, capped: true });
    expect(body.data.map((delivery) => delivery.id)).toEqual(
      many
        .slice(0, 10)
        .reverse()
        .map((row) => row.id)
    );
  });
});

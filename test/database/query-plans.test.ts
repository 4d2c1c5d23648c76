/** Whatever waits and whatever has been delivered: no statement that runs meanwhile reads or sorts all of it. */
import { createDatabase } from '../../server/src/database/database';
import { TABLES } from '../../server/src/database/tables';
import { createRetentionTurn } from '../../server/src/operations/retention';
import { createHousekeepingTurn } from '../../server/src/queue/housekeeping';
import { systemClock } from '../../server/src/support/clock';
import { chosenDatabase } from '../support/databases';
import { createDestination } from '../support/destinations';
import { eventually } from '../support/eventually';
import { type Playground, startPlayground } from '../support/playground';
import { type Receiver, startReceiver } from '../support/receiver';
import { insertHistory, insertManyRows } from './support/many-rows';
import { type Plan, planOf, recordStatements, type Statement } from './support/query-plans';

const VIEWS = 100_000;
/** More than a batch, a page, or what belongs to one view; far less than what is there. */
const MANY = 3_000;
/** A count has a limit of 10,001; PostgreSQL sorts for it where not many more are there. */
const COUNTED = 30_000;
const AT_ONCE = 1_000;
const GROWING = ['deliveries', 'attempts', 'receipts', 'views', 'references'].map(
  (name) => `destinations_${name}`
);
const TAG = 'api::tag.tag';
const ARTICLE = 'api::article.article';

const LISTS = [
  '',
  'page=40',
  'status=delivered',
  'status=pending&type=article',
  'type=product',
  'action=Remove',
  'from=2020-01-01T00:00:00Z&to=2030-01-01T00:00:00Z',
  'sort=createdAt:asc',
];

describe('with many rows', () => {
  let receiver: Receiver;
  let playground: Playground;
  let destinationId: string;
  let tagId: string;
  const plans: { sql: string; plan: Plan }[] = [];
  let statements: Statement[];

  beforeAll(async () => {
    receiver = await startReceiver();
    playground = await startPlayground({ config: { pollInterval: 0.1 } });
    ({ documentId: tagId } = await playground.documents(TAG).create({ data: { name: 'One' } }));
    await playground.untilQuiet();
    ({ id: destinationId } = await createDestination(playground, {
      url: receiver.url,
      events: ['*'],
      // Lets some go and keeps the rest.
      rateLimit: { max: 20, perSeconds: 3_600 },
    }));
    const end = recordStatements(playground.strapi.db.connection);
    const originId = await insertManyRows(playground.knex, {
      ...{ views: VIEWS, destinationId },
      tag: { uid: TAG, documentId: tagId },
    });

    await work(originId);
    statements = end().filter(({ sql }) => GROWING.some((table) => sql.includes(table)));
    for (const statement of statements) {
      plans.push({ sql: statement.sql, plan: await planOf(playground.knex, statement) });
    }
  });

  afterAll(async () => {
    await playground.stop();
    await receiver.stop();
  });

  it('claims, settlements, fan-outs and every list have been looked at', () => {
    const seen = plans.map(({ sql }) => sql.replaceAll(/[`"]/g, '').replaceAll('public.', ''));
    for (const part of [
      'order by due_at asc limit',
      'insert into destinations_attempts',
      'insert into destinations_receipts',
      'from destinations_references where document_id',
      'and status = ? order by id desc limit',
      'created_at >= ?',
      'union all',
    ]) {
      expect([part, seen.some((sql) => sql.includes(part))]).toEqual([part, true]);
    }
  });

  it('nothing that grows is read from end to end', () => {
    const scanning = plans.filter(({ plan }) =>
      plan.scanned.some((table) => GROWING.includes(table))
    );
    expect(scanning).toEqual([]);
  });

  it('no more is sorted than belongs together', () => {
    const most = (sql: string): number => (sql.startsWith('select count(') ? COUNTED : MANY);
    expect(plans.filter(({ sql, plan }) => plan.sorted > most(sql))).toEqual([]);
  });

  describe('and a long history', () => {
    beforeAll(() => insertHistory(playground.knex, { count: VIEWS, destinationId }), 60_000);

    // Elsewhere what is not due at all is not in that index.
    (chosenDatabase() === 'mariadb' ? it : it.skip)(
      'what is due is not looked for among all that is finished',
      async () => {
        const { knex } = playground;
        const ways: string[][] = [];
        for (const statement of statements) {
          if (!/destinations_deliveries.*order by `due_at` asc limit/.test(statement.sql)) continue;
          ways.push(...((await planOf(knex, statement)).deliveriesBy ?? []));
        }

        expect(ways).not.toEqual([]);
        expect(ways.filter((columns) => !columns.includes('due_at'))).toEqual([]);
      }
    );

    it('upkeep goes on where it was, and does not begin anew', async () => {
      const { knex, strapi } = playground;
      const database = createDatabase(strapi.db);
      const nobody = () => Promise.reject(new Error('There is nothing to do'));
      const retain = createRetentionTurn({
        ...{ database, clock: systemClock, keepMs: 100 * 365 * 86_400_000 },
        maxRows: VIEWS,
      });
      const keepHouse = createHousekeepingTurn({
        ...{ database, cancelWaiting: nobody, returnFailures: nobody },
        onMoved: () => undefined,
      });
      const end = recordStatements(strapi.db.connection);
      // Turn after turn goes on behind the one before.
      for (let turn = 0; turn < 2; turn += 1) {
        await retain();
        await keepHouse();
      }
      const found = end().filter(({ sql }) => /from .*destinations_deliveries.* limit/.test(sql));
      const further = found.filter(({ sql }) => /[`"]id[`"] > \?/.test(sql));
      expect(further.length).toBeGreaterThan(2);
      for (const statement of found) {
        const { sorted, scanned, deliveriesBy } = await planOf(knex, statement);
        expect({ sql: statement.sql, scanned, sorted }).toEqual({
          sql: statement.sql,
          scanned: [],
          sorted: 0,
        });
        if (!deliveriesBy || !further.includes(statement)) continue;
        expect([statement.sql, deliveriesBy.flat()]).toEqual([
          statement.sql,
          expect.arrayContaining(['id']),
        ]);
      }
    });
  });

  // By default PostgreSQL would rather read all 100,000.
  it('a thousand of them are found by an index', async () => {
    const { strapi, knex } = playground;
    const database = createDatabase(strapi.db);
    const idsOf = (table: string): Promise<(string | number)[]> =>
      knex(table).orderBy('id').limit(AT_ONCE).pluck('id');
    const deliveryIds = await idsOf(TABLES.deliveries);
    const viewIds = (await idsOf(TABLES.views)).map(Number);

    const end = recordStatements(strapi.db.connection);
    const found: object[][] = [
      await database.byIds(TABLES.deliveries, deliveryIds),
      await database.byIds(TABLES.views, viewIds),
      await database.among(database.from(TABLES.deliveries), 'view_id', viewIds),
      await database.among(database.from(TABLES.receipts), 'view_id', viewIds),
      await database.amongUuids(
        database.from(TABLES.attempts),
        'delivery_id',
        deliveryIds.map(String)
      ),
    ];
    const made = end().filter(({ sql }) => GROWING.some((table) => sql.includes(table)));
    const scanned: string[] = [];
    for (const statement of made) scanned.push(...(await planOf(knex, statement)).scanned);

    expect(found.slice(0, 2).map(({ length }) => length)).toEqual([AT_ONCE, AT_ONCE]);
    expect(scanned.filter((table) => GROWING.includes(table))).toEqual([]);
  });

  async function gidOf(originId: string, type: string): Promise<string> {
    const rows = await playground.knex('destinations_settings').select();
    const setting = (key: string) => String(rows.find((row) => row.key === key)?.value);
    const source = `Environment/${setting('environmentId')}/Source/${setting('sourceId')}`;
    return `gid://${source}/Entity/${originId}/View/${type}`;
  }

  async function work(originId: string): Promise<void> {
    const { api, documents, knex } = playground;
    const article = { data: { title: 'New' }, status: 'published' };
    const { documentId } = await documents(ARTICLE).create(article);
    await documents(TAG).update({ documentId: tagId, data: { name: 'Two' } });
    await eventually('a page of the fan-out', async () => {
      const [{ n }] = await knex('destinations_deliveries').where('version', 2).count({ n: '*' });
      return Number(n) > 0;
    });
    await eventually('some deliveries', () => receiver.received.length >= 20);

    const gid = await gidOf(`${documentId}-en`, 'article');
    const delivery = `/delivery?id=${encodeURIComponent(gid)}`;
    for (const path of [
      delivery,
      // Now it is asked whether that answer still holds.
      delivery,
      ...[...LISTS, `originId=${originId}`, 'originId=nobody'].map(
        (query) => `/${destinationId}/deliveries?${query}`
      ),
      `/${destinationId}/diverted`,
      '/statistics',
      '',
      '/health',
      '/metrics',
      `/status?uid=${ARTICLE}&documentId=${documentId}`,
    ]) {
      const { status } = await api.get(`/destinations${path}`);
      expect([path, status]).toEqual([path, 200]);
    }
  }
});

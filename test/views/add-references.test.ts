/** Both sides of a two-way relation need each other: what that costs, and which views it concerns. */
import { createDatabase, type Database } from '../../server/src/database/database';
import { type ReferencePair } from '../../server/src/views/add-references';
import { createReferenceIndex } from '../../server/src/views/reference-index';
import { type Playground, startPlayground } from '../support/playground';

const TAG = 'api::tag.tag';
const CATEGORY = 'api::category.category';
const ARTICLE = 'api::article.article';

describe('views that need another entry from now on', () => {
  let playground: Playground;
  let database: Database;
  let nextId = 1_000_000;

  beforeAll(async () => {
    playground = await startPlayground({ listen: false });
    database = createDatabase(playground.strapi.db);
  });

  afterAll(() => playground?.stop());

  afterEach(async () => {
    await playground.knex('destinations_references').delete();
    await playground.knex('destinations_views').delete();
  });

  async function insertViews(
    views: { uid?: string; documentId: string; locale?: string; live?: boolean }[]
  ): Promise<number[]> {
    const rows = views.map(({ uid = TAG, documentId, locale = '', live = true }) => {
      nextId += 1;
      const [, , type] = uid.split(/::|\./);
      return {
        ...{ id: nextId, type, uid, document_id: documentId, locale, live },
        ...{ origin_id: `${documentId}-${locale}`, version: 1, changed_version: 1 },
        ...{ space: 'default', updated_at: 1 },
      };
    });
    await playground.knex.batchInsert('destinations_views', rows, 50);
    return rows.map(({ id }) => id);
  }

  const article = (documentId: string, locale = 'en') => ({ uid: ARTICLE, documentId, locale });
  const tag = (documentId: string) => ({ uid: TAG, documentId, locale: '' });

  const add = (pairs: ReferencePair[]): Promise<void> =>
    database.transaction((trx) => createReferenceIndex(database).add(pairs, trx));

  /** As `view documentId locale`. */
  async function known(): Promise<string[]> {
    const rows: Record<string, unknown>[] = await playground
      .knex('destinations_references')
      .orderBy(['view_id', 'document_id', 'locale']);
    return rows.map((row) => `${row.view_id} ${row.document_id} ${row.locale}`);
  }

  it('are the live ones of the target, in its locale and in that of the entry', async () => {
    const [en, de] = await insertViews(
      ['en', 'de', 'fr'].map((locale) => ({ uid: CATEGORY, documentId: 'food', locale }))
    );
    await insertViews([
      { uid: CATEGORY, documentId: 'gone', locale: 'en', live: false },
      { uid: TAG, documentId: 'food', locale: 'en' },
    ]);
    const [plain] = await insertViews([{ documentId: 'red' }]);

    const entry = article('tents');
    await add([
      { target: { uid: CATEGORY, documentId: 'food', locale: 'de' }, entry },
      { target: { uid: CATEGORY, documentId: 'gone', locale: 'en' }, entry },
      { target: { uid: CATEGORY, documentId: 'unknown', locale: 'en' }, entry },
      { target: tag('red'), entry },
    ]);
    expect(await known()).toEqual([`${en} tents en`, `${de} tents en`, `${plain} tents en`]);
  });

  it('are noted once, also when they are named twice or needed it before', async () => {
    const [red, blue] = await insertViews([{ documentId: 'red' }, { documentId: 'blue' }]);
    const pairs = [
      { target: tag('red'), entry: article('tents') },
      { target: tag('red'), entry: article('tents') },
      { target: tag('red'), entry: article('boats') },
      { target: tag('blue'), entry: article('tents', 'de') },
    ];
    await add(pairs.slice(0, 1));
    await add(pairs);
    await add(pairs);
    expect(await known()).toEqual([`${red} boats en`, `${red} tents en`, `${blue} tents de`]);
  });

  it('are hundreds: a few statements for all of them', async () => {
    const names = Array.from({ length: 500 }, (_, index) => `tag${index}`);
    await insertViews(names.map((documentId) => ({ documentId })));
    const statements: string[] = [];
    const record = ({ sql }: { sql: string }): void => {
      if (sql.includes('destinations_')) statements.push(sql);
    };
    const { connection } = playground.strapi.db;
    connection.on('query', record);
    await add(names.map((name) => ({ target: tag(name), entry: article('tents') })));
    connection.off('query', record);

    expect(await known()).toHaveLength(500);
    expect(statements.length).toBeLessThanOrEqual(6);
  });
});

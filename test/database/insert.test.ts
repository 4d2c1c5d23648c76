/** What the plugin writes many rows with: every value arrives as it was, whatever way the database takes them. */
import { createDatabase, type Database } from '../../server/src/database/database';
import { TABLES } from '../../server/src/database/tables';
import { type Playground, startPlayground } from '../support/playground';
import { uuid } from '../support/uuid';

const HALF = 'half \ud83d and whole 🐢';
const TEXTS = [
  '',
  'plain',
  'a "quote" and a \\ backslash',
  'looks like one: \\ud83d',
  'ż€🐢',
  HALF,
];
/** More than are worth a question beforehand. */
const MANY = 120;

describe('an insert of many rows', () => {
  let playground: Playground;
  let database: Database;

  beforeAll(async () => {
    playground = await startPlayground({ listen: false });
    database = createDatabase(playground.strapi.db);
  });

  afterAll(() => playground?.stop());

  it('keeps every text, and of half a character the sign for what cannot be shown', async () => {
    const rows = TEXTS.map((text, index) => ({
      ...{ delivery_id: uuid(1), number: index, started_at: 1, duration_ms: 1, http_status: null },
      ...{ request_headers: '{}', response_headers: '{}', response_body: text, manual: false },
    }));
    await database.insertAll(TABLES.attempts, rows);
    const stored: string[] = await playground
      .knex(TABLES.attempts)
      .orderBy('number')
      .pluck('response_body');
    expect(stored).toEqual(TEXTS.map((text) => text.replace('\ud83d and', '\ufffd and')));
  });

  it('works an expression out once for all of them', async () => {
    const rows = Array.from({ length: MANY }, (_, index) => ({
      ...{ delivery_id: uuid(index), token: uuid(0), claims: 1 },
      ends_at: database.now(60_000),
    }));
    await database.insertAll(TABLES.leases, rows);
    const ends = (await playground.knex(TABLES.leases).pluck('ends_at')).map(Number);
    expect(ends).toHaveLength(MANY);
    expect(new Set(ends).size).toBe(1);
    expect(ends[0]).toBeGreaterThan(60_000);
  });
});

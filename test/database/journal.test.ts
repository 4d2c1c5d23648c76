/** SQLite writes with a rollback journal, as Strapi leaves it, or with a write-ahead log. */
import { journalAdvice } from '../../server/src/database/journal';
import { startPlayground } from '../support/playground';

it('the faster journal is recommended where it is not used, and the database is left as it is', async () => {
  const playground = await startPlayground();
  const { db } = playground.strapi;
  if (db.dialect.client !== 'sqlite') {
    expect(await journalAdvice(db)).toBeNull();
  } else {
    expect(await journalAdvice(db)).toContain('PRAGMA journal_mode = WAL');
    expect(await db.connection.raw('PRAGMA journal_mode')).toEqual([{ journal_mode: 'delete' }]);
    await db.connection.raw('PRAGMA journal_mode = WAL');
    expect(await journalAdvice(db)).toBeNull();
  }
  await playground.stop();
});

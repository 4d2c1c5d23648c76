/** docs/uninstall.md: nothing is left, and the plugin can be installed anew. */
import { TABLES } from '../../server/src/database/tables';
import { createTestDatabase } from '../support/databases';
import { startPlayground } from '../support/playground';
import { blocksOf, textOf } from './support/blocks';

const [{ code }] = blocksOf(({ language, about }) => `${language} ${about}` === 'sql uninstall');
const statements = code.split(';\n').filter((statement) => statement.trim() !== '');

const on = { DESTINATIONS_ENABLED: 'true' };
const off = { DESTINATIONS_ENABLED: 'false' };

describe('the statements of docs/uninstall.md', () => {
  it('leave no table of the plugin, and a later installation makes them anew', async () => {
    const database = await createTestDatabase();
    const names = Object.values(TABLES);
    try {
      await (await startPlayground({ database, env: on })).stop();
      const knex = database.connect();
      for (const statement of statements) await knex.raw(statement);
      const left = await Promise.all(names.map((name) => knex.schema.hasTable(name)));
      await knex.destroy();
      expect(names.filter((_, index) => left[index])).toEqual([]);

      await (await startPlayground({ database, env: off })).stop();
      const again = await startPlayground({ database, env: on });
      const { status } = await again.api.get('/destinations/health');
      await again.stop();
      expect(status).toBe(200);
    } finally {
      await database.drop();
    }
  }, 240_000);

  it('are explained, table by table', () => {
    const explained = textOf('docs/uninstall.md').split('## Which tables are there?')[1];
    const missing = Object.values(TABLES).filter((name) => !explained.includes(`\`${name}\``));
    expect(missing).toEqual([]);
  });
});

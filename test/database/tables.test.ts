import { TABLES } from '../../server/src/database/tables';
import { chosenDatabase, createTestDatabase } from '../support/databases';
import { startPlayground } from '../support/playground';
import { startStrapiChild } from '../support/strapi-child';

const isOnServer = chosenDatabase() !== 'sqlite';

describe('the tables of the plugin', () => {
  it('are made on a fresh database', async () => {
    const playground = await startPlayground();
    const names = Object.values(TABLES);
    const found = await Promise.all(names.map((name) => playground.knex.schema.hasTable(name)));
    await playground.stop();

    expect(names.filter((_, index) => !found[index])).toEqual([]);
  });

  (isOnServer ? it : it.skip)(
    'are made once when two processes boot at the same time',
    async () => {
      const database = await createTestDatabase();
      const children = await Promise.all([startStrapiChild(database), startStrapiChild(database)]);
      const knex = database.connect();
      const applied = await knex('strapi_migrations_internal')
        .where('name', 'like', 'destinations::%')
        .select('name');
      const [settings] = await knex(TABLES.settings)
        .where({ key: 'environmentId' })
        .count({ count: '*' });
      await knex.destroy();
      for (const child of children) child.kill('SIGTERM');
      await Promise.all(children.map((child) => child.exited));
      await database.drop();

      expect(new Set(applied.map(({ name }) => name)).size).toBeGreaterThan(0);
      expect(Number(settings.count)).toBe(1);
    }
  );

  it('are refused when a newer version of the plugin has changed them', async () => {
    const database = await createTestDatabase();
    await (await startPlayground({ database })).stop();
    const knex = database.connect();
    await knex('strapi_migrations_internal').insert({
      name: 'destinations::9999-future',
      time: new Date(),
    });
    await knex.destroy();

    await expect(startPlayground({ database })).rejects.toThrow(
      /^The database was used by a newer strapi-plugin-destinations: it holds destinations::9999-future, which version \d+\.\d+\.\d+ does not know\. Install the newer version again, or restore a backup made before it\.$/
    );
    await database.drop();
  });
});

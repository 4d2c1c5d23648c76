import { type Knex } from 'knex';

import { TABLES } from '../../server/src/database/tables';
import { chosenDatabase, createEmptyDatabase } from '../support/databases';
import { startPlayground } from '../support/playground';
import { startStrapiChild } from '../support/strapi-child';

const isOnServer = chosenDatabase() !== 'sqlite';

function deliveryRow(number: number): object {
  return {
    id: `018f0000-0000-7000-8000-${String(number).padStart(12, '0')}`,
    destination_id: '018f0000-0000-7000-8000-00000000000d',
    view_id: number,
    type: 'article',
    origin_id: `entry-${number}-en`,
    locale: 'en',
    action: 'Deploy',
    version: 1,
    due_at: 1,
    created_at: 1,
  };
}

/** How much the server has ever written into its log. */
async function bytesLogged(knex: Knex): Promise<number> {
  const [rows] = await knex.raw<[{ Value: string }[]]>(
    "SHOW GLOBAL STATUS LIKE 'Innodb_lsn_current'"
  );
  return Number(rows[0].Value);
}

describe('the tables of the plugin', () => {
  it('are made on a fresh database', async () => {
    const database = await createEmptyDatabase();
    const playground = await startPlayground({ database, env: { DESTINATIONS_ENABLED: 'true' } });
    const names = Object.values(TABLES);
    const found = await Promise.all(names.map((name) => playground.knex.schema.hasTable(name)));
    await playground.stop();
    await database.drop();

    expect(names.filter((_, index) => !found[index])).toEqual([]);
  });

  (chosenDatabase() === 'postgres' ? it : it.skip)('hold no id as text on PostgreSQL', async () => {
    const database = await createEmptyDatabase();
    await (await startPlayground({ database, env: { DESTINATIONS_ENABLED: 'true' } })).stop();
    const knex = database.connect();
    const columns = knex('information_schema.columns').where(
      'table_name',
      'like',
      'destinations_%'
    );
    const texts = await columns.clone().where({ character_maximum_length: 36 });
    const uuids = await columns.clone().where({ data_type: 'uuid' });
    await knex.destroy();
    await database.drop();

    expect(texts).toEqual([]);
    expect(uuids).not.toEqual([]);
  });

  // It takes 370 bytes of its log for each, and 1,900 where the size of the row changes.
  (chosenDatabase() === 'mariadb' ? it : it.skip)(
    'let MariaDB write an outcome without writing the whole delivery anew',
    async () => {
      const database = await createEmptyDatabase();
      await (await startPlayground({ database, env: { DESTINATIONS_ENABLED: 'true' } })).stop();
      const knex = database.connect();
      const rows = Array.from({ length: 2_000 }, (_, number) => deliveryRow(number));
      await knex(TABLES.deliveries).insert(rows);
      const perRow: number[] = [];
      // The least of some tries: the counter is that of the whole server, and others write meanwhile.
      for (const settledAt of [1, 2, 3, 4]) {
        const before = await bytesLogged(knex);
        await knex(TABLES.deliveries).update({
          status: 'delivered',
          due_at: null,
          settled_at: settledAt,
          http_status: 200,
        });
        perRow.push(((await bytesLogged(knex)) - before) / rows.length);
        const waiting = { status: 'pending', due_at: 1, settled_at: null, http_status: null };
        await knex(TABLES.deliveries).update(waiting);
      }
      await knex.destroy();
      await database.drop();

      expect(Math.min(...perRow)).toBeLessThan(1_200);
    }
  );

  // Strapi's own tables are there already: two processes that make those at once fail without this plugin, too.
  (isOnServer ? it : it.skip)(
    'are made once when two processes boot at the same time',
    async () => {
      const database = await createEmptyDatabase();
      const withoutPlugin = { database, env: { DESTINATIONS_ENABLED: 'false' } };
      await (await startPlayground(withoutPlugin)).stop();

      const env = { DESTINATIONS_ENABLED: 'true' };
      const boots = await Promise.allSettled([
        startStrapiChild(database, { env }),
        startStrapiChild(database, { env }),
      ]);
      const children = boots.flatMap((boot) => (boot.status === 'fulfilled' ? [boot.value] : []));
      const knex = database.connect();
      const [settings] = await knex(TABLES.settings)
        .where({ key: 'environmentId' })
        .count({ count: '*' });
      await knex.destroy();
      for (const child of children) child.kill('SIGTERM');
      await Promise.all(children.map((child) => child.exited));
      await database.drop();

      expect(boots.map(({ status }) => status)).toEqual(['fulfilled', 'fulfilled']);
      expect(Number(settings.count)).toBe(1);
    }
  );

  it('are refused when a newer version of the plugin has changed them', async () => {
    const database = await createEmptyDatabase();
    const env = { DESTINATIONS_ENABLED: 'true' };
    await (await startPlayground({ database, env })).stop();
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

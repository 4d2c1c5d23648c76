/** Makes the fixture of a version that is about to be released, with the tools that come with each database. */
import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';

import { TABLES } from '../../server/src/database/tables';
import { createEmptyDatabase, type DatabaseName, type TestDatabase } from '../support/databases';
import { createDestination } from '../support/destinations';
import { eventually } from '../support/eventually';
import { type Playground, startPlayground } from '../support/playground';
import { startReceiver } from '../support/receiver';
import { fixtureFile, type Remembered } from './fixture';

const TAG = 'api::tag.tag';

export async function makeFixture(version: string, name: DatabaseName): Promise<void> {
  const database = await createEmptyDatabase(name);
  try {
    const playground = await startPlayground({ database });
    const remembered = await leaveWork(playground);
    await playground.stop();

    const file = fixtureFile(version, name, 'sql');
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(file, dump(database));
    const json = fixtureFile(version, name, 'json');
    writeFileSync(json, `${JSON.stringify(remembered, null, 2)}\n`);
  } finally {
    await database.drop();
  }
}

/** One delivery that arrived, one that failed, and one that waits because the destination is suspended. */
async function leaveWork(playground: Playground): Promise<Remembered> {
  const { api, documents, knex, untilQuiet } = playground;
  const receiver = await startReceiver();
  const { id, secret } = await createDestination(playground, {
    url: receiver.url,
    alias: 'shop',
    events: ['tag.*'],
    headers: { 'X-Team': ['web'] },
    accessKey: 'key-of-the-shop',
    failureHandling: { retry: { maxAttempts: 1 } },
  });
  const publish = async (tagName: string): Promise<string> =>
    (await documents(TAG).create({ data: { name: tagName } })).documentId;

  const delivered = await publish('Delivered');
  await receiver.waitFor(1);
  await untilQuiet();
  receiver.answer(500);
  const failed = await publish('Failed');
  await receiver.waitFor(2);
  await untilQuiet();
  await api.patch(`/destinations/${id}/suspend`, {});
  const waiting = await publish('Waiting');
  await eventually('a delivery that waits', () =>
    knex(TABLES.deliveries).where({ origin_id: waiting, status: 'pending' }).first('id')
  );
  await receiver.stop();

  const migrations: { name: string }[] = await knex('strapi_migrations_internal')
    .where('name', 'like', 'destinations::%')
    .orderBy('name');
  return {
    destinationId: id,
    secret,
    migrations: migrations.map((row) => row.name),
    tags: { delivered, failed, waiting },
  };
}

function dump({ name, address, env }: TestDatabase): string {
  const tables = Object.values(TABLES);
  switch (name) {
    case 'sqlite':
      return run('sqlite3', [address, `.dump ${tables.join(' ')}`]);
    case 'postgres':
      return run('pg_dump', [
        ...['-h', env.DATABASE_HOST, '-U', env.DATABASE_USERNAME],
        ...['--inserts', '--no-owner', '--no-privileges', '--no-comments'],
        ...tables.flatMap((table) => ['-t', table]),
        address,
      ]);
    case 'mariadb':
      return run('mysqldump', [
        ...['-h', env.DATABASE_HOST, '-u', env.DATABASE_USERNAME],
        ...['--skip-comments', '--skip-dump-date', '--skip-add-locks', '--no-tablespaces'],
        address,
        ...tables,
      ]);
  }
}

/** Lines for the database's own command line only are left out: a driver does not know them. */
function run(program: string, args: string[]): string {
  const text = execFileSync(program, args, { encoding: 'utf8', maxBuffer: 1e8 });
  const lines = text.split('\n').filter((line) => !line.startsWith('\\'));
  return lines.join('\n');
}

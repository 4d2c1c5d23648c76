import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

import { type Destination, type DestinationWithSecret } from '../../contracts/destination';
import { TABLES } from '../../server/src/database/tables';
import { createTestDatabase, type TestDatabase } from '../support/databases';
import { type Playground, startPlayground } from '../support/playground';
import { type Receiver, startReceiver, told, verify } from '../support/receiver';
import { runTransfer } from './support/transfer';

const TAG = 'api::tag.tag';
/** Seven boots, some of them in processes of their own. */
const LONG_MS = 240_000;

describe('destinations, secrets and history', () => {
  let database: TestDatabase;
  let receiver: Receiver;
  let destination: DestinationWithSecret;

  beforeEach(async () => {
    database = await createTestDatabase();
    receiver = await startReceiver();
    const playground = await startPlayground({ database });
    const { body } = await playground.api.post<{ data: DestinationWithSecret }>('/destinations', {
      url: receiver.url,
      events: ['tag.*'],
    });
    destination = body.data;
    await playground.documents(TAG).create({ data: { name: 'Before' } });
    await receiver.waitFor(1);
    await playground.untilQuiet();
    await playground.stop();
    receiver.clear();
  });

  afterEach(async () => {
    await receiver.stop();
    await database.drop();
  });

  it('survive a start with the plugin disabled, and are used again afterwards', async () => {
    const before = await rowsOf(database);
    const disabled = await startPlayground({ database, env: { DESTINATIONS_ENABLED: 'false' } });
    // Not by the API of the playground, which holds every answer against the plugin's description.
    const { status } = await fetch(`${disabled.url}/api/destinations`);
    const meanwhile = await disabled.documents(TAG).create({ data: { name: 'Meanwhile' } });
    await disabled.stop();
    expect(status).toBe(404);
    expect(await rowsOf(database)).toEqual(before);

    const playground = await startPlayground({ database, env: { DESTINATIONS_ENABLED: 'true' } });
    await expectUnchanged(playground);
    const tag = await playground.documents(TAG).create({ data: { name: 'After' } });
    const [received] = await receiver.waitFor(1);
    await playground.untilQuiet();
    await playground.api.post(`/destinations/${destination.id}/reconcile`, {});
    await receiver.waitFor(2);
    await playground.stop();

    verify(destination.secret, received);
    expect(told(receiver.received)).toEqual([
      `Deploy tag ${tag.documentId}`,
      `Deploy tag ${meanwhile.documentId}`,
    ]);
  });

  it(
    'survive strapi import, and the imported content arrives without a delivery',
    async () => {
      const folder = mkdtempSync(path.join(tmpdir(), 'destinations-transfer-'));
      const elsewhere = await createTestDatabase();
      const other = await startPlayground({ database: elsewhere });
      await other.documents(TAG).create({ data: { name: 'Imported' } });
      await other.stop();
      const file = path.join(folder, 'content');
      await runTransfer('export', elsewhere, file);
      await elsewhere.drop();

      await runTransfer('import', database, `${file}.tar`);
      rmSync(folder, { recursive: true });

      const playground = await startPlayground({ database });
      const tags = await playground.strapi.db.query(TAG).findMany({ select: ['name'] });
      await expectUnchanged(playground);
      const tag = await playground.documents(TAG).create({ data: { name: 'After' } });
      const [received] = await receiver.waitFor(1);
      await playground.untilQuiet();
      await playground.stop();

      expect(tags).toEqual([expect.objectContaining({ name: 'Imported' })]);
      verify(destination.secret, received);
      expect(told(receiver.received)).toEqual([`Deploy tag ${tag.documentId}`]);
    },
    LONG_MS
  );

  async function expectUnchanged({ api }: Playground): Promise<void> {
    const list = await api.get<{ data: Destination[] }>('/destinations');
    const history = await api.get<{ data: { status: string; attemptCount: number }[] }>(
      `/destinations/${destination.id}/deliveries`
    );
    expect(list.body.data).toMatchObject([
      { id: destination.id, url: receiver.url, events: ['tag.*'] },
    ]);
    expect(history.body.data).toMatchObject([{ status: 'delivered', attemptCount: 1 }]);
  }
});

async function rowsOf(database: TestDatabase): Promise<Record<string, unknown[]>> {
  const knex = database.connect();
  const rows: Record<string, unknown[]> = {};
  for (const table of Object.values(TABLES)) rows[table] = await knex(table).select();
  await knex.destroy();
  return rows;
}

/** A write outside a transaction is announced before it happens: no moment at which a kill would lose it. */
import { createTestDatabase, type TestDatabase } from '../support/databases';
import { createDestination } from '../support/destinations';
import { eventually } from '../support/eventually';
import { type Playground, startPlayground } from '../support/playground';
import { type Receiver, startReceiver, told } from '../support/receiver';
import { startStrapiChild } from '../support/strapi-child';
import { toldAbout } from '../support/told-about';

const TAG = 'api::tag.tag';

describe('a write outside a transaction', () => {
  let database: TestDatabase;
  let playground: Playground;
  let receiver: Receiver;
  let documentId: string;

  beforeAll(async () => {
    database = await createTestDatabase();
    receiver = await startReceiver();
    playground = await startPlayground({ database });
    await createDestination(playground, { url: receiver.url, events: ['tag.*'] });
    ({ documentId } = await playground.documents(TAG).create({ data: { name: 'Here' } }));
    await playground.untilQuiet();
  });

  afterAll(async () => {
    await receiver?.stop();
    await playground?.stop();
    await database?.drop();
  });

  /** A hint is looked at some minutes later; the test does not wait. */
  const passTime = () => playground.knex('destinations_changes').update({ due_at: 0 });
  const hints = () => playground.knex('destinations_changes');

  it('that fails leaves a hint, and nobody is told of it', async () => {
    const failing = playground.strapi.db.lifecycles.subscribe({
      models: [TAG],
      beforeUpdate() {
        throw new Error('refused by somebody else');
      },
    });
    const rows = playground.strapi.db.query(TAG);
    await expect(
      rows.update({ where: { documentId }, data: { name: 'Never' } })
    ).rejects.toBeTruthy();
    failing();
    expect(await hints()).toMatchObject([{ document_id: documentId }]);
    expect(await toldAbout({ playground, receiver }, passTime)).toEqual([]);
    await eventually('the hint forgotten', async () => (await hints()).length === 0);
  });

  it('whose process is killed just after it is told by the next one', async () => {
    await playground.stop();
    receiver.clear();
    const child = await startStrapiChild(database);
    const params = { where: { documentId }, data: { name: 'Gone' } };
    await child.write({ uid: TAG, action: 'updateAndDie', params }).catch(() => undefined);
    await child.exited;

    playground = await startPlayground({ database });
    expect(await hints()).toMatchObject([{ document_id: documentId }]);
    await passTime();
    await receiver.waitFor(1);
    await playground.untilQuiet();
    expect(told(receiver.received)).toEqual([`Deploy tag ${documentId}`]);
    const tag = await playground.strapi.db.query(TAG).findOne({ where: { documentId } });
    expect(tag.name).toBe('Gone');
  });
});

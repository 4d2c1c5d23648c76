import { createDatabase } from '../../server/src/database/database';
import { createIsOverfull } from '../../server/src/queue/backlog';
import { SILENT } from '../dispatch/support/claimed';
import { type Playground, startPlayground } from '../support/playground';
import { uuid } from '../support/uuid';

const DESTINATION = '11111111-1111-4111-8111-111111111111';

describe('the backlog of a destination that wants every version', () => {
  let playground: Playground;
  let elapsed = 0;

  beforeAll(async () => {
    playground = await startPlayground({ listen: false });
  });

  afterAll(() => playground?.stop());

  async function addWaiting(from: number, count: number): Promise<void> {
    await playground.strapi.db.connection('destinations_deliveries').insert(
      Array.from({ length: count }, (_, number) => ({
        id: uuid(from + number),
        destination_id: DESTINATION,
        view_id: 1,
        type: 'tag',
        origin_id: 'abc',
        locale: '',
        action: 'Deploy',
        version: from + number,
        status: 'pending',
        diverted: false,
        test: false,
        manual: false,
        attempt_count: 0,
        created_at: 1,
      }))
    );
  }

  it('is overfull at its limit, is looked at again only after a while, and is said once', async () => {
    const warnings: string[] = [];
    const database = createDatabase(playground.strapi.db);
    const isOverfull = createIsOverfull({
      database,
      clock: { elapsed: () => elapsed },
      logger: {
        ...SILENT,
        warn: (message: string) => warnings.push(message),
      },
      limit: 10,
    });
    const ask = () => database.transaction((trx) => isOverfull(DESTINATION, trx));

    await addWaiting(0, 9);
    expect(await ask()).toBe(false);
    await addWaiting(9, 1);
    expect(await ask()).toBe(false);
    elapsed += 6_000;
    expect(await ask()).toBe(true);
    elapsed += 6_000;
    expect(await ask()).toBe(true);
    expect(warnings).toEqual([expect.stringMatching(/^More than 10 deliveries wait for/)]);
  });
});

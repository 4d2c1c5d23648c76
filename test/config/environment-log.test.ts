import { createTestDatabase } from '../support/databases';
import { eventually } from '../support/eventually';
import { startPlayground } from '../support/playground';
import { bootForLog } from './support/boot-for-log';

describe('a database of another environment', () => {
  it('is told in the log as an error with what to do', async () => {
    const database = await createTestDatabase();
    const first = await startPlayground({ config: { environment: 'production' }, database });
    await eventually('the name', () =>
      first.knex('destinations_settings').where({ key: 'environment' }).first()
    );
    await first.stop();

    const { log } = await bootForLog({
      config: { environment: 'staging', publicUrl: 'https://cms.example.com' },
      env: database.env,
    });
    await database.drop();
    expect(log).toMatch(
      /error.*Nothing is sent: the database belongs to the environment "production".*Choose with POST \/api\/destinations\/environment/
    );
  });
});

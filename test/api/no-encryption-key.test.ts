/** A Strapi without an encryption key. In a file of its own: Strapi keeps the key of an earlier boot in the process. */
import { type Destination } from '../../contracts/destination';
import { type Health } from '../../contracts/health';
import { type Playground, startPlayground } from '../support/playground';

interface Failure {
  error: { status: number; message: string };
}

describe('without an encryption key', () => {
  let playground: Playground;

  beforeAll(async () => {
    playground = await startPlayground({ env: { ENCRYPTION_KEY: 'none' } });
  });

  afterAll(async () => {
    await playground?.stop();
  });

  it('health names the setting and stays 200', async () => {
    const { status, body } = await playground.api.get<{ data: Health }>('/destinations/health');
    expect(status).toBe(200);
    expect(body.data.status).toBe('degraded');
    expect(body.data.problems).toEqual([expect.stringContaining('"secrets.encryptionKey"')]);
  });

  it('no secret is stored: a destination is refused with the name of the setting', async () => {
    const { status, body } = await playground.api.post<Failure>('/destinations', {
      url: 'https://shop.example.com',
    });
    expect(status).toBe(400);
    expect(body.error.message).toContain('"secrets.encryptionKey"');
    const { body: list } = await playground.api.get<{ data: Destination[] }>('/destinations');
    expect(list.data).toEqual([]);
  });

  it('no key pair is made', async () => {
    const { status, body } = await playground.api.get<Failure>('/destinations/identities');
    expect(status).toBe(400);
    expect(body.error.message).toContain('"secrets.encryptionKey"');
    expect(await playground.knex('destinations_identities')).toEqual([]);
  });
});

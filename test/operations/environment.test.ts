/** A database that is started as another environment sends nothing until somebody says what it is. */
import path from 'node:path';

import { type Destination, type DestinationWithSecret } from '../../contracts/destination';
import {
  type Environment,
  type EnvironmentChoice,
  type EnvironmentChosen,
} from '../../contracts/environment';
import { type Health } from '../../contracts/health';
import { type ReconcileCounts } from '../../contracts/job';
import { type ConfigInput } from '../../server/src/config/schema';
import { createApiToken } from '../api/support/clients';
import { createTestDatabase, type TestDatabase } from '../support/databases';
import { eventually } from '../support/eventually';
import { hearFailures } from '../support/heard';
import { type Playground, startPlayground } from '../support/playground';
import { type Receiver, startReceiver, told } from '../support/receiver';
import { startStrapiChild } from '../support/strapi-child';
import { uuid } from '../support/uuid';

const TAG = 'api::tag.tag';
const VIEWS = path.join(__dirname, '../views/support/views');
const SECRET = `whsec_${Buffer.alloc(32, 1).toString('base64')}`;

interface Failure {
  error: { status: number; message: string };
}

describe('the environment of a database', () => {
  let database: TestDatabase;
  let receiver: Receiver;
  let playground: Playground | undefined;

  beforeEach(async () => {
    database = await createTestDatabase();
    receiver = await startReceiver();
  });

  afterEach(async () => {
    await stop();
    await receiver.stop();
    await database.drop();
  });

  async function stop(): Promise<void> {
    await playground?.stop();
    playground = undefined;
  }

  /** A start anew, on the same database. */
  async function startAs(
    config: ConfigInput,
    env: Record<string, string> = {}
  ): Promise<Playground> {
    await stop();
    playground = await startPlayground({ config, database, env });
    return playground;
  }

  async function subscribe({ api }: Playground): Promise<string> {
    const { body } = await api.post<{ data: DestinationWithSecret }>('/destinations', {
      alias: 'shop',
      url: receiver.url,
      events: ['tag.*'],
    });
    return body.data.id;
  }

  const environment = async ({ api }: Playground): Promise<Environment> =>
    (await api.get<{ data: Environment }>('/destinations/environment')).body.data;

  const health = async ({ api }: Playground): Promise<Health> =>
    (await api.get<{ data: Health }>('/destinations/health')).body.data;

  const choose = ({ api }: Playground, choice: EnvironmentChoice) =>
    api.post<{ data: Environment; meta: EnvironmentChosen } & Failure>(
      '/destinations/environment',
      { choice }
    );

  const publish = async ({ documents }: Playground, name: string): Promise<string> =>
    (await documents(TAG).create({ data: { name } })).documentId;

  const waiting = ({ knex }: Playground) =>
    knex('destinations_deliveries').where({ status: 'pending' });

  /** One delivery that waits, made while nothing may be sent. */
  const untilWaiting = (of: Playground, count = 1) =>
    eventually('a planned delivery', async () => (await waiting(of)).length === count);

  it('is remembered by the first start with a name, and a start under the same name sends', async () => {
    const first = await startAs({ environment: 'production' });
    await subscribe(first);
    await eventually('the name', async () => (await environment(first)).rememberedName !== null);
    const { environmentId } = await environment(first);

    const second = await startAs({
      environment: 'production',
      publicUrl: 'https://new.example.com',
    });
    const tag = await publish(second, 'Tents');
    await receiver.waitFor(1);
    await second.untilQuiet();
    expect(told(receiver.received)).toEqual([`Deploy tag ${tag}`]);
    expect(await environment(second)).toEqual({
      name: 'production',
      rememberedName: 'production',
      publicUrl: 'https://new.example.com',
      rememberedPublicUrl: 'https://new.example.com',
      environmentId,
      locked: false,
      problem: null,
    });
  });

  it('keeps a start under another name from sending; moved keeps everything and sends it', async () => {
    const first = await startAs({ environment: 'production' });
    const id = await subscribe(first);
    await publish(first, 'Tents');
    await receiver.waitFor(1);
    await first.untilQuiet();
    const { environmentId } = await environment(first);
    receiver.clear();

    const second = await startAs({ environment: 'staging', publicUrl: 'https://new.example.com' });
    const tag = await publish(second, 'Stoves');
    await untilWaiting(second);
    const test = await second.api.post<Failure>(`/destinations/${id}/test`, {
      event: 'tag.deploy',
    });
    const { status, problems } = await health(second);
    const locked = await environment(second);

    expect(test.status).toBe(409);
    expect(status).toBe('degraded');
    expect(locked).toMatchObject({ locked: true, rememberedName: 'production', name: 'staging' });
    expect(problems).toEqual([locked.problem]);
    expect(test.body.error.message).toBe(locked.problem);
    expect(locked.problem).toContain(
      'Nothing is sent: the database belongs to the environment "production", and this Strapi was started as "staging"'
    );
    expect(locked.problem).toContain('POST /api/destinations/environment');
    expect(receiver.received).toEqual([]);

    const { body } = await choose(second, 'moved');
    expect(body.data).toMatchObject({ locked: false, problem: null, environmentId });
    expect(body.meta).toEqual({ canceled: 0, deactivated: 0 });
    await receiver.waitFor(1);
    await second.untilQuiet();
    expect(told(receiver.received)).toEqual([`Deploy tag ${tag}`]);
    expect(receiver.received[0].message.id).toContain(environmentId);
    expect((await health(second)).status).toBe('ok');

    const again = await choose(second, 'copy');
    expect(again.status).toBe(409);
    expect(again.body.error.message).toContain('There is nothing to choose');
  });

  it('a copy gets an id of its own, forgets what waits and what was acknowledged, and is switched off', async () => {
    const first = await startAs({ environment: 'production' });
    const id = await subscribe(first);
    await publish(first, 'Tents');
    await receiver.waitFor(1);
    await first.untilQuiet();
    const { environmentId } = await environment(first);
    receiver.clear();

    const byConfig = { alias: 'search', url: receiver.url, events: ['tag.*'], secret: SECRET };
    const second = await startAs({ environment: 'staging', destinations: [byConfig] });
    await publish(second, 'Stoves');
    await untilWaiting(second, 2);
    // As the worker of the original was sending when the copy was made.
    const [claimed] = await waiting(second).where({ destination_id: id });
    await second.knex('destinations_leases').insert({
      delivery_id: claimed.id,
      token: uuid(1),
      ends_at: Date.now() + 60_000,
      claims: 1,
    });

    const { status, body } = await choose(second, 'copy');
    expect(status).toBe(200);
    expect(body.meta).toEqual({ canceled: 2, deactivated: 1 });
    expect(body.data).toMatchObject({ locked: false, rememberedName: 'staging' });
    expect(body.data.environmentId).not.toBe(environmentId);
    expect(await second.knex('destinations_receipts')).toEqual([]);
    const { body: list } = await second.api.get<{ data: Destination[] }>('/destinations');
    expect(list.data.map(({ alias, state }) => [alias, state]).sort()).toEqual([
      ['search', 'Active'],
      ['shop', 'Inactive'],
    ]);

    const tag = await publish(second, 'Lamps');
    await receiver.waitFor(1);
    await second.untilQuiet();
    expect(told(receiver.received)).toEqual([`Deploy tag ${tag}`]);
    expect(receiver.received[0].message.id).toContain(body.data.environmentId);

    await second.api.patch(`/destinations/${id}`, { enabled: true });
    const { body: compared } = await second.api.get<{ data: ReconcileCounts }>(
      `/destinations/${id}/reconcile`
    );
    expect(compared.data).toMatchObject({ inSync: 0, missing: 3 });
  });

  it('a fixed environmentId cannot become a copy, a changed one can', async () => {
    const environmentId = '11111111-1111-4111-8111-111111111111';
    const first = await startAs({ environment: 'production', environmentId });
    await eventually('the name', async () => (await environment(first)).rememberedName !== null);
    const second = await startAs({ environment: 'staging', environmentId });
    const refused = await choose(second, 'copy');
    expect(refused.status).toBe(409);
    expect(refused.body.error.message).toContain(
      `this one is fixed in config/plugins (destinations.config): "${environmentId}"`
    );
    expect(await environment(second)).toMatchObject({ locked: true, environmentId });

    const other = '22222222-2222-4222-8222-222222222222';
    const third = await startAs({ environment: 'staging', environmentId: other });
    const { body } = await choose(third, 'copy');
    expect(body.data).toMatchObject({ locked: false, environmentId: other });
  });

  it('an interrupted copy stays locked until it is chosen again', async () => {
    const first = await startAs({ environment: 'production' });
    await subscribe(first);
    await eventually('the name', async () => (await environment(first)).rememberedName !== null);
    await first
      .knex('destinations_settings')
      .insert({ key: 'environment.copy', value: 'under way' });
    const second = await startAs({ environment: 'staging' });
    expect((await environment(second)).problem).toContain('is being made a copy');
    expect((await choose(second, 'moved')).status).toBe(409);
    const { body } = await choose(second, 'copy');
    expect(body.data).toMatchObject({ locked: false, problem: null });
    expect(body.meta.deactivated).toBe(1);
  });

  it('without a name, another address only warns, until somebody chooses', async () => {
    const first = await startAs({});
    await subscribe(first);
    await eventually('the address', async () => {
      const { rememberedPublicUrl } = await environment(first);
      return rememberedPublicUrl === 'https://cms.example.com';
    });
    const second = await startAs({ publicUrl: 'https://copy.example.com' });
    const tag = await publish(second, 'Tents');
    await receiver.waitFor(1);
    await second.untilQuiet();
    expect(told(receiver.received)).toEqual([`Deploy tag ${tag}`]);
    const { status, problems, warnings } = await health(second);
    expect({ status, problems }).toEqual({ status: 'ok', problems: [] });
    expect(warnings).toEqual([
      expect.stringContaining(
        'The public address was "https://cms.example.com" and is "https://copy.example.com" now'
      ),
    ]);

    expect((await choose(second, 'moved')).status).toBe(200);
    expect((await health(second)).warnings).toEqual([]);
  });

  it('without a name, the database of a named one only warns', async () => {
    const first = await startAs({ environment: 'production' });
    await eventually('the name', async () => (await environment(first)).rememberedName !== null);
    const second = await startAs({});
    expect(await environment(second)).toMatchObject({ locked: false, name: null });
    expect((await health(second)).warnings).toEqual([
      expect.stringContaining('the option "environment" is not set'),
    ]);
  });

  it('every instance follows the choice without a restart', async () => {
    const first = await startAs({ environment: 'production' });
    await subscribe(first);
    await eventually('the name', async () => (await environment(first)).rememberedName !== null);
    const second = await startAs({ environment: 'staging' });
    const child = await startStrapiChild(database, { config: { environment: 'staging' } });
    const token = await createApiToken(second.strapi, { type: 'read-only' });
    const seenByChild = async (): Promise<Environment> => {
      const response = await fetch(`${child.url}/api/destinations/environment`, {
        headers: { authorization: `Bearer ${token}` },
      });
      return ((await response.json()) as { data: Environment }).data;
    };
    expect((await seenByChild()).locked).toBe(true);
    expect((await choose(second, 'moved')).status).toBe(200);
    expect((await seenByChild()).locked).toBe(false);
    await stop();

    await child.write({ uid: TAG, action: 'create', params: { data: { name: 'Tents' } } });
    await receiver.waitFor(1);
    child.kill('SIGTERM');
    await child.exited;
  });

  it('alerts stay silent while nobody knows whose they are', async () => {
    const views = { DESTINATIONS_VIEWS: path.join(VIEWS, 'magazine.cjs') };
    const { api } = await startAs({ environment: 'production' }, views);
    await api.post('/destinations', {
      url: receiver.url,
      events: ['fragile.*'],
      failureHandling: { alertUrl: receiver.url },
    });

    const failOnce = async (started: Playground, name: string): Promise<void> => {
      const heard = hearFailures(started);
      await started.documents('api::author.author').create({
        data: { name },
        status: 'published',
      });
      await eventually('the view schema has failed for good', async () => {
        await started.strapi.db
          .connection('destinations_changes')
          .where('tries', '>', 0)
          .update({ due_at: 0 });
        return heard.emitted.length === 1;
      });
    };
    const locked = await startAs({ environment: 'staging', pollInterval: 0.1 }, views);
    await failOnce(locked, 'Bad in staging');
    await stop();
    expect(receiver.received).toEqual([]);

    const known = await startAs({ environment: 'production', pollInterval: 0.1 }, views);
    await failOnce(known, 'Bad in production');
    await receiver.waitFor(1);
    expect(receiver.received[0].body).toContain('"type":"delivery.failed"');
    expect(receiver.received).toHaveLength(1);
  });
});

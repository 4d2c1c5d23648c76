/** Numbers for Prometheus: what happened is counted, what waits is measured. */
import { type DestinationWithSecret } from '../../contracts/destination';
import { eventually } from '../support/eventually';
import { type Playground, startPlayground } from '../support/playground';
import { startReceiver } from '../support/receiver';
import { call, createAdmin, createApiToken } from './support/clients';

const TAG = 'api::tag.tag';
const LINE = /^(\w+)(?:\{(.*)\})? (\S+)$/;

/** `name{label="value"}` → number */
function samplesOf(text: string): Map<string, number> {
  const lines = text.split('\n').filter((line) => line !== '' && !line.startsWith('#'));
  return new Map(
    lines.map((line) => {
      const [, name, labels, value] = LINE.exec(line) ?? [];
      if (name === undefined) throw new Error(`Expected a sample, got ${JSON.stringify(line)}`);
      return [labels === undefined ? name : `${name}{${labels}}`, Number(value)];
    })
  );
}

describe('metrics', () => {
  let playground: Playground;

  beforeAll(async () => {
    playground = await startPlayground();
  });

  afterAll(() => playground?.stop());

  const read = async (): Promise<Map<string, number>> => {
    const { status, body, headers } = await playground.api.get<string>('/destinations/metrics');
    expect(status).toBe(200);
    expect(headers.get('content-type')).toMatch(/^text\/plain; version=0\.0\.4/);
    return samplesOf(body);
  };

  const create = async (fields: object): Promise<DestinationWithSecret> => {
    const { body } = await playground.api.post<{ data: DestinationWithSecret }>('/destinations', {
      events: ['tag.*'],
      failureHandling: { retry: { maxAttempts: 1 }, suspend: false },
      ...fields,
    });
    return body.data;
  };

  it('attempts are counted by destination and outcome, with their durations; tests are not', async () => {
    const [good, bad] = [await startReceiver(200), await startReceiver(400)];
    const { id } = await create({ url: good.url, alias: 'good' });
    const { id: other } = await create({ url: bad.url, alias: 'bad' });
    await playground.api.post(`/destinations/${id}/test`, { event: 'tag.deploy' });
    await playground.documents(TAG).create({ data: { name: 'One' } });
    await playground.documents(TAG).create({ data: { name: 'Two' } });
    await playground.untilQuiet();

    const samples = await eventually('both counts', async () => {
      const found = await read();
      const total = ['good', 'bad'].map(
        (destination) =>
          found.get(`destinations_attempt_duration_seconds_count{destination="${destination}"}`) ??
          0
      );
      return total.join() === '2,2' ? found : null;
    });
    expect(samples.get('destinations_attempts_total{destination="good",outcome="delivered"}')).toBe(
      2
    );
    expect(samples.get('destinations_attempts_total{destination="bad",outcome="failed"}')).toBe(2);
    expect(
      samples.get('destinations_attempt_duration_seconds_bucket{le="+Inf",destination="good"}')
    ).toBe(2);
    expect(samples.get('destinations_settle_batch_size_sum')).toBe(4);
    expect(samples.get('destinations_backlog{destination="good"}')).toBe(0);
    expect(samples.get('destinations_changes_waiting')).toBe(0);
    expect(samples.get('destinations_fanouts')).toBe(0);
    expect(samples.get('destinations_dispatcher_alive')).toBe(1);
    expect(samples.get('destinations_planner_alive')).toBe(1);
    for (const each of [id, other]) await playground.api.delete(`/destinations/${each}`);
    await good.stop();
    await bad.stop();
  });

  it('what waits is measured per destination, and never counted beyond 10,001', async () => {
    const { id } = await create({ url: 'https://shop.example.com', alias: 'waiting', events: [] });
    await playground.api.patch(`/destinations/${id}/suspend`, {});
    const rows = Array.from({ length: 10_050 }, (_, number) => ({
      id: `00000000-0000-7000-8000-${String(number).padStart(12, '0')}`,
      destination_id: id,
      view_id: null,
      type: 'tag',
      origin_id: 'x',
      locale: '',
      action: 'Deploy',
      version: 1,
      status: 'pending',
      due_at: Date.now() - 90_000,
      created_at: Date.now() - 90_000,
    }));
    await playground.knex.batchInsert('destinations_deliveries', rows, 50);

    const samples = await read();
    expect(samples.get('destinations_backlog{destination="waiting"}')).toBe(10_001);
    expect(samples.get('destinations_oldest_due_seconds{destination="waiting"}')).toBeGreaterThan(
      89
    );
    expect(samples.get('destinations_suspended{destination="waiting"}')).toBe(1);

    await playground.api.delete(`/destinations/${id}`);
    expect((await read()).has('destinations_backlog{destination="waiting"}')).toBe(false);
  });

  it('a token with that one scope, and an admin who may read deliveries, may ask', async () => {
    const token = await createApiToken(playground.strapi, {
      type: 'custom',
      permissions: ['plugin::destinations.metrics.find'],
    });
    expect((await call(playground, 'GET', '/api/destinations/metrics', { token })).status).toBe(
      200
    );
    expect((await call(playground, 'GET', '/api/destinations/health', { token })).status).toBe(403);

    const { jwt } = await createAdmin(playground, ['plugin::destinations.deliveries.read']);
    const answer = await call<string>(playground, 'GET', '/destinations/metrics', { token: jwt });
    expect(answer.status).toBe(200);
    expect(answer.body).toContain('# TYPE destinations_attempts_total counter');
    expect((await call(playground, 'GET', '/destinations/metrics')).status).toBe(401);
  });
});

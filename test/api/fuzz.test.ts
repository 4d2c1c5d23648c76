/** Nothing that a client sends is an error of the server, changes something after a refusal, or takes long. */
import { createHash } from 'node:crypto';

import { type Delivery } from '../../contracts/delivery';
import { type DestinationWithSecret } from '../../contracts/destination';
import { endpoints, type Endpoint } from '../../server/src/routes/endpoints';
import { checkDescribed } from '../support/described';
import { eventually } from '../support/eventually';
import { type Playground, startPlayground } from '../support/playground';
import { createRandom, type Random } from '../support/random';
import { type Receiver, startReceiver } from '../support/receiver';
import { createApiToken } from './support/clients';
import { encode, oddBody, oddQuery, oddString } from './support/hostile';

const REQUESTS = 2_000;
const SEED = 20_260_121;
const SLOWEST_MS = 1_000;
/** A change that is being planned is due again when its lease ends; hints lie further ahead. */
const PLANNING_LEASE_MS = 90_000;
/** Creating is what takes most to get right, so that it is tried more often. */
const CHOSEN = endpoints.flatMap<Endpoint>((endpoint) =>
  endpoint.handler === 'destinations.create'
    ? Array.from({ length: 6 }, () => endpoint)
    : [endpoint]
);
const TABLES = [
  'destinations_destinations',
  'destinations_secrets',
  'destinations_identities',
  'destinations_deliveries',
  'destinations_attempts',
  'destinations_receipts',
  'destinations_views',
  'destinations_changes',
];

describe('hostile requests', () => {
  let playground: Playground;
  let receiver: Receiver;
  let token: string;

  beforeAll(async () => {
    // Behind the guard, so that a test message to whatever the fuzzer made up is refused and not sent.
    playground = await startPlayground();
    receiver = await startReceiver(500);
    token = await createApiToken(playground.strapi, { type: 'full-access' });
  });

  afterAll(async () => {
    await receiver?.stop();
    await playground?.stop();
  });

  async function createDestination(): Promise<string> {
    const { body } = await playground.api.post<{ data: DestinationWithSecret }>('/destinations', {
      url: receiver.url,
      events: ['tag.*'],
      failureHandling: { retry: { maxAttempts: 1 }, suspend: false },
    });
    return body.data.id;
  }

  /** Without deleted destinations, which are forgotten in the background. */
  async function rowsOf(table: string): Promise<object[]> {
    const rows = playground.knex(table);
    return table === 'destinations_destinations'
      ? rows.whereNotIn('state', ['Deleting', 'Deleted'])
      : rows;
  }

  /** Rows by table, hashed: two equal fingerprints are two equal databases. */
  async function fingerprint(): Promise<string[]> {
    const hashes: string[] = [];
    for (const table of TABLES) {
      const hash = createHash('sha256');
      const rows: object[] = await rowsOf(table);
      hash.update(
        rows
          .map((row) => JSON.stringify(row))
          .sort()
          .join('\n')
      );
      hashes.push(`${table} ${hash.digest('hex')}`);
    }
    return hashes;
  }

  /** Nothing is on the way; what waits for a suspended destination may wait. */
  async function untilIdle(): Promise<void> {
    await eventually('changes planned and due deliveries sent', async () => {
      const changes = await playground
        .knex('destinations_changes')
        .where('due_at', '<', Date.now() + PLANNING_LEASE_MS);
      const underWay = await playground
        .knex('destinations_deliveries as delivery')
        .join(
          'destinations_destinations as destination',
          'destination.id',
          'delivery.destination_id'
        )
        .leftJoin('destinations_leases as lease', 'lease.delivery_id', 'delivery.id')
        .where((moving) => {
          void moving.whereNotNull('lease.token').orWhere((due) => {
            void due
              .whereNull('destination.suspended_at')
              .where('delivery.due_at', '<', Date.now() + 60_000);
          });
        });
      const jobs = await playground.knex('destinations_jobs').whereNotNull('due_at');
      // The history of a deleted one goes in the background.
      const purged = await playground
        .knex('destinations_deliveries as delivery')
        .join('destinations_destinations as owner', 'owner.id', 'delivery.destination_id')
        .where('owner.state', 'Deleting');
      return [changes, underWay, jobs, purged].every(({ length }) => length === 0);
    });
  }

  function pathOf(
    random: Random,
    { path }: Endpoint,
    ids: { id: string; deliveryId: string }
  ): string {
    const idOr = (id: string): string =>
      random.chance(0.7) ? id : encode(oddString(random).slice(0, 500)) || 'x';
    return path
      .replace(':id', () => idOr(ids.id))
      .replace(/:deliveryId|:\w+Id/, () => idOr(ids.deliveryId))
      .replace(/^\/$/, '');
  }

  it(`${REQUESTS} of them never give a 500, never change a row after a 400 and are answered within a second`, async () => {
    const random = createRandom(SEED);
    const problems: string[] = [];
    const statuses = new Map<number, number>();
    let ids = { id: '', deliveryId: '' };
    let slowest = 0;

    for (let number = 0; number < REQUESTS; number += 1) {
      // Deleted and deactivated ones would make every answer a 404 or a 409.
      if (number % 100 === 0) ids = await freshIds();
      const endpoint = random.pick(CHOSEN);
      const hasBody = endpoint.method !== 'GET' && random.chance(0.95);
      const body = hasBody ? oddBody(random, receiver.url) : null;
      const path = `${pathOf(random, endpoint, ids)}${random.chance(0.3) ? oddQuery(random) : ''}`;
      const before = await fingerprint();

      const started = performance.now();
      const response = await fetch(`${playground.url}/api/destinations${path}`, {
        method: endpoint.method,
        headers: {
          authorization: `Bearer ${token}`,
          ...(body ? { 'content-type': body.contentType } : {}),
          ...(random.chance(0.1)
            ? { 'if-match': random.pick(['"1"', 'x', '*', '99999999999']) }
            : {}),
        },
        ...(body ? { body: body.text } : {}),
      });
      const text = await response.text();
      const duration = performance.now() - started;
      slowest = Math.max(slowest, duration);
      statuses.set(response.status, (statuses.get(response.status) ?? 0) + 1);

      const request = `#${number} ${endpoint.method} ${path.slice(0, 200)} ${body?.contentType ?? ''} ${body?.text.slice(0, 300) ?? ''}`;
      if (response.status >= 500)
        problems.push(`${response.status} for ${request}: ${text.slice(0, 200)}`);
      const undescribed = undescribedIn(endpoint.method, path, response, text);
      if (undescribed !== null) problems.push(`${undescribed} for ${request}`);
      if (duration > SLOWEST_MS) problems.push(`${Math.round(duration)} ms for ${request}`);
      if (response.status >= 400) {
        const changed = (await fingerprint()).filter((hash) => !before.includes(hash));
        if (changed.length > 0) {
          problems.push(`${changed.join(', ')} changed after ${response.status}: ${request}`);
        }
      } else {
        await untilIdle();
      }
    }

    expect(problems).toEqual([]);
    // Otherwise the requests were all refused at the door, and the test proves little.
    const expected = [200, 201, 202, 204, 400, 404, 409, 413, 415];
    expect(expected.filter((status) => !statuses.has(status))).toEqual([]);
  }, 280_000);

  /** What the OpenAPI document does not say of the answer. */
  function undescribedIn(
    method: string,
    path: string,
    { status, headers }: Response,
    text: string
  ): string | null {
    const contentType = headers.get('content-type');
    const body = contentType?.includes('json') ? JSON.parse(text) : text;
    try {
      const [withoutQuery] = `/api/destinations${path}`.split('?');
      checkDescribed({ method, path: withoutQuery, status, contentType, body });
      return null;
    } catch (error) {
      return String(error);
    }
  }

  async function freshIds(): Promise<{ id: string; deliveryId: string }> {
    const { body: list } = await playground.api.get<{ data: { id: string }[] }>(
      '/destinations?count=100'
    );
    for (const destination of list.data) {
      await playground.api.delete(`/destinations/${destination.id}`);
    }
    const id = await createDestination();
    const { documentId } = await playground
      .documents('api::tag.tag')
      .create({ data: { name: `Fuzz ${id}` } });
    await untilIdle();
    const { body } = await playground.api.get<{ data: Delivery[] }>(
      `/destinations/${id}/deliveries?originId=${documentId}`
    );
    return { id, deliveryId: body.data[0].id };
  }
});

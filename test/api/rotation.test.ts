/** A new secret beside the old one: receivers that know either can verify every message until the old one ends. */
import { createDestination, deleteDestinations } from '../support/destinations';
import { type Playground, startPlayground } from '../support/playground';
import { type Received, type Receiver, startReceiver, verify } from '../support/receiver';

interface Rotated {
  data: { secret: string; previousExpiresAt: string | null };
}

describe('a secret that is rotated', () => {
  let playground: Playground;
  let receiver: Receiver;

  beforeAll(async () => {
    playground = await startPlayground({ config: { pollInterval: 0.1 } });
    receiver = await startReceiver();
  });

  afterEach(() => deleteDestinations(playground));
  afterAll(async () => {
    await receiver?.stop();
    await playground?.stop();
  });

  const create = () => createDestination(playground, { url: receiver.url, events: ['tag.*'] });

  async function rotate(id: string, graceSeconds?: number): Promise<Rotated['data']> {
    const { status, body } = await playground.api.post<Rotated>(
      `/destinations/${id}/rotate-secret`,
      graceSeconds === undefined ? {} : { graceSeconds }
    );
    expect(status).toBe(200);
    return body.data;
  }

  async function nextMessage(): Promise<Received> {
    receiver.clear();
    await playground.documents('api::tag.tag').create({ data: { name: 'Signed' } });
    const [message] = await receiver.waitFor(1);
    await playground.untilQuiet();
    return message;
  }

  const accepts = (secret: string, message: Received): boolean => {
    try {
      verify(secret, message);
      return true;
    } catch {
      return false;
    }
  };

  it('with a grace signs beside the old ones, the newest first, until the grace is over', async () => {
    const { id, secret: first } = await create();
    const second = await rotate(id, 3_600);
    const third = await rotate(id, 3_600);
    expect(Date.parse(second.previousExpiresAt ?? '')).toBeGreaterThan(Date.now());

    const message = await nextMessage();
    const signatures = String(message.headers['webhook-signature']).split(' ');
    expect(signatures).toHaveLength(3);
    const secrets = [third.secret, second.secret, first];
    expect(secrets.map((secret) => accepts(secret, message))).toEqual([true, true, true]);
    const newestAlone = { ...message.headers, 'webhook-signature': signatures[0] };
    expect(accepts(third.secret, { ...message, headers: newestAlone })).toBe(true);

    // Time passes: the grace of the oldest is over.
    await playground
      .knex('destinations_secrets')
      .whereNotNull('expires_at')
      .orderBy('created_at')
      .limit(1)
      .select('id')
      .then(([oldest]) =>
        playground.knex('destinations_secrets').where(oldest).update({ expires_at: 1 })
      );
    await playground.api.patch(`/destinations/${id}`, { name: 'Looked at again' });
    const later = await nextMessage();
    expect(secrets.map((secret) => accepts(secret, later))).toEqual([true, true, false]);
  });

  it('without a grace ends the old one at once', async () => {
    const { id, secret: old } = await create();
    const { secret, previousExpiresAt } = await rotate(id);
    expect(previousExpiresAt).toBeNull();
    const message = await nextMessage();
    expect([accepts(secret, message), accepts(old, message)]).toEqual([true, false]);
  });

  it('keeps at most ten old ones', async () => {
    const { id } = await create();
    for (let number = 0; number < 10; number += 1) await rotate(id, 3_600);
    const { status, body } = await playground.api.post<{ error: { message: string } }>(
      `/destinations/${id}/rotate-secret`,
      { graceSeconds: 3_600 }
    );
    expect([status, body.error.message]).toEqual([
      400,
      expect.stringContaining('10 old secrets are still valid'),
    ]);
    await rotate(id, 0);
    expect(String((await nextMessage()).headers['webhook-signature']).split(' ')).toHaveLength(1);
  });
});

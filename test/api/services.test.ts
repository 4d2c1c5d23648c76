/** What code of the app and of other plugins can rely on: the services, and the events on Strapi's event hub. */
import { type DestinationsServices } from '../../server/src';
import { eventually } from '../support/eventually';
import { type Playground, startPlayground } from '../support/playground';
import { type Receiver, startReceiver } from '../support/receiver';

describe('the services of the plugin', () => {
  let playground: Playground;
  let receiver: Receiver;

  beforeAll(async () => {
    playground = await startPlayground();
    receiver = await startReceiver();
  });

  afterAll(async () => {
    await receiver?.stop();
    await playground?.stop();
  });

  const service = <Name extends keyof DestinationsServices>(name: Name) =>
    playground.strapi.plugin('destinations').service<DestinationsServices[Name]>(name);

  const createTag = (name: string) =>
    playground.documents('api::tag.tag').create({ data: { name } });

  it('make a destination, wait until an entry is delivered, read its view', async () => {
    const { id, secret, owner } = await service('destinations').create({
      url: receiver.url,
      events: ['tag.*'],
    });
    expect(secret).toMatch(/^whsec_/);
    expect(owner).toBeNull();

    const { documentId } = await createTag('Waited for');
    const status = await service('deliveries').waitUntilDelivered(
      { uid: 'api::tag.tag', documentId },
      { timeoutMs: 10_000 }
    );
    expect(status).toMatchObject({ planned: true, destinations: [{ status: 'delivered' }] });
    expect(receiver.received).toHaveLength(1);

    const view = await service('views').find({ id: status.destinations[0].viewId });
    expect(view?.data.view).toMatchObject({ name: 'Waited for' });
    await playground.documents('api::tag.tag').delete({ documentId });
    await playground.untilQuiet();
    expect(await service('views').find({ id: status.destinations[0].viewId })).toBeNull();

    const { deliveries, total } = await service('deliveries').list(id, { status: ['delivered'] });
    expect(total).toBe(2);
    const newest = await service('deliveries').get(id, deliveries[0].id);
    expect(newest).toMatchObject({ action: 'Remove', attempts: [{ number: 1 }] });

    await service('destinations').delete(id);
    await expect(service('destinations').get(id)).rejects.toThrow('Destination not found');
  });

  it('refuse wrong input as the REST API does', async () => {
    await expect(service('destinations').create({ url: 'ftp://shop.example.com' })).rejects.toThrow(
      /"url": .*got "ftp:/
    );
    const { id } = await service('destinations').create({ url: receiver.url });
    const rotated = service('destinations').rotateSecret(id, { graceSeconds: -1 });
    await expect(rotated).rejects.toThrow(/"graceSeconds": .*got -1/);
    await service('destinations').delete(id);
  });

  it('refuse a redeploy of a destination that is Inactive, as the REST API does', async () => {
    const { id } = await service('destinations').create({ url: receiver.url, enabled: false });
    await expect(service('destinations').redeploy(id)).rejects.toThrow(/while it is Inactive/);
    for (const work of ['redeploy', 'reconcile']) {
      const { status } = await playground.api.post(`/destinations/${id}/${work}`);
      expect(status).toBe(409);
    }
    await service('destinations').delete(id);
  });

  it('what people are alerted of is emitted, and a listener that throws harms nobody', async () => {
    const heard: [string, unknown][] = [];
    const failing = () => {
      throw new Error('a listener with a mistake');
    };
    const listen = (name: string) => {
      playground.strapi.eventHub.on(name, async (payload) => {
        heard.push([name, payload]);
      });
      playground.strapi.eventHub.on(name, failing);
    };
    listen('destinations.delivery.failed');
    listen('destinations.destination.suspended');

    receiver.answer(500);
    const { id } = await service('destinations').create({
      url: receiver.url,
      events: ['tag.*'],
      failureHandling: { retry: { maxAttempts: 1 }, suspendAfter: 1 },
    });
    receiver.clear();
    await createTag('Refused');
    await eventually('a suspension', () =>
      heard.find(([name]) => name === 'destinations.destination.suspended')
    );
    expect(heard).toContainEqual([
      'destinations.destination.suspended',
      expect.objectContaining({ destinationId: id, reason: 'failures', failures: 1 }),
    ]);

    receiver.answer(400);
    await service('destinations').update(id, { failureHandling: { suspend: false } });
    await service('destinations').unsuspend(id);
    const failed = await eventually('a failed delivery', () =>
      heard.find(([name]) => name === 'destinations.delivery.failed')
    );
    expect(failed[1]).toMatchObject({
      destinationId: id,
      delivery: { event: 'tag.deploy', httpStatus: 400 },
    });

    receiver.answer(200);
    receiver.clear();
    await createTag('Taken');
    await receiver.waitFor(1);
  });
});

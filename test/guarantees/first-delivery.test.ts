import { type DestinationWithSecret } from '../../contracts/destination';
import { startPlayground, type Playground } from '../support/playground';
import { startReceiver, type Receiver, told, verify } from '../support/receiver';

describe('the main job', () => {
  let playground: Playground;
  let receiver: Receiver;
  let destination: DestinationWithSecret;

  beforeAll(async () => {
    playground = await startPlayground();
    receiver = await startReceiver();
    const { body } = await playground.api.post<{ data: DestinationWithSecret }>('/destinations', {
      name: 'Café',
      url: receiver.url,
      events: ['*'],
      headers: { 'X-Team': ['web', 'cms'] },
      accessKey: 'a-long-access-key',
    });
    destination = body.data;
  });

  afterAll(async () => {
    await receiver?.stop();
    await playground?.stop();
  });

  it('a publish arrives as a signed Deploy with exactly the documented body and headers', async () => {
    const tags = playground.documents('api::tag.tag');
    const tag = await tags.create({ data: { name: 'Tents' } });
    const [received] = await receiver.waitFor(1);
    const { headers, body } = received;

    verify(destination.secret, received);
    const gid = /"id":"(gid:[^"]+)"/.exec(body)?.[1] ?? '';
    expect(gid).toMatch(
      new RegExp(
        `^gid://Environment/[0-9a-f-]{36}/Source/[0-9a-f-]{36}/Entity/${tag.documentId}/View/tag$`
      )
    );
    expect(body).toBe(
      `{"id":"${gid}","originId":"${tag.documentId}","type":"tag","action":"Deploy",` +
        `"url":"https://cms.example.com/api/destinations/delivery?id=${encodeURIComponent(gid)}"}`
    );
    expect(headers).toMatchObject({
      'content-type': 'application/json',
      'x-api-key': 'a-long-access-key',
      'x-enterspeed-webhook-name': "UTF-8''Caf%C3%A9",
      'x-enterspeed-system': '1',
      'x-enterspeed-webhook-id': destination.id,
      'x-enterspeed-attempt': '1',
      'x-enterspeed-view-version': '1',
      'x-team': 'web, cms',
    });
    expect(headers['user-agent']).toMatch(/^strapi-plugin-destinations\/\d+\.\d+\.\d+$/);
    expect(received.rawHeaders).toContain('X-Team');
  });

  it('a delete arrives as a Remove with the full identity', async () => {
    receiver.clear();
    const tags = playground.documents('api::tag.tag');
    const tag = await tags.create({ data: { name: 'Stoves' } });
    await receiver.waitFor(1);
    await tags.delete({ documentId: tag.documentId });
    await receiver.waitFor(2);
    expect(told(receiver.received)).toEqual([
      `Deploy tag ${tag.documentId}`,
      `Remove tag ${tag.documentId}`,
    ]);
    await playground.untilQuiet();
  });
});

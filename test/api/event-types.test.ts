/** The catalogue of events against the content types of the playground, and against real messages and views. */
import { type EventType } from '../../contracts/event-type';
import { type JsonObject, type JsonValue } from '../../contracts/view';
import { type Playground, startPlayground } from '../support/playground';
import { problemsOf } from './support/json-schema';

describe('event types', () => {
  let playground: Playground;
  let eventTypes: EventType[];

  beforeAll(async () => {
    playground = await startPlayground();
    const { body } = await playground.api.get<{ data: EventType[] }>('/destinations/event-types');
    eventTypes = body.data;
  });

  afterAll(async () => {
    await playground?.stop();
  });

  const eventType = (event: string): EventType => {
    const found = eventTypes.find((one) => one.event === event);
    if (!found) throw new Error(`Expected the event ${event} in the catalogue`);
    return found;
  };

  it('has a Deploy and a Remove for every content type of the app', () => {
    const events = eventTypes.map(({ event }) => event);
    for (const uid of Object.keys(playground.strapi.contentTypes)) {
      if (!uid.startsWith('api::')) continue;
      const type = uid.split('.')[1];
      expect(events).toEqual(expect.arrayContaining([`${type}.deploy`, `${type}.remove`]));
    }
    expect(events.filter((event) => event.includes('::'))).toEqual([]);
  });

  it('every example fits its schema, message and view alike', () => {
    for (const { event, schema, example, viewSchema, viewExample } of eventTypes) {
      expect([event, problemsOf(schema, example as unknown as JsonValue)]).toEqual([event, []]);
      if (!viewSchema || !viewExample) continue;
      expect([event, problemsOf(viewSchema, viewExample)]).toEqual([event, []]);
    }
  });

  it('the schema refuses what is not such a message', () => {
    const { schema, example } = eventType('article.deploy');
    const wrong = { ...example, action: 'Remove' } as unknown as JsonObject;
    expect(problemsOf(schema, wrong)).not.toEqual([]);
    const { url, ...withoutUrl } = example;
    expect(url).toContain('/api/destinations/delivery?id=');
    expect(problemsOf(schema, withoutUrl as unknown as JsonObject)).not.toEqual([]);
  });

  it('never names a private attribute', () => {
    expect(JSON.stringify(eventType('article.deploy').viewSchema)).not.toContain('internalNotes');
    expect(JSON.stringify(eventType('author.deploy').viewSchema)).not.toContain('"email"');
  });

  it('a real view fits the schema that the catalogue gives for it', async () => {
    const tag = await playground
      .documents('api::tag.tag')
      .create({ data: { name: 'Winter', color: '#ffffff' } });
    const author = await playground
      .documents('api::author.author')
      .create({ data: { name: 'Ada' }, status: 'published' });
    const article = await playground.documents('api::article.article').create({
      data: {
        title: 'Snow',
        readingMinutes: 4,
        author: author.documentId,
        tags: [tag.documentId],
        seo: { metaTitle: 'Snow' },
        blocks: [{ __component: 'shared.quote', text: 'Cold', attribution: 'Ada' }],
      },
      status: 'published',
    });
    await playground.untilQuiet();
    const views: [string, string][] = [
      ['tag', tag.documentId],
      ['author', author.documentId],
      ['article', `${article.documentId}-en`],
    ];
    for (const [type, originId] of views) {
      const { example, viewSchema } = eventType(`${type}.deploy`);
      const gid = example.id.replace(example.originId, originId);
      const { status, body } = await playground.api.get<{ data: { view: JsonObject } }>(
        `/destinations/delivery?id=${encodeURIComponent(gid)}`
      );
      expect([type, status]).toEqual([type, 200]);
      expect([type, problemsOf(viewSchema ?? {}, body.data.view)]).toEqual([type, []]);
    }
  });
});

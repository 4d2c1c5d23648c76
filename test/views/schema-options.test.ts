/** What the schema.json of a content type says about its views, and the space of a view in code, from the boot on. */
import path from 'node:path';

import { type ViewType } from '../../contracts/view-type';
import { createDestination } from '../support/destinations';
import { type Playground, startPlayground } from '../support/playground';
import { type Receiver, startReceiver, told } from '../support/receiver';

describe('pluginOptions.destinations and spaces', () => {
  let playground: Playground;
  let everything: Receiver;
  let named: Receiver;
  let shop: Receiver;

  beforeAll(async () => {
    playground = await startPlayground({
      viewOptions: {
        author: { type: 'person', destinations: ['newsroom'] },
        tag: { enabled: false },
      },
      env: { DESTINATIONS_VIEWS: path.join(__dirname, 'support/views/spaces.cjs') },
    });
    [everything, named, shop] = [
      await startReceiver(),
      await startReceiver(),
      await startReceiver(),
    ];
    await createDestination(playground, { url: everything.url, events: ['*'] });
    await createDestination(playground, { url: named.url, alias: 'newsroom', events: [] });
    await createDestination(playground, { url: shop.url, events: ['*'], space: 'shop' });
  });

  afterAll(async () => {
    for (const receiver of [everything, named, shop]) await receiver?.stop();
    await playground?.stop();
  });

  /** At the three receivers, in this order. */
  async function toldBy(write: () => Promise<unknown>): Promise<string[][]> {
    await playground.untilQuiet();
    const receivers = [everything, named, shop];
    for (const receiver of receivers) receiver.clear();
    await write();
    await playground.untilQuiet();
    return receivers.map(({ received }) => told(received));
  }

  const authors = () => playground.documents('api::author.author');
  const terms = () => playground.documents('api::glossary-term.glossary-term');

  it('a renamed type is told under its new name, also to the destination that the schema names', async () => {
    let documentId = '';
    const deployed = await toldBy(async () => {
      ({ documentId } = await authors().create({ data: { name: 'Ada' }, status: 'published' }));
    });
    const deploy = `Deploy person ${documentId}`;
    expect(deployed).toEqual([[deploy], [deploy], []]);

    const remove = `Remove person ${documentId}`;
    expect(await toldBy(() => authors().delete({ documentId }))).toEqual([[remove], [remove], []]);
  });

  it('a type that opted out is told to nobody and has no view', async () => {
    const create = () => playground.documents('api::tag.tag').create({ data: { name: 'Silent' } });
    expect(await toldBy(create)).toEqual([[], [], []]);
    const { body } = await playground.api.get<{ data: ViewType[] }>('/destinations/view-types');
    const types = body.data.map(({ type }) => type);
    expect(types).toEqual(expect.arrayContaining(['person', 'article', 'term']));
    expect(types.filter((type) => type === 'author' || type === 'tag')).toEqual([]);
  });

  it('a view reaches only destinations of its space', async () => {
    const create = async (term: string): Promise<string> => {
      const { documentId } = await terms().create({
        data: { term },
        locale: 'en',
      });
      return documentId;
    };
    const ofTerms = (lines: string[][]): string[][] =>
      lines.map((each) => each.filter((line) => line.includes(' term ')));

    let inShop = '';
    let elsewhere = '';
    const first = await toldBy(async () => {
      inShop = await create('Shopping');
    });
    expect(ofTerms(first)).toEqual([[], [], [`Deploy term ${inShop}-en`]]);
    const second = await toldBy(async () => {
      elsewhere = await create('Walking');
    });
    expect(ofTerms(second)).toEqual([[`Deploy term ${elsewhere}-en`], [], []]);
  });
});

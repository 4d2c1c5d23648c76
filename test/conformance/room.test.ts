/** What waits follows as soon as there is room: nobody waits for the next look at the clock. */
import { eventually } from '../support/eventually';
import { createDestination } from '../support/destinations';
import { type Playground, startPlayground } from '../support/playground';
import { type Receiver, startReceiver } from '../support/receiver';
import { ENGINES, type EngineUnderTest } from './engines';

/** Many times more than is claimed or handed over at once for a destination that takes two at a time. */
const ENTRIES = 120;

describe.each(ENGINES)('the engine $name', ({ start }) => {
  let engine: EngineUnderTest;
  let receiver: Receiver;
  let playground: Playground;

  beforeAll(async () => {
    receiver = await startReceiver();
    engine = await start();
    playground = await startPlayground({ config: { ...engine.config, pollInterval: 60 } });
  });

  afterAll(async () => {
    await playground?.stop();
    await engine?.stop();
    await receiver?.stop();
  });

  it('fills the room of a destination again and again, without a poll', async () => {
    const tags = playground.documents('api::tag.tag');
    for (let number = 0; number < ENTRIES; number += 1) {
      await tags.create({ data: { name: `Tag ${number}` } });
    }
    await playground.untilQuiet();
    const { id } = await createDestination(playground, {
      url: receiver.url,
      events: ['tag.*'],
      concurrency: 2,
    });
    await playground.api.post(`/destinations/${id}/redeploy`, {});
    await eventually('all delivered', () => receiver.received.length === ENTRIES, 30_000);
  });
});

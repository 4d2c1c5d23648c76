/** A long fan-out works in stretches of several pages, and ends one early when an editor has saved something. */
import { createDestination } from '../support/destinations';
import { type Playground, startPlayground } from '../support/playground';
import { type Receiver, startReceiver, told } from '../support/receiver';
import { insertReferrers } from '../support/referrers';

/** Pages of a stretch that nobody interrupts. */
const STRETCH = 5;
/** A stretch at least, on every database. */
const REFERRERS = 5_000;
const TAG = 'api::tag.tag';
const AUTHOR = 'api::author.author';

/** What planning does, by the statement it does it with. */
const STEPS = {
  page: /^update\b.*\bdestinations_fanouts\b.*\bset\b.*\bcursor\b/is,
  change: /^delete\b.*\bdestinations_changes\b/is,
};
type Step = keyof typeof STEPS;

describe('a fan-out to thousands of views', () => {
  let playground: Playground;
  let receiver: Receiver;

  beforeAll(async () => {
    receiver = await startReceiver();
    playground = await startPlayground();
    await createDestination(playground, { url: receiver.url, events: ['author.*'] });
  });

  afterAll(async () => {
    await playground?.stop();
    await receiver?.stop();
  });

  /** @param onStep hears of each step before it is done */
  function watchPlanning(onStep: (step: Step) => void): void {
    playground.strapi.db.connection.on('query', ({ sql }: { sql: string }) => {
      for (const [step, pattern] of Object.entries(STEPS)) {
        if (pattern.test(sql)) onStep(step as Step);
      }
    });
  }

  /** The page that is under way ends first; the one after it waits for the commit. */
  async function publishBetweenPages(name: string): Promise<string> {
    return playground.strapi.db.transaction(async ({ trx }) => {
      await trx('destinations_fanouts').forUpdate().select('id');
      const author = { data: { name }, status: 'published' };
      return (await playground.documents(AUTHOR).create(author)).documentId;
    });
  }

  it('is overtaken by what an editor publishes in the middle of it', async () => {
    const { documentId } = await playground
      .documents(TAG)
      .create({ data: { name: 'Everywhere' }, status: 'published' });
    await playground.untilQuiet();
    await insertReferrers(playground.knex, { count: REFERRERS, to: { uid: TAG, documentId } });

    const steps: Step[] = [];
    const firstPage = new Promise<void>((resolve) => {
      watchPlanning((step) => {
        steps.push(step);
        if (step === 'page') resolve();
      });
    });
    await playground.documents(TAG).update({ documentId, data: { name: 'Changed' } });
    await firstPage;
    const author = await publishBetweenPages('Overtakes');
    await playground.untilQuiet();

    const planned = steps.lastIndexOf('change');
    const pagesBefore = steps.slice(0, planned).filter((step) => step === 'page').length;
    expect(pagesBefore).toBeGreaterThan(0);
    expect(pagesBefore).toBeLessThan(STRETCH);
    expect(steps.slice(planned)).toContain('page');
    expect(told(receiver.received)).toEqual([`Deploy author ${author}`]);
  });
});

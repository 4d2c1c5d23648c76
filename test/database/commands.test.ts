import { createTestDatabase } from '../support/databases';
import { eventually } from '../support/eventually';
import { startPlayground } from '../support/playground';
import { startReceiver, told } from '../support/receiver';

const TAG = 'api::tag.tag';
const WRITES = 5;
/** A running dispatcher needs a few milliseconds. */
const PATIENCE_MS = 1_500;

describe('a command that boots Strapi without a server', () => {
  it('sends nothing, and the next start sends what it changed', async () => {
    const database = await createTestDatabase();
    const receiver = await startReceiver();
    const first = await startPlayground({ database });
    await first.api.post('/destinations', { url: receiver.url, events: ['*'] });
    await first.stop();

    const command = await startPlayground({ database, listen: false });
    const expected: string[] = [];
    for (let number = 0; number < WRITES; number += 1) {
      const tag = await command.documents(TAG).create({ data: { name: `Tag ${number}` } });
      expected.push(`Deploy tag ${tag.documentId}`);
    }
    const message = eventually('a message', () => receiver.received.length > 0, PATIENCE_MS);
    await expect(message).rejects.toThrow('in vain');
    await command.stop();
    expect(receiver.received).toEqual([]);

    const next = await startPlayground({ database });
    await receiver.waitFor(WRITES);
    await next.untilQuiet();
    await next.stop();
    await receiver.stop();
    await database.drop();
    expect(told(receiver.received).sort()).toEqual(expected.sort());
  });
});

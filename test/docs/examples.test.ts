/** The programs of examples/, run against a real Strapi and real deliveries. */
import { createServer } from 'node:http';
import { type AddressInfo } from 'node:net';
import path from 'node:path';

import { receive } from '../../examples/nextjs-revalidate/lib/receive';
import { createDestination } from '../support/destinations';
import { eventually } from '../support/eventually';
import { freePort } from '../support/free-port';
import { startPlayground, type Playground } from '../support/playground';
import { startReceiver, type Receiver } from '../support/receiver';
import { ROOT } from './support/blocks';
import { startProgram, type Program } from './support/program';

const TAG = 'api::tag.tag';

let playground: Playground;

beforeAll(async () => {
  // The receivers fetch views from this Strapi, which chooses its port only when it listens.
  const port = await freePort();
  playground = await startPlayground({
    config: { publicUrl: `http://127.0.0.1:${port}` },
    env: { PORT: String(port) },
  });
});

afterAll(async () => {
  await playground?.stop();
});

async function createToken(): Promise<string> {
  const { accessKey } = await playground.strapi.service('admin::api-token').create({
    name: `examples ${Date.now()}`,
    description: '',
    type: 'read-only',
    lifespan: null,
  });
  return accessKey;
}

/** Starts an example, with a destination that sends to it. */
async function start(
  example: string,
  env: Record<string, string>
): Promise<Program & { destinationId: string }> {
  const port = await freePort();
  const destination = await createDestination(playground, {
    url: `http://127.0.0.1:${port}/hooks`,
    events: ['tag.*'],
    failureHandling: { retry: { pattern: 'schedule', schedule: ['1s'], maxAttempts: 5 } },
  });
  const program = await startProgram({
    command: [process.execPath, 'receiver.mjs'],
    folder: path.join(ROOT, 'examples', example),
    port,
    env: { DESTINATION_SECRET: destination.secret, ...env },
  });
  return {
    ...program,
    destinationId: destination.id,
    async stop() {
      await program.stop();
      await playground.api.delete(`/destinations/${destination.id}`);
    },
  };
}

describe('examples/search-index', () => {
  it('finds what is published, no longer finds what is gone, and drops what is older', async () => {
    const example = await start('search-index', { STRAPI_TOKEN: await createToken() });
    const titlesOf = async (query: string): Promise<string[]> => {
      const response = await fetch(`${example.url}/?q=${query}`);
      const found = (await response.json()) as { title: string }[];
      return found.map(({ title }) => title);
    };
    const becomes = (query: string, titles: string[]): Promise<true> =>
      eventually(`${query} finds ${titles.join()}`, async () => {
        const found = await titlesOf(query);
        return JSON.stringify(found) === JSON.stringify(titles);
      });

    try {
      const tags = playground.documents(TAG);
      const { documentId } = await tags.create({ data: { name: 'Lanterns' } });
      await becomes('lanterns', ['Lanterns']);
      await tags.update({ documentId, data: { name: 'Headlamps' } });
      await becomes('headlamps', ['Headlamps']);
      await becomes('lanterns', []);
      await tags.delete({ documentId });
      await becomes('headlamps', []);

      const forged = await fetch(example.url, { method: 'POST', body: '{"action":"Remove"}' });
      expect(forged.status).toBe(401);
    } finally {
      await example.stop();
    }
  });
});

describe('examples/cdn-purge', () => {
  it('purges the tag of what has changed, again when the CDN failed', async () => {
    const purged: string[] = [];
    let isDown = true;
    const cdn = createServer(async (request, response) => {
      const chunks: Buffer[] = [];
      for await (const chunk of request) chunks.push(chunk);
      const { tags } = JSON.parse(Buffer.concat(chunks).toString());
      const mayPurge = request.headers.authorization === 'Bearer cdn-token';
      if (mayPurge && !isDown) purged.push(...tags);
      response.writeHead(mayPurge && !isDown ? 200 : 500).end();
      isDown = false;
    });
    await new Promise<void>((resolve) => cdn.listen(0, '127.0.0.1', resolve));
    const { port } = cdn.address() as AddressInfo;
    const example = await start('cdn-purge', {
      CDN_PURGE_URL: `http://127.0.0.1:${port}/purge_cache`,
      CDN_TOKEN: 'cdn-token',
    });

    try {
      const { documentId } = await playground.documents(TAG).create({ data: { name: 'Stoves' } });
      await eventually('the tag is purged at the second try', () => purged.length > 0);
      expect(purged).toEqual([`tag-${documentId}`]);
      await playground.untilQuiet();
      const { body } = await playground.api.get<{ data: { attemptCount: number }[] }>(
        `/destinations/${example.destinationId}/deliveries`
      );
      expect(body.data.map(({ attemptCount }) => attemptCount)).toEqual([2]);
    } finally {
      await example.stop();
      cdn.closeAllConnections();
      await new Promise((resolve) => cdn.close(resolve));
    }
  });
});

describe('examples/nextjs-revalidate', () => {
  let receiver: Receiver;

  beforeAll(async () => {
    receiver = await startReceiver();
  });

  afterAll(() => receiver?.stop());

  it('expires the tags of a view when it changed, and nothing for a test or a forged message', async () => {
    const { id, secret } = await createDestination(playground, {
      url: receiver.url,
      events: ['tag.*'],
    });
    await playground.documents(TAG).create({ data: { name: 'Kettles' } });
    const [deployed] = await receiver.waitFor(1);
    await playground.api.post(`/destinations/${id}/test`, { event: 'tag.deploy' });
    const [, tested] = await receiver.waitFor(2);
    await playground.api.delete(`/destinations/${id}`);

    const expired: string[] = [];
    const answer = async (body: string, headers: typeof deployed.headers): Promise<number> => {
      const request = new Request('https://shop.example.com/api/strapi', {
        method: 'POST',
        headers: headers as Record<string, string>,
        body,
      });
      const { status } = await receive(request, { secret, expireTag: (tag) => expired.push(tag) });
      return status;
    };

    expect(await answer(tested.body, tested.headers)).toBe(204);
    expect(await answer(deployed.body.replace('Deploy', 'Remove'), deployed.headers)).toBe(401);
    expect(expired).toEqual([]);
    expect(await answer(deployed.body, deployed.headers)).toBe(204);
    expect(expired).toEqual([deployed.message.id, 'tag']);
  });
});

/** A name that changes its address between the check and the dial, over a real name server. */
import { createServer, type Server } from 'node:http';
import { type AddressInfo } from 'node:net';

import { closeClients, requestTo, startClient } from './support/exchanges';
import { type NameServer, startNameServer } from './support/name-server';

/** Stands for a public address: it is allowed. */
const PUBLIC = '127.0.0.2';
const PRIVATE = '127.0.0.1';
const POLICY = { allowLoopback: false, allow: [PUBLIC] };

describe('a name that is rebound', () => {
  let servers: { public: Server; private: Server };
  let port: number;
  let requests: string[];
  let names: NameServer;

  beforeEach(async () => {
    requests = [];
    const serve = (who: string) =>
      createServer((_, response) => {
        requests.push(who);
        response.writeHead(200, { connection: 'close' }).end(who);
      });
    servers = { public: serve('public'), private: serve('private') };
    await listen(servers.public, 0, PUBLIC);
    ({ port } = servers.public.address() as AddressInfo);
    await listen(servers.private, port, PRIVATE);
    names = await startNameServer([PUBLIC]);
  });

  afterEach(async () => {
    await closeClients();
    await names.stop();
    for (const server of Object.values(servers)) {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    }
  });

  const listen = (server: Server, on: number, host: string): Promise<void> =>
    new Promise((resolve) => server.listen(on, host, resolve));

  it('is never dialled at a private address, and is again at its public one', async () => {
    const client = startClient({ resolve: names.resolve }, POLICY);
    const request = requestTo(`http://rebind.example:${port}/`);
    const kinds: string[] = [];
    for (const addresses of [[PUBLIC], [PRIVATE], [PRIVATE, PUBLIC], [PUBLIC]]) {
      names.answer(addresses);
      kinds.push((await client.send(request)).kind);
    }
    expect(kinds).toEqual(['answer', 'address', 'answer', 'answer']);
    expect(requests).toEqual(['public', 'public', 'public']);
    expect(names.asked).toEqual(Array(4).fill('rebind.example'));
  });
});

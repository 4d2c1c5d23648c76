import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';

import { ClientClosedError } from '../../server/src/delivery/client-errors';
import { closeClients, requestTo, startClient } from './support/exchanges';
import { closeReceivers, ok, startReceiver } from './support/receivers';

afterEach(async () => {
  await closeClients();
  await closeReceivers();
});

describe('closing', () => {
  it('ends what is in flight without an outcome and refuses what comes later', async () => {
    const receiver = await startReceiver(() => undefined);
    const client = startClient();
    const inFlight = expect(client.send(requestTo(receiver.url))).rejects.toThrow(
      ClientClosedError
    );
    const lookingUp = startClient({ resolve: () => new Promise(() => undefined) });
    const waiting = expect(lookingUp.send(requestTo('http://slow.test/'))).rejects.toThrow(
      ClientClosedError
    );
    await Promise.all([client.close(), lookingUp.close()]);

    await inFlight;
    await waiting;
    await expect(client.send(requestTo(receiver.url))).rejects.toThrow(ClientClosedError);
    await client.close();
  });

  it('gives up a TLS handshake that never ends', async () => {
    const receiver = await startReceiver(() => undefined);
    const client = startClient();
    const url = receiver.url.replace('http:', 'https:');
    const sent = client.send(requestTo(url, { timeoutMs: 200_000 }));
    const closed = expect(sent).rejects.toThrow(ClientClosedError);
    await receiver.bytes;
    await client.close();
    await closed;
    await receiver.hungUp;
  });

  it('lets the process end, also with kept, hanging and unconnected sockets', async () => {
    const receiver = await startReceiver((socket, request) => {
      if (!request.includes('"hang"')) socket.write(ok());
    });
    const script = join(__dirname, 'support', 'close-and-exit.js');
    const { stdout } = await promisify(execFile)(process.execPath, [script, receiver.url], {
      timeout: 15_000,
    });
    expect(stdout).toBe('answer, closed: 2');
  });
});

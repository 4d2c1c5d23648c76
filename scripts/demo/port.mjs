/** Says early, and in a sentence, that a port cannot be used. */
import { once } from 'node:events';
import { createServer } from 'node:net';

import { problem } from '../support/problem.mjs';

export async function requireFreePort(port) {
  const server = createServer();
  try {
    server.listen(port, '127.0.0.1');
    await once(server, 'listening');
  } catch (error) {
    const reason =
      error.code === 'EADDRINUSE' ? 'is already in use' : `cannot be used (${error.code})`;
    throw problem(
      `Port ${port} ${reason}. Free it, or choose another one: npm run demo -- --port ${port + 1}`
    );
  }
  server.close();
  await once(server, 'close');
}

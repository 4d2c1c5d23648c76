/** Runs in a process of its own: makes exchanges, closes the client and must then end by itself. */
'use strict';

const { transformSync } = require('@swc/core');
const { readFileSync } = require('node:fs');

require.extensions['.ts'] = (module, filename) => {
  const { code } = transformSync(readFileSync(filename, 'utf8'), {
    jsc: { target: 'es2022', parser: { syntax: 'typescript' } },
    module: { type: 'commonjs' },
    filename,
  });
  module._compile(code, filename);
};

const { startClient, requestTo } = require('./exchanges.ts');

async function main(url) {
  const client = startClient();
  const { kind } = await client.send(requestTo(url));
  const rest = [
    client.send(requestTo(url, { body: '"hang"', timeoutMs: 60_000 })),
    // The receiver takes the connection and never answers the handshake.
    client.send(requestTo(url.replace('http:', 'https:'), { timeoutMs: 59_000 })),
  ].map((exchange) =>
    exchange.then(
      () => 'ended',
      (error) => error.code
    )
  );
  // The connection is being made: what matters is that it is neither done nor not yet begun.
  await new Promise((resolve) => setImmediate(resolve));
  await client.close();
  const closed = (await Promise.all(rest)).filter((code) => code === 'client_closed');
  process.stdout.write(`${kind}, closed: ${closed.length}`);
}

main(process.argv[2]);

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
  const client = startClient({}, { allow: ['192.0.2.0/24'] });
  const { kind } = await client.send(requestTo(url));
  const rest = [
    client.send(requestTo(url, { body: '"hang"', timeoutMs: 60_000 })),
    // Nobody answers at a documentation address: this one stays unconnected.
    client.send(requestTo('http://192.0.2.1/', { timeoutMs: 59_000 })),
  ].map((exchange) =>
    exchange.then(
      () => 'ended',
      (error) => error.code
    )
  );
  await new Promise((resolve) => setImmediate(resolve));
  await client.close();
  const closed = (await Promise.all(rest)).filter((code) => code === 'client_closed');
  process.stdout.write(`${kind}, closed: ${closed.length}`);
}

main(process.argv[2]);

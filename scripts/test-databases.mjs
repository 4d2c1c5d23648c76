/** `npm run test:databases [-- postgres mariadb]`: what opens a database, on the servers of this machine. */
import { buildPlugin, compilePlayground } from './support/build.mjs';
import { findNpm, requireNode } from './support/machine.mjs';
import { canConnect } from './support/port.mjs';
import { main, problem } from './support/problem.mjs';
import { runTests } from './support/tests.mjs';

const PORTS = { postgres: 5432, mariadb: 3306 };

main(async () => {
  requireNode();
  const databases = parseDatabases(process.argv.slice(2));
  for (const database of databases) await requireServer(database);

  await buildPlugin(findNpm());
  await compilePlayground();
  for (const database of databases) {
    const result = await runTests({ database });
    console.log(`\n${database}: ${result.line}`);
    if (result.hasFailed) process.exitCode = 1;
  }
});

function parseDatabases(args) {
  for (const arg of args) {
    if (!Object.hasOwn(PORTS, arg)) {
      throw problem(`Expected ${Object.keys(PORTS).join(' or ')}, got "${arg}".`);
    }
  }
  return args.length > 0 ? args : Object.keys(PORTS);
}

async function requireServer(database) {
  const port = PORTS[database];
  if (await canConnect(port)) return;
  throw problem(`The tests on ${database} need a server at 127.0.0.1:${port}, and none answers.`);
}

/**
 * `npm test`: everything that needs no server beside SQLite, on a machine with only Node.
 * A check that fails does not hide what the tests say; a build that fails ends it.
 */
import { requireNode } from './support/machine.mjs';
import { main } from './support/problem.mjs';

main(async () => {
  requireNode();

  const { findNpm } = await import('./support/machine.mjs');
  const { install } = await import('./support/install.mjs');
  const { buildPlugin, compilePlayground } = await import('./support/build.mjs');
  const { runChecks } = await import('./support/checks.mjs');
  const { runTests } = await import('./support/tests.mjs');

  const npm = findNpm();
  await install(npm);
  await buildPlugin(npm);
  await compilePlayground();
  const failedChecks = await runChecks(npm);
  const result = await runTests({ database: 'sqlite', args: process.argv.slice(2) });

  if (failedChecks.length > 0)
    console.log(`\n✖ Failed before the tests: ${failedChecks.join(', ')}`);
  console.log(`\n${result.line}`);
  process.exitCode = result.hasFailed || failedChecks.length > 0 ? 1 : 0;
});

/**
 * `npm run bench`: every measurement on every database that answers here. Each runs in a process of its own, one
 * after the other; nothing else should run on the machine. The result of each is kept in bench/results/, and
 * docs/benchmarks.md is written from all that are kept, so that one can be repeated alone.
 */
import { findNpm, requireNode } from '../scripts/support/machine.mjs';
import { main } from '../scripts/support/problem.mjs';

main(async () => {
  requireNode();
  const { install } = await import('../scripts/support/install.mjs');
  const npm = findNpm();
  await install(npm);
  const { bench } = await import('./command.mjs');
  await bench(npm);
});

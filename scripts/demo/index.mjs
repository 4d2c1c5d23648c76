/**
 * `npm run demo`: from a fresh clone to signed messages on the screen.
 * Imports at the top only what any Node can load, so that an old one gets a sentence.
 */
import { requireNode } from '../support/machine.mjs';
import { main } from '../support/problem.mjs';

main(async () => {
  requireNode();

  const { parseOptions, USAGE } = await import('./options.mjs');
  const options = parseOptions(process.argv.slice(2));
  if (options.help) {
    console.log(USAGE);
    return;
  }

  const { prepare } = await import('./prepare.mjs');
  await prepare(options);

  // From here on installed packages are needed.
  const { runSession } = await import('./session.mjs');
  await runSession(options);
});

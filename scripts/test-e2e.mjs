/**
 * `npm run test:e2e [-- test/e2e/form.test.ts]`: the admin panel in a real browser, on SQLite.
 * SCREENSHOTS=true also takes the pictures of docs/images again.
 */
import { buildAdminPanel } from './support/admin-panel.mjs';
import { buildPlugin, compilePlayground } from './support/build.mjs';
import { findChromium } from './support/chromium.mjs';
import { findNpm, requireNode } from './support/machine.mjs';
import { main } from './support/problem.mjs';
import { runTests } from './support/tests.mjs';

main(async () => {
  requireNode();
  process.env.CHROMIUM_PATH = findChromium();
  await buildPlugin(findNpm());
  await compilePlayground();
  await buildAdminPanel();

  const result = await runTests({
    database: 'sqlite',
    config: 'jest.e2e.config.js',
    args: ['--runInBand', ...process.argv.slice(2)],
  });
  console.log(`\nBrowser tests: ${result.line}`);
  process.exitCode = result.hasFailed ? 1 : 0;
});

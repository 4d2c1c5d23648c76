/**
 * `npm run fixture:release`: keeps the tables of this version, before it is released, so that every later one is
 * tested against them. Needs PostgreSQL and MariaDB, sqlite3, pg_dump and mysqldump.
 */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';

import { buildPlugin, compilePlayground } from './support/build.mjs';
import { findNpm, requireNode } from './support/machine.mjs';
import { ROOT } from './support/paths.mjs';
import { main } from './support/problem.mjs';
import { step } from './support/progress.mjs';
import { readTypeScript } from './support/typescript.mjs';

main(async () => {
  requireNode();
  await buildPlugin(findNpm());
  await compilePlayground();
  readTypeScript();
  const { makeFixture } = createRequire(import.meta.url)('../test/upgrade/make-fixture.ts');
  const { version } = JSON.parse(readFileSync(path.join(ROOT, 'package.json'), 'utf8'));
  for (const database of ['sqlite', 'postgres', 'mariadb']) {
    await step(`Tables of ${version} on ${database}`, () => makeFixture(version, database));
  }
});

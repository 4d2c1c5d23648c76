/** The package's types, read as the TypeScript of an app reads them: by Strapi's own compiler settings. */
import { rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';

import { runCommand } from '../support/command.mjs';
import { NODE_MODULES } from '../support/paths.mjs';
import { problem } from '../support/problem.mjs';

const FILES = {
  'right.ts': `import { defineView } from 'strapi-plugin-destinations/strapi-server';

export const view = defineView({
  type: 'product',
  triggers: ['api::article.article'],
  properties: (entry, ctx) => ({ documentId: entry.documentId, gid: ctx.gid }),
});
`,
  // Passes when the types are not found and everything is "any".
  'wrong.ts': `import { defineView } from 'strapi-plugin-destinations/strapi-server';

export const view = defineView({ type: 1, triggers: [], properties: () => ({}) });
`,
};

export async function checkTypes(app) {
  for (const [name, content] of Object.entries(FILES)) {
    writeFileSync(path.join(app, name), content);
  }
  await compile(app, 'right.ts');
  const isWrongRefused = await compile(app, 'wrong.ts').then(isRight, isRefused);
  for (const name of Object.keys(FILES)) rmSync(path.join(app, name));
  if (isWrongRefused) return;
  throw problem('The types of the package accept a view whose type is a number.');
}

const isRight = () => false;
const isRefused = (error) => error.details?.includes("'number' is not assignable to type 'string'");

function compile(app, file) {
  return runCommand({
    name: `tsc ${file}`,
    command: [
      process.execPath,
      path.join(NODE_MODULES, 'typescript/bin/tsc'),
      ...['--noEmit', '--strict', '--skipLibCheck', '--esModuleInterop'],
      ...['--module', 'commonjs', '--moduleResolution', 'node', '--target', 'es2019'],
      file,
    ],
    cwd: app,
    timeoutMinutes: 5,
  });
}

/** `npm run openapi`: writes docs/openapi.json. */
import { readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';

import prettier from 'prettier';

import { ROOT } from './support/paths.mjs';
import { readTypeScript } from './support/typescript.mjs';

readTypeScript();
const require = createRequire(import.meta.url);
const { openApiDocument } = require('./openapi/document.ts');

const { version } = JSON.parse(readFileSync(path.join(ROOT, 'package.json'), 'utf8'));
const file = path.join(ROOT, 'docs/openapi.json');
const options = await prettier.resolveConfig(file);
const text = await prettier.format(JSON.stringify(openApiDocument(version)), {
  ...options,
  filepath: file,
});
writeFileSync(file, text);
console.log(`Written: ${path.relative(process.cwd(), file)}`);

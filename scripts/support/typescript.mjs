/** Lets `require` read TypeScript, for scripts that share code with the plugin. */
import { readFileSync } from 'node:fs';
import { Module } from 'node:module';

import { transformSync } from '@swc/core';

export function readTypeScript() {
  Module._extensions['.ts'] = (module, filename) => {
    const { code } = transformSync(readFileSync(filename, 'utf8'), {
      filename,
      module: { type: 'commonjs' },
      jsc: { target: 'es2022', parser: { syntax: 'typescript' } },
    });
    module._compile(code, filename);
  };
}

/**
 * TypeScript as an editor runs it, on one file of an app with Strapi's generated types: what it completes, and what
 * it complains about.
 */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

import ts from 'typescript';

const ROOT = path.resolve(__dirname, '../../..');

/** Those of Strapi's template for a new app. */
const OPTIONS: ts.CompilerOptions = {
  module: ts.ModuleKind.CommonJS,
  moduleResolution: ts.ModuleResolutionKind.Node10,
  target: ts.ScriptTarget.ES2019,
  lib: ['lib.es2020.d.ts'],
  strict: true,
  skipLibCheck: true,
  esModuleInterop: true,
  noEmit: true,
  types: [],
  // Whether the package itself has its types is tested where it is packed.
  paths: { 'strapi-plugin-destinations/*': [path.join(ROOT, 'contracts/view-definition.ts')] },
};

export interface Editor {
  /** What is offered where `|` stands in the code. */
  completions(code: string): string[];
  errors(code: string): string[];
  close(): void;
}

export function openEditor(env: Record<string, string>): Editor {
  const folder = mkdtempSync(path.join(tmpdir(), 'destinations-types-'));
  symlinkSync(path.join(ROOT, 'node_modules'), path.join(folder, 'node_modules'));
  execFileSync(process.execPath, [path.join(__dirname, 'generate-types.cjs'), folder], {
    env: { ...process.env, ...env },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  const file = path.join(folder, 'plugins.ts');
  const generated = ['contentTypes', 'components'].map((name) =>
    path.join(folder, 'types/generated', `${name}.d.ts`)
  );
  let version = 0;

  const service = ts.createLanguageService({
    fileExists: (name) => ts.sys.fileExists(name),
    readFile: (name) => ts.sys.readFile(name),
    readDirectory: (name) => ts.sys.readDirectory(name),
    directoryExists: (name) => ts.sys.directoryExists(name),
    getDirectories: (name) => ts.sys.getDirectories(name),
    realpath: (name) => ts.sys.realpath?.(name) ?? name,
    getCompilationSettings: () => OPTIONS,
    getScriptFileNames: () => [file, ...generated],
    getScriptVersion: (name) => (name === file ? String(version) : '0'),
    getScriptSnapshot(name) {
      const text = ts.sys.readFile(name);
      return text === undefined ? undefined : ts.ScriptSnapshot.fromString(text);
    },
    getCurrentDirectory: () => folder,
    getDefaultLibFileName: (options) => ts.getDefaultLibFilePath(options),
  });

  function write(code: string): void {
    version += 1;
    writeFileSync(file, code);
  }

  return {
    completions(code) {
      const position = code.indexOf('|');
      write(code.replace('|', ''));
      const found = service.getCompletionsAtPosition(file, position, {});
      return (found?.entries ?? []).map(({ name }) => name);
    },
    errors(code) {
      write(code);
      return [
        ...service.getSyntacticDiagnostics(file),
        ...service.getSemanticDiagnostics(file),
      ].map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, ' '));
    },
    close() {
      service.dispose();
      rmSync(folder, { recursive: true });
    },
  };
}

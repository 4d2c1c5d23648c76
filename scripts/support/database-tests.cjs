/**
 * The test files that open a database, found by what they import: only these say something else on another one.
 * Whoever opens a database does it through test/support/databases.ts.
 */
'use strict';

const { existsSync, readdirSync, readFileSync } = require('node:fs');
const path = require('node:path');

const ROOT = path.resolve(__dirname, '../..');
const TESTS = path.join(ROOT, 'test');
const OPENS_DATABASES = path.join(TESTS, 'support/databases.ts');
const IMPORT = /(?:from|import\(|require\()\s*'(\.[^']+)'/g;

/** @returns {string[]} absolute names of the `*.test.ts` files below test/ */
function findDatabaseTests() {
  const reaches = createReaches();
  return filesIn(TESTS).filter((file) => file.endsWith('.test.ts') && reaches(file));
}

function filesIn(folder) {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const file = path.join(folder, entry.name);
    return entry.isDirectory() ? filesIn(file) : [file];
  });
}

/** Follows imports inside test/ only: the plugin does not know the tests. */
function createReaches() {
  const importsOf = createImportsOf();
  return (file) => {
    const seen = new Set([file]);
    for (const current of seen) {
      if (current === OPENS_DATABASES) return true;
      for (const imported of importsOf(current)) seen.add(imported);
    }
    return false;
  };
}

function createImportsOf() {
  const known = new Map();
  return (file) => {
    if (!known.has(file)) known.set(file, readImports(file));
    return known.get(file);
  };
}

function readImports(file) {
  const source = readFileSync(file, 'utf8');
  return [...source.matchAll(IMPORT)]
    .map(([, name]) => path.resolve(path.dirname(file), name))
    .map((target) => [target, `${target}.ts`, `${target}.cjs`].find(isFileOfTests))
    .filter((target) => target !== undefined);
}

function isFileOfTests(file) {
  return file.startsWith(TESTS + path.sep) && path.extname(file) !== '' && existsSync(file);
}

module.exports = { findDatabaseTests };

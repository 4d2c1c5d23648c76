'use strict';

const base = require('./jest.config');

/** The browser tests; `npm run test:e2e` builds what they need first. */
module.exports = {
  rootDir: __dirname,
  testMatch: ['<rootDir>/test/e2e/**/*.test.ts'],
  testEnvironment: 'node',
  transform: base.transform,
  transformIgnorePatterns: base.transformIgnorePatterns,
  testTimeout: 120_000,
  maxWorkers: 1,
};

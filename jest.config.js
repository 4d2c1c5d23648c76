'use strict';

const { availableParallelism } = require('node:os');

const { findDatabaseTests } = require('./scripts/support/database-tests.cjs');

const isOnServer = !['sqlite', undefined].includes(process.env.TEST_DATABASE);

module.exports = {
  rootDir: __dirname,
  // What opens no database has been tested with SQLite.
  testMatch: isOnServer ? findDatabaseTests() : ['<rootDir>/test/**/*.test.ts'],
  testPathIgnorePatterns: ['/node_modules/', '<rootDir>/test/e2e/'],
  testEnvironment: 'node',
  transform: {
    '^.+\\.(t|j)s$': ['@swc/jest', { jsc: { target: 'es2022', parser: { syntax: 'typescript' } } }],
  },
  transformIgnorePatterns: ['/node_modules/', '<rootDir>/(playground/)?dist/'],
  globalSetup: '<rootDir>/test/support/global-setup.ts',
  globalTeardown: '<rootDir>/test/support/global-teardown.ts',
  // On a server a first boot makes all of Strapi's tables one by one, which takes MariaDB twenty seconds.
  testTimeout: isOnServer ? 180_000 : 60_000,
  // Many files boot a Strapi each: few at a time, in workers that are replaced before they grow too big.
  maxWorkers: Math.min(4, Math.max(2, availableParallelism() - 1)),
  workerIdleMemoryLimit: '1GB',
};

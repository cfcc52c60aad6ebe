// Real n8n: slow, one suite after the other, never part of `npm test`.
const base = require('./jest.config.js');

/** @type {import('jest').Config} */
module.exports = {
	...base,
	testMatch: ['<rootDir>/test/e2e/**/*.test.ts'],
	testPathIgnorePatterns: ['/node_modules/', '<rootDir>/.cache/'],
	globalSetup: '<rootDir>/test/e2e/harness/global-setup.ts',
	maxWorkers: 1,
	verbose: true,
	testTimeout: 300_000,
};

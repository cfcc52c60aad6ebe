// The tests that mutants are tried on: the quick ones of the settlement engine and of the lane below it.
/** @type {import('jest').Config} */
module.exports = {
	...require('./jest.config.js'),
	testMatch: ['<rootDir>/test/unit/{settlement,api}/**/*.test.ts'],
};

// The tests that mutants are tried on: the quick ones of the decisions, of what they read, and of the lane below them.
/** @type {import('jest').Config} */
module.exports = {
	...require('./jest.config.js'),
	testMatch: ['<rootDir>/test/unit/{api,capture,model,payment,reading,session}/**/*.test.ts'],
};

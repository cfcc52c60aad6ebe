/** @type {import('jest').Config} */
module.exports = {
	testEnvironment: 'node',
	testMatch: ['<rootDir>/test/**/*.test.ts'],
	testPathIgnorePatterns: ['/node_modules/', '<rootDir>/test/e2e/'],
	modulePathIgnorePatterns: ['<rootDir>/.cache/', '<rootDir>/dist/package.json', '<rootDir>/.stryker-tmp/'],
	transform: {
		// Types are checked once by `npm run types`; here they are only stripped.
		'^.+\\.ts$': ['ts-jest', { tsconfig: 'tsconfig.dev.json', diagnostics: false }],
		// The OpenAPI validator's reference parser is an ES module.
		'/@apidevtools/.+\\.js$': [
			'ts-jest',
			{ tsconfig: { allowJs: true, module: 'commonjs', target: 'es2022', esModuleInterop: true }, diagnostics: false },
		],
	},
	transformIgnorePatterns: ['/node_modules/(?!@apidevtools/)'],
	testTimeout: 60_000,
};

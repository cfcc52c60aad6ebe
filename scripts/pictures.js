// Makes the pictures of the docs anew, from the editor and the sandbox's page in a real browser.
// Plain JavaScript, so that the variable is set alike on every system.
const { spawnSync } = require('node:child_process');

const { status } = spawnSync('npx', ['jest', '-c', 'jest.e2e.config.js', 'editor', 'sandbox-page'], {
	stdio: 'inherit',
	env: { ...process.env, E2E_WRITE_SCREENSHOTS: 'true' },
	shell: process.platform === 'win32',
});
process.exit(status ?? 1);

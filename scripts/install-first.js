// Runs an npm script, installing the dependencies before it on a fresh clone.
// Plain JavaScript without dependencies, because it runs before there are any; works on Node 20.
const { spawnSync } = require('node:child_process');
const { existsSync, readFileSync, statSync } = require('node:fs');
const path = require('node:path');

const root = path.join(__dirname, '..');
const installed = path.join(root, 'node_modules', '.package-lock.json');
const lockfile = path.join(root, 'package-lock.json');

/** @returns {boolean} whether node_modules was installed from the lockfile as it is now. */
function isInstalled() {
	if (!existsSync(installed)) return false;
	if (statSync(installed).mtimeMs >= statSync(lockfile).mtimeMs) return true;
	// A checkout touches file times, so compare what they say before installing again.
	const locked = JSON.parse(readFileSync(lockfile, 'utf8')).packages;
	const present = JSON.parse(readFileSync(installed, 'utf8')).packages;
	return Object.entries(locked).every(
		([name, { version, optional, peer }]) => name === '' || optional || peer || present[name]?.version === version,
	);
}

function npm(...args) {
	const { status, signal } = spawnSync('npm', args, {
		cwd: root,
		stdio: 'inherit',
		shell: process.platform === 'win32',
	});
	if (signal) process.exit(1);
	return status ?? 1;
}

// Ctrl-C reaches the script too, which may have things to put away: wait for it rather than die first.
process.on('SIGINT', () => {});

if (!isInstalled()) {
	console.log('Installing the development dependencies (once; about two minutes) …');
	const status = npm('ci', '--no-audit', '--no-fund', '--loglevel=error');
	if (status !== 0) process.exit(status);
}
const [script, ...rest] = process.argv.slice(2);
process.exit(npm('run', '--silent', script, ...(rest.length > 0 ? ['--', ...rest] : [])));

/** Before any suite: n8n installed, the package built and packed, what is missing said. */
import { execFile } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { installN8n } from '../../../scripts/n8n/install';
import { root } from '../../../scripts/n8n/places';
import { killLeftOver } from '../../../scripts/n8n/process';
import { packPackage } from '../../../scripts/n8n/user-folder';
import { findMissing } from './requirements';

const say = (line: string): void => {
	process.stdout.write(`${line}\n`);
};

/**
 * Outside the repository: below it, the package would find the repository's own n8n-workflow, not that of the n8n it is
 * in.
 */
const PREFIX = path.join(tmpdir(), 'n8n-nodes-bigcommerce-e2e-');
const A_DAY_MS = 86_400_000;

/** Data and logs of a run stay for a look at what failed, though not for ever. */
function removeOld(prefix: string): void {
	const folder = path.dirname(prefix);
	for (const name of readdirSync(folder).filter((each) => each.startsWith(path.basename(prefix)))) {
		const place = path.join(folder, name);
		if (Date.now() - statSync(place).mtimeMs > A_DAY_MS) rmSync(place, { recursive: true, force: true });
	}
}

export default async function prepare(): Promise<void> {
	removeOld(PREFIX);
	const folder = mkdtempSync(PREFIX);
	process.env.E2E_FOLDER = folder;
	process.once('exit', () => killLeftOver(folder));
	// By default a signal ends Node without its exit handlers.
	for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(name, () => process.exit(1));
	say('');
	await installN8n(2, say);
	await installN8n(1, say);
	await findMissing(say);
	// A release's own tarball may be named, to be tested as it is.
	if (process.env.E2E_TARBALL === undefined) {
		say('Building and packing the package …');
		await promisify(execFile)('npm', ['run', '--silent', 'build'], { cwd: root });
		process.env.E2E_TARBALL = await packPackage();
	}
	say(`Data and logs of the n8n processes: ${folder}`);
}

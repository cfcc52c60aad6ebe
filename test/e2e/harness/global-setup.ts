/** Before any suite: n8n installed, the package built and packed, what is missing said. */
import { execFile } from 'node:child_process';
import { rmSync } from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';
import { installN8n } from '../../../scripts/n8n/install';
import { cache, root } from '../../../scripts/n8n/places';
import { packPackage } from '../../../scripts/n8n/user-folder';
import { findMissing } from './requirements';

const say = (line: string): void => {
	process.stdout.write(`${line}\n`);
};

export default async function prepare(): Promise<void> {
	say('');
	await installN8n(2, say);
	await installN8n(1, say);
	await findMissing(say);
	say('Building and packing the package …');
	await promisify(execFile)('npm', ['run', '--silent', 'build'], { cwd: root });
	process.env.E2E_TARBALL = await packPackage();
	rmSync(path.join(cache, 'e2e'), { recursive: true, force: true });
}

/**
 * Puts the package into an n8n user folder as n8n itself does when a user installs a community node:
 * the packed tarball's files below `.n8n/nodes/node_modules`, named in `.n8n/nodes/package.json`.
 * Installed so, its types are called `n8n-nodes-bigcommerce.bigCommerce`, as in a user's n8n.
 */
import { execFile } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';
import type { InstalledN8n } from './install';
import { cache, root } from './places';

const run = promisify(execFile);
const shell = process.platform === 'win32';

export const packageName = 'n8n-nodes-bigcommerce';

/** Packs what `npm run build` left in `dist`. Returns the tarball's path. */
export async function packPackage(): Promise<string> {
	const folder = path.join(cache, 'packed');
	rmSync(folder, { recursive: true, force: true });
	mkdirSync(folder, { recursive: true });
	const { stdout } = await run('npm', ['pack', '--ignore-scripts', '--json', '--pack-destination', folder], {
		cwd: root,
		shell,
		maxBuffer: 32 * 1024 * 1024,
	});
	return path.join(folder, tarballName(JSON.parse(stdout)));
}

/** npm up to 11 answers with a list, later ones with an object by package name. */
function tarballName(answer: unknown): string {
	const [packed] = Object.values(answer as Record<string, { filename: string }>);
	if (packed === undefined) throw new Error(`npm pack named no tarball: ${JSON.stringify(answer)}`);
	return packed.filename;
}

/**
 * For a user folder below this repository: Node looks for `n8n-workflow` upwards from the package and would
 * find the repository's own copy before that of the n8n it runs in.
 */
export function linkWorkflowPackage(userFolder: string, { folder }: InstalledN8n): void {
	const link = path.join(userFolder, '.n8n', 'nodes', 'node_modules', 'n8n-workflow');
	rmSync(link, { recursive: true, force: true });
	symlinkSync(path.join(folder, 'node_modules', 'n8n-workflow'), link, 'junction');
}

export async function installPackage(userFolder: string, tarball: string): Promise<void> {
	const nodes = path.join(userFolder, '.n8n', 'nodes');
	const target = path.join(nodes, 'node_modules', packageName);
	rmSync(target, { recursive: true, force: true });
	mkdirSync(target, { recursive: true });
	await run('tar', ['-xzf', tarball, '--strip-components=1', '-C', target]);

	const manifest = path.join(target, 'package.json');
	const {
		devDependencies: _dev,
		peerDependencies: _peer,
		optionalDependencies: _optional,
		...rest
	} = JSON.parse(readFileSync(manifest, 'utf8')) as Record<string, unknown>;
	writeFileSync(manifest, JSON.stringify(rest, null, 2));
	writeFileSync(
		path.join(nodes, 'package.json'),
		JSON.stringify(
			{ name: 'installed-nodes', private: true, dependencies: { [packageName]: String(rest.version) } },
			null,
			2,
		),
	);
}

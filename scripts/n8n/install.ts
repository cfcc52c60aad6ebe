/**
 * Installs an n8n of its own, from the lockfile in `test/e2e/n8n-<major>`: into the user's cache, where the next clone
 * finds it, with a link to it at `.cache/n8n-<major>`; into that folder itself where the cache cannot be written.
 *
 * Install scripts stay off, because the Kafka client's would fetch C sources from GitHub; only
 * sqlite3, n8n's default database, is built afterwards, for the Node 24 that will run it.
 */
import { execFileSync, spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { copyFileSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { cache, node24, node24Headers, root } from './places';
import { Progress, topLevelFolders } from './progress';
import { canWrite, linkTo, userCache } from './sharedPlace';
import { takeTurn } from './turns';

export type N8nMajor = 1 | 2;

export interface InstalledN8n {
	major: N8nMajor;
	version: string;
	/** Holds `node_modules`. */
	folder: string;
	/** To be run with Node 24. */
	bin: string;
}

/** What an installation works with; tests have their own. */
export interface Surroundings {
	/** With `package.json` and `package-lock.json` of each n8n. */
	sources: string;
	/** The clone's own folder. */
	local: string;
	/** Shared by the user's clones. */
	shared: string;
	/** Which native modules the Node that runs n8n can load. */
	abi(): string;
	npm(cwd: string, args: string[]): Promise<void>;
	say(line: string): void;
}

const usual = (say: (line: string) => void): Surroundings => ({
	sources: path.join(root, 'test', 'e2e'),
	local: cache,
	shared: userCache(),
	abi: () => execFileSync(node24, ['-p', 'process.versions.modules'], { encoding: 'utf8' }).trim(),
	npm,
	say,
});

export async function installN8n(
	major: N8nMajor,
	say: (line: string) => void = console.log,
	surroundings: Surroundings = usual(say),
): Promise<InstalledN8n> {
	const { sources, local, shared, abi } = surroundings;
	const source = path.join(sources, `n8n-${major}`);
	const manifest = readFileSync(path.join(source, 'package.json'), 'utf8');
	const lockfile = readFileSync(path.join(source, 'package-lock.json'), 'utf8');
	const version = versionOf(manifest);
	const stamp = createHash('sha256')
		.update(manifest)
		.update(lockfile)
		.update(`${process.platform}-${process.arch}`)
		.digest('hex');
	const at = (folder: string): InstalledN8n => ({
		major,
		version,
		folder,
		bin: path.join(folder, 'node_modules', 'n8n', 'bin', 'n8n'),
	});

	const own = path.join(local, `n8n-${major}`);
	if (isInstalled(own, stamp)) return at(own);
	const name = `n8n-${version}-${process.platform}-${process.arch}-abi${abi()}-${stamp.slice(0, 12)}`;
	const folder = canWrite(shared) ? path.join(shared, name) : own;
	mkdirSync(folder, { recursive: true });
	const release = await takeTurn(path.join(folder, 'installing.pid'), `n8n ${version}`, say);
	try {
		// An earlier clone, or whoever was waited for, may have done it.
		if (!isInstalled(folder, stamp)) {
			rmSync(path.join(folder, 'installed.txt'), { force: true });
			for (const file of ['package.json', 'package-lock.json'])
				copyFileSync(path.join(source, file), path.join(folder, file));
			await install(at(folder), topLevelFolders(lockfile), surroundings);
			writeFileSync(path.join(folder, 'installed.txt'), stamp);
		}
	} finally {
		release();
	}
	if (folder !== own) linkTo(folder, own);
	return at(own);
}

function isInstalled(folder: string, stamp: string): boolean {
	const file = path.join(folder, 'installed.txt');
	return existsSync(file) && readFileSync(file, 'utf8') === stamp;
}

async function install(
	{ version, folder }: InstalledN8n,
	packages: number,
	{ npm: run, say }: Surroundings,
): Promise<void> {
	say(`Installing n8n ${version} into ${folder} (once; three to six minutes, about 2.5 GB) …`);
	const progress = new Progress(`n8n ${version}`, say);
	try {
		progress.begin({ name: 'unpacking', folder, packages });
		await run(folder, ['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error']);
		say(`  n8n ${version}: all packages unpacked; now compiling sqlite3 for Node 24, one to three minutes …`);
		progress.begin({ name: 'building' });
		await run(folder, ['rebuild', 'sqlite3', '--loglevel=error']);
	} finally {
		progress.end();
	}
	say(`  n8n ${version} installed in ${progress.seconds} s`);
}

function versionOf(manifest: string): string {
	const { dependencies } = JSON.parse(manifest) as { dependencies: { n8n: string } };
	return dependencies.n8n;
}

function npm(cwd: string, args: string[]): Promise<void> {
	const headers = node24Headers();
	const env = {
		...process.env,
		PATH: `${path.dirname(node24)}${path.delimiter}${process.env.PATH ?? ''}`,
		...(headers === undefined ? {} : { npm_config_nodedir: headers }),
	};
	return new Promise((resolve, reject) => {
		const child = spawn('npm', args, {
			cwd,
			env,
			stdio: ['ignore', 'pipe', 'pipe'],
			shell: process.platform === 'win32',
		});
		let output = '';
		const keep = (chunk: Buffer) => (output = (output + chunk.toString()).slice(-8_000));
		child.stdout.on('data', keep);
		child.stderr.on('data', keep);
		child.once('error', reject);
		child.once('close', (code) => {
			if (code === 0) resolve();
			else reject(new Error(`npm ${args.join(' ')} ended with ${code} in ${cwd}:\n${output}`));
		});
	});
}

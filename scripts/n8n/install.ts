/**
 * Installs an n8n of its own into `.cache/n8n-<major>`, from the lockfile in `test/e2e/n8n-<major>`.
 *
 * Install scripts stay off, because the Kafka client's would fetch C sources from GitHub; only
 * sqlite3, n8n's default database, is built afterwards, for the Node 24 that will run it.
 */
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { copyFileSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { cache, node24, node24Headers, root } from './places';

export type N8nMajor = 1 | 2;

export interface InstalledN8n {
	major: N8nMajor;
	version: string;
	/** Holds `node_modules`. */
	folder: string;
	/** To be run with Node 24. */
	bin: string;
}

const PROGRESS_EVERY_MS = 5_000;

export async function installN8n(major: N8nMajor, say: (line: string) => void = console.log): Promise<InstalledN8n> {
	const source = path.join(root, 'test', 'e2e', `n8n-${major}`);
	const folder = path.join(cache, `n8n-${major}`);
	const manifest = readFileSync(path.join(source, 'package.json'), 'utf8');
	const lockfile = readFileSync(path.join(source, 'package-lock.json'), 'utf8');
	const version = versionOf(manifest);
	const installed: InstalledN8n = {
		major,
		version,
		folder,
		bin: path.join(folder, 'node_modules', 'n8n', 'bin', 'n8n'),
	};

	const stamp = path.join(folder, 'installed.txt');
	const wanted = createHash('sha256')
		.update(manifest)
		.update(lockfile)
		.update(`${process.platform}-${process.arch}`)
		.digest('hex');
	const isInstalled = (): boolean => existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted;
	if (isInstalled()) return installed;

	mkdirSync(folder, { recursive: true });
	const release = await takeTurn(path.join(folder, 'installing.pid'), `n8n ${version}`, say);
	try {
		// Whoever was waited for may have done it.
		if (!isInstalled()) {
			rmSync(stamp, { force: true });
			for (const file of ['package.json', 'package-lock.json'])
				copyFileSync(path.join(source, file), path.join(folder, file));
			await install(installed, topLevelFolders(lockfile), say);
			writeFileSync(stamp, wanted);
		}
	} finally {
		release();
	}
	return installed;
}

async function install({ version, folder }: InstalledN8n, folders: number, say: (line: string) => void): Promise<void> {
	const started = Date.now();
	say(`Installing n8n ${version} into ${path.relative(root, folder)} (once; a few minutes, about 2.5 GB) …`);
	const ticker = setInterval(() => {
		const share = Math.min(99, Math.floor((countUnpacked(folder) / folders) * 100));
		say(`  n8n ${version}: ${seconds(started)} s, ${share} % of its packages unpacked`);
	}, PROGRESS_EVERY_MS);
	try {
		await npm(folder, ['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error']);
		say(`  n8n ${version}: building sqlite3 for Node 24 …`);
		await npm(folder, ['rebuild', 'sqlite3', '--loglevel=error']);
	} finally {
		clearInterval(ticker);
	}
	say(`  n8n ${version} installed in ${seconds(started)} s`);
}

/** One process at a time installs into a folder. Returns how to give the turn up. */
async function takeTurn(file: string, what: string, say: (line: string) => void): Promise<() => void> {
	for (let isTold = false; ; isTold = true) {
		try {
			writeFileSync(file, String(process.pid), { flag: 'wx' });
			return () => rmSync(file, { force: true });
		} catch (error) {
			if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw new Error(`Cannot write ${file}: ${String(error)}`);
		}
		if (!isAlive(holderOf(file))) rmSync(file, { force: true });
		else {
			if (!isTold) say(`Another process is installing ${what}; waiting for it …`);
			await wait(1_000);
		}
	}
}

/** 0, which counts as alive, where the file has just gone or has not been filled yet. */
function holderOf(file: string): number {
	try {
		return Number(readFileSync(file, 'utf8'));
	} catch {
		return 0;
	}
}

function isAlive(pid: number): boolean {
	try {
		process.kill(pid, 0);
		return true;
	} catch (error) {
		// EPERM: it is there, and somebody else's.
		return (error as NodeJS.ErrnoException).code === 'EPERM';
	}
}

function versionOf(manifest: string): string {
	const { dependencies } = JSON.parse(manifest) as { dependencies: { n8n: string } };
	return dependencies.n8n;
}

const seconds = (since: number): number => Math.round((Date.now() - since) / 1000);

/** npm says nothing while it works, so progress is read off the packages it has unpacked: it makes all folders first. */
function countUnpacked(folder: string): number {
	const modules = path.join(folder, 'node_modules');
	if (!existsSync(modules)) return 0;
	const places = readdirSync(modules).flatMap((name) =>
		name.startsWith('@') ? readdirSync(path.join(modules, name)).map((inner) => path.join(name, inner)) : [name],
	);
	return places.filter((place) => existsSync(path.join(modules, place, 'package.json'))).length;
}

function topLevelFolders(lockfile: string): number {
	const { packages } = JSON.parse(lockfile) as { packages: Record<string, unknown> };
	return Object.keys(packages).filter((place) => place.lastIndexOf('node_modules/') === 0).length;
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

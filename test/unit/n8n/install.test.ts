import {
	existsSync,
	lstatSync,
	mkdirSync,
	mkdtempSync,
	readFileSync,
	realpathSync,
	rmSync,
	writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { installN8n, type Surroundings } from '../../../scripts/n8n/install';
import { progressLine } from '../../../scripts/n8n/progress';
import { userCache } from '../../../scripts/n8n/sharedPlace';

let folder: string;
let said: string[];
/** What npm was asked to do, and in which folder. */
let ran: Array<[command: string, cwd: string]>;

beforeEach(() => {
	folder = mkdtempSync(path.join(tmpdir(), 'install-'));
	said = [];
	ran = [];
	const source = path.join(folder, 'sources', 'n8n-2');
	mkdirSync(source, { recursive: true });
	writeFileSync(path.join(source, 'package.json'), JSON.stringify({ dependencies: { n8n: '2.0.0' } }));
	writeFileSync(path.join(source, 'package-lock.json'), JSON.stringify({ packages: { 'node_modules/n8n': {} } }));
});

afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** A clone of its own, of one user; npm is played. */
function clone(name: string, more: Partial<Surroundings> = {}): Surroundings {
	return {
		sources: path.join(folder, 'sources'),
		local: path.join(folder, name, '.cache'),
		shared: path.join(folder, 'user'),
		abi: () => '137',
		say: (line) => void said.push(line),
		npm: async (cwd, [command = '']) => {
			ran.push([command, cwd]);
			await wait(50);
			mkdirSync(path.join(cwd, 'node_modules', 'n8n'), { recursive: true });
			writeFileSync(path.join(cwd, 'node_modules', 'n8n', 'package.json'), '{}');
		},
		...more,
	};
}

const install = async (surroundings: Surroundings) => await installN8n(2, (line) => void said.push(line), surroundings);

test('what one clone has installed, the next one finds', async () => {
	const first = await install(clone('first'));
	expect(ran.map(([command]) => command)).toEqual(['ci', 'rebuild']);
	const second = await install(clone('second'));
	expect(ran).toHaveLength(2);
	expect(second.folder).toBe(path.join(folder, 'second', '.cache', 'n8n-2'));
	expect(realpathSync(second.folder)).toBe(realpathSync(first.folder));
	expect(existsSync(path.join(second.folder, 'node_modules', 'n8n', 'package.json'))).toBe(true);
	// And again, without asking anybody.
	expect(await install(clone('second', { abi: () => 'not asked' }))).toEqual(second);
});

test('two clones at the same time install once', async () => {
	const [first, second] = await Promise.all([install(clone('first')), install(clone('second'))]);
	expect(ran.map(([command]) => command)).toEqual(['ci', 'rebuild']);
	expect(realpathSync(first.folder)).toBe(realpathSync(second.folder));
	expect(said).toContain('Another process is installing n8n 2.0.0; waiting for it …');
});

test('twice in one clone at the same time links once', async () => {
	const [first, second] = await Promise.all([install(clone('first')), install(clone('first'))]);
	expect(first).toEqual(second);
	expect(lstatSync(first.folder).isSymbolicLink()).toBe(true);
});

test.each([
	{ name: 'another Node', more: { abi: () => '140' }, change: () => {} },
	{
		name: 'another lockfile',
		more: {},
		change: () =>
			writeFileSync(
				path.join(folder, 'sources', 'n8n-2', 'package-lock.json'),
				JSON.stringify({ packages: { 'node_modules/n8n': { version: '2' } } }),
			),
	},
])('$name has an installation of its own', async ({ more, change }) => {
	const first = await install(clone('first'));
	change();
	const second = await install(clone('second', more));
	expect(ran).toHaveLength(4);
	expect(realpathSync(second.folder)).not.toBe(realpathSync(first.folder));
});

test("where the user's cache cannot be written, the clone has its own", async () => {
	writeFileSync(path.join(folder, 'user'), 'a file where the folder should be');
	const { folder: own } = await install(clone('first'));
	expect(own).toBe(path.join(folder, 'first', '.cache', 'n8n-2'));
	expect(lstatSync(own).isSymbolicLink()).toBe(false);
	expect(readFileSync(path.join(own, 'installed.txt'), 'utf8')).toHaveLength(64);
	expect(ran.every(([, cwd]) => cwd === own)).toBe(true);
});

test('an installation that broke off is made anew, and its turn is given up', async () => {
	const broken = clone('first', { npm: () => Promise.reject(new Error('no network')) });
	await expect(install(broken)).rejects.toThrow('no network');
	await install(clone('first'));
	expect(ran.map(([command]) => command)).toEqual(['ci', 'rebuild']);
});

test('it says where it installs, that sqlite3 is compiled, and how long that takes', async () => {
	await install(clone('first'));
	expect(said.join('\n')).toMatch(/Installing n8n 2\.0\.0 into .*user.*\(once; .*minutes/);
	expect(said.join('\n')).toMatch(/all packages unpacked; now compiling sqlite3 for Node 24, one to three minutes/);
});

test('while sqlite3 is compiled the progress says so, and no share of packages stands still', () => {
	expect(progressLine('n8n 2.0.0', { name: 'building' }, 150, 40)).toBe(
		'  n8n 2.0.0: 150 s, all packages unpacked; compiling sqlite3 since 40 s (one to three minutes)',
	);
	expect(progressLine('n8n 2.0.0', { name: 'unpacking', folder, packages: 10 }, 5, 5)).toBe(
		'  n8n 2.0.0: 5 s, 0 % of its packages unpacked',
	);
});

test.each([
	{ platform: 'linux' as const, env: {}, place: '/home/ada/.cache/n8n-nodes-bigcommerce' },
	{ platform: 'linux' as const, env: { XDG_CACHE_HOME: '/var/cache' }, place: '/var/cache/n8n-nodes-bigcommerce' },
	{ platform: 'darwin' as const, env: {}, place: '/home/ada/Library/Caches/n8n-nodes-bigcommerce' },
	{ platform: 'win32' as const, env: { LOCALAPPDATA: '/local' }, place: '/local/n8n-nodes-bigcommerce/Cache' },
])("the user's cache on $platform with $env is $place", ({ platform, env, place }) => {
	expect(userCache(env, platform, '/home/ada')).toBe(place);
});

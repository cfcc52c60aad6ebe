import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { BigCommerceApi } from '../../credentials/BigCommerceApi.credentials';
import { resources } from '../../nodes/BigCommerce/actions/router';
import { VERSION } from '../../nodes/BigCommerce/n8n/version';
import { BigCommerce } from '../../nodes/BigCommerce/BigCommerce.node';
import { BigCommerceTrigger } from '../../nodes/BigCommerce/BigCommerceTrigger.node';
import packageJson from '../../package.json';

const root = path.join(__dirname, '..', '..');
const read = (file: string): string => readFileSync(path.join(root, file), 'utf8');

interface Packed {
	files: Array<{ path: string; size: number }>;
}

/** What `npm publish` would take. npm up to 11 answers with a list, later ones with an object by package name. */
function packed(): Packed {
	const answer = execFileSync('npm', ['pack', '--dry-run', '--json', '--ignore-scripts'], {
		cwd: root,
		encoding: 'utf8',
		maxBuffer: 32 * 1024 * 1024,
	});
	const [only] = Object.values(JSON.parse(answer) as Record<string, Packed>);
	if (only === undefined) throw new Error('npm pack lists nothing');
	return only;
}

describe('what is published', () => {
	const files = packed().files.map((file) => file.path);

	test('is the built nodes and the papers, nothing else', () => {
		const outside = files.filter((file) => !file.startsWith('dist/'));
		expect(outside.sort()).toEqual(['LICENSE.md', 'README.md', 'index.js', 'package.json']);
		const strange = files.filter(
			(file) => file.startsWith('dist/') && !/^dist\/(nodes|credentials)\/.+\.(js|json|svg)$/.test(file),
		);
		expect(strange).toEqual([]);
	});

	test('holds everything that package.json names', () => {
		for (const file of [...packageJson.n8n.nodes, ...packageJson.n8n.credentials, packageJson.main])
			expect(files).toContain(file);
	});

	test('has no tests, sandbox, scripts, maps or sources', () => {
		expect(
			files.filter((file) => /(^|\/)(test|sandbox|scripts|examples|node_modules)\/|\.ts$|\.map$|\.test\./.test(file)),
		).toEqual([]);
	});
});

describe('package.json', () => {
	test('brings no other package along', () => {
		expect(packageJson).not.toHaveProperty('dependencies');
		expect(packageJson).not.toHaveProperty('optionalDependencies');
		expect(packageJson.peerDependencies).toEqual({ 'n8n-workflow': '*' });
	});

	test('carries the version that is sent in the User-Agent', () => {
		expect(VERSION).toBe(packageJson.version);
	});

	test('has the newest entry of the changelog, or one is being written', () => {
		expect(read('CHANGELOG.md')).toMatch(new RegExp(`^## \\[${packageJson.version.replace(/\./g, '\\.')}\\]`, 'm'));
	});
});

const VALID_CATEGORIES = [
	'Data & Storage',
	'Finance & Accounting',
	'Marketing & Content',
	'Productivity',
	'Miscellaneous',
	'Sales',
	'Development',
	'Analytics',
	'Communication',
	'Utility',
];

describe.each([new BigCommerce(), new BigCommerceTrigger()])(
	'the codex file of $description.displayName',
	({ description }) => {
		const file = `nodes/BigCommerce/${description.name.charAt(0).toUpperCase()}${description.name.slice(1)}.node.json`;

		test('names the node, valid categories, and pages of this repository', () => {
			const codex = JSON.parse(read(file)) as {
				node: string;
				categories: string[];
				resources: Record<string, Array<{ url: string }>>;
			};
			expect(codex.node).toBe(`${packageJson.name}.${description.name}`);
			expect(VALID_CATEGORIES).toEqual(expect.arrayContaining(codex.categories));
			const home = packageJson.homepage.split('#')[0] ?? '';
			for (const { url } of Object.values(codex.resources).flat()) expect(url.startsWith(home)).toBe(true);
		});
	},
);

const operations = Object.entries(resources).flatMap(([resource, { operations: all }]) =>
	Object.keys(all).map((operation) => ({ resource, operation })),
);

describe.each(operations)('$resource: $operation', ({ resource, operation }) => {
	test('has an output schema for the mapping panel', () => {
		const file = `nodes/BigCommerce/__schema__/v1.0.0/${resource}/${operation}.json`;
		expect(existsSync(path.join(root, file))).toBe(true);
		expect(JSON.parse(read(file))).toMatchObject({ type: 'object', properties: expect.any(Object) });
	});

	test('has a row in the README', () => {
		expect(read('README.md')).toMatch(new RegExp(`^\\|[^\\n]*\`${resource}: ${operation}\``, 'm'));
	});
});

test('the credential is the one that both nodes ask for', () => {
	const { name } = new BigCommerceApi();
	for (const { description } of [new BigCommerce(), new BigCommerceTrigger()])
		expect(description.credentials?.map((credential) => credential.name)).toEqual([name]);
});

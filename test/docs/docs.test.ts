import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import type { INodeProperties } from 'n8n-workflow';
import { resources } from '../../nodes/BigCommerce/actions/router';
import { settleFields } from '../../nodes/BigCommerce/actions/payment/captureFields';
import { CAPTURE } from '../../nodes/BigCommerce/payment/action';
import { EVENTS } from '../../nodes/BigCommerce/trigger/events';
import packageJson from '../../package.json';
import { readmeBlock } from '../../scripts/bench/readme';
import type { Figures } from '../../scripts/bench/trial';

const root = path.join(__dirname, '..', '..');
const read = (file: string): string => readFileSync(path.join(root, file), 'utf8');
const pages = [
	...['README.md', 'CONTRIBUTING.md', 'SECURITY.md', 'CHANGELOG.md', 'sandbox/README.md'],
	...readdirSync(path.join(root, 'docs'))
		.filter((file) => file.endsWith('.md'))
		.map((file) => `docs/${file}`),
].filter((file) => existsSync(path.join(root, file)));

/** The words of a union type, as it is written in the source. */
function unionIn(file: string, name: string): string[] {
	const [, text = ''] = new RegExp(`export type ${name} =([^;]+);`).exec(read(file)) ?? [];
	return [...text.matchAll(/'(\w+)'/g)].map(([, word = '']) => word);
}

/** The rows of a page's tables. */
function rowsOf(page: string): string[] {
	return read(page)
		.split('\n')
		.filter((line) => line.startsWith('|'));
}

/** Words in code quotes in the first cells of a page's table rows. */
function tabled(page: string, columns: number): Set<string> {
	const cells = rowsOf(page).flatMap((row) => row.split('|').slice(1, 1 + columns));
	return new Set(cells.flatMap((cell) => [...cell.matchAll(/`(\w+)`/g)].map(([, word = '']) => word)));
}

const COMMON = 'nodes/BigCommerce/payment/commonOutcome.ts';
const OUTCOME = 'nodes/BigCommerce/payment/outcome.ts';
const REFUND_OUTCOME = 'nodes/BigCommerce/refund/outcome.ts';

test('every outcome and code of captures, voids and refunds is in the table of outcomes', () => {
	const inTables = tabled('docs/outcomes.md', 3);
	const outcomes = [
		'invalidOrderId',
		...unionIn(COMMON, 'CommonFailure'),
		...unionIn(OUTCOME, 'SuccessOutcome'),
		...unionIn(OUTCOME, 'FailureOutcome'),
		...unionIn(REFUND_OUTCOME, 'RefundSuccess'),
		...unionIn(REFUND_OUTCOME, 'RefundFailure'),
	];
	const codes = [COMMON, OUTCOME, REFUND_OUTCOME].flatMap((file) => unionIn(file, '(?:Common|Refund)?Code'));
	expect([outcomes.length >= 20, codes.length > 40]).toEqual([true, true]);
	expect([...outcomes, ...codes].filter((word) => !inTables.has(word))).toEqual([]);
});

test('every outcome of a capture is in the README', () => {
	const inTables = tabled('README.md', 1);
	const outcomes = ['invalidOrderId', ...unionIn(OUTCOME, 'SuccessOutcome'), ...unionIn(OUTCOME, 'FailureOutcome')];
	expect(outcomes.filter((word) => !inTables.has(word))).toEqual([]);
});

test('every operation is in the README', () => {
	const readme = read('README.md');
	const operations = Object.entries(resources).flatMap(([resource, { operations: all }]) =>
		Object.keys(all).map((operation) => `${resource}: ${operation}`),
	);
	expect(operations.filter((operation) => !readme.includes(`| \`${operation}\` |`))).toEqual([]);
	const listed = [...readme.matchAll(/^\| `(\w+: \w+)` \|/gm)].map(([, operation = '']) => operation);
	expect(listed.filter((operation) => !operations.includes(operation))).toEqual([]);
});

test('every parameter, condition and option of a capture is in the README', () => {
	const rows = rowsOf('README.md');
	const labels = labelsOf(settleFields(CAPTURE)).map((label) => label.replace(/ \(.+\)$/, ''));
	expect(labels.filter((label) => !rows.some((row) => row.includes(label)))).toEqual([]);
});

test('every parameter of the other operations is in the page of parameters', () => {
	const rows = rowsOf('docs/parameters.md');
	const labels = Object.values(resources).flatMap(({ operations }) =>
		Object.entries(operations)
			.filter(([operation]) => operation !== 'capture' && operation !== 'void')
			.flatMap(([, { fields }]) => labelsOf(fields)),
	);
	expect(labels.length).toBeGreaterThan(60);
	expect([...new Set(labels)].filter((label) => !rows.some((row) => row.includes(label)))).toEqual([]);
});

test('a number of seconds, hours or days says so in its label', () => {
	const numbers = Object.values(resources)
		.flatMap(({ operations }) => Object.values(operations).flatMap(({ fields }) => withInner(fields)))
		.filter(({ name, type }) => type === 'number' && /timeout|window|days|hours/i.test(name));
	expect(numbers.length).toBeGreaterThan(10);
	expect(numbers.filter(({ displayName }) => !/ \((Seconds|Hours|Days)\)$/.test(displayName))).toEqual([]);
});

/** Fields, and those inside their collections. */
function withInner(fields: INodeProperties[]): INodeProperties[] {
	const inside = fields
		.filter(({ type }) => type === 'collection')
		.flatMap(({ options }) => (options ?? []).filter((option): option is INodeProperties => 'type' in option));
	return [...fields, ...inside];
}

/** What they are called, without the words that n8n asks for where a list is loaded. */
function labelsOf(fields: INodeProperties[]): string[] {
	return withInner(fields)
		.filter(({ type }) => type !== 'notice' && type !== 'collection')
		.map(({ displayName }) => displayName.replace(/ Names? or IDs?$/, ''));
}

test('every event of the trigger is in its page', () => {
	const inTables = tabled('docs/trigger.md', 1);
	expect(EVENTS.filter((event) => !inTables.has(event))).toEqual([]);
});

test('every example is linked from the README', () => {
	const readme = read('README.md');
	const files = readdirSync(path.join(root, 'examples')).filter((file) => file.endsWith('.json'));
	expect(files.filter((file) => !readme.includes(`(examples/${file})`))).toEqual([]);
});

test('the measured figures in the README are those of the newest bench', () => {
	const [, block = ''] = /<!-- bench:start -->\n([^]*?)<!-- bench:end -->/.exec(read('README.md')) ?? [];
	const file = path.join(root, 'scripts', 'bench', 'results', 'benchmarks.json');
	const figures = existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as { figures: Figures[] }).figures : null;
	expect(block.trim()).toBe(figures === null ? '' : readmeBlock(figures).trim());
});

describe.each(pages)('%s', (page) => {
	const text = read(page);
	const folder = path.dirname(path.join(root, page));

	test('names only npm commands that exist', () => {
		const known = new Set([...Object.keys(packageJson.scripts), 'ci', 'install', 'pack', 'publish']);
		const code = [...text.matchAll(/```[a-z]*\n([^]*?)```|`([^`\n]+)`/g)]
			.map(([, block, span]) => block ?? span ?? '')
			.join('\n');
		const named = [...code.matchAll(/^npm (?:run )?([a-z][a-z0-9:]*)/gm)].map(([, command = '']) => command);
		expect(named.filter((command) => !known.has(command))).toEqual([]);
	});

	test('links only to what is there', () => {
		const links = [...text.matchAll(/\]\(([^)\s]+)\)/g)]
			.map(([, link = '']) => link)
			.filter((link) => !/^[a-z]+:/.test(link));
		expect(links.filter((link) => !resolves(link))).toEqual([]);
	});

	function resolves(link: string): boolean {
		const [file = '', anchor] = link.split('#');
		const target = file === '' ? path.join(root, page) : path.join(folder, file);
		if (!existsSync(target)) return false;
		if (anchor === undefined) return true;
		return statSync(target).isFile() && anchorsIn(readFileSync(target, 'utf8')).has(anchor);
	}
});

/** Headings as GitHub makes anchors of them. */
function anchorsIn(text: string): Set<string> {
	const headings = [...text.matchAll(/^#{1,6} (.+)$/gm)].map(([, heading = '']) => heading);
	return new Set(
		headings.map((heading) =>
			heading
				.toLowerCase()
				.replace(/[^\p{L}\p{N} _-]/gu, '')
				.trim()
				.replace(/ /g, '-'),
		),
	);
}

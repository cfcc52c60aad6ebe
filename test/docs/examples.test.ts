import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import {
	displayParameter,
	NodeHelpers,
	type INode,
	type INodeParameters,
	type INodeProperties,
	type INodePropertyCollection,
	type INodePropertyOptions,
	type INodeTypeDescription,
} from 'n8n-workflow';
import { BigCommerce } from '../../nodes/BigCommerce/BigCommerce.node';
import { BigCommerceTrigger } from '../../nodes/BigCommerce/BigCommerceTrigger.node';

interface Example {
	name: string;
	nodes: INode[];
	connections: Record<string, Record<string, Array<Array<{ node: string; type: string; index: number }> | null>>>;
}

const root = path.join(__dirname, '..', '..');
const folder = path.join(root, 'examples');
const files = readdirSync(folder)
	.filter((file) => file.endsWith('.json'))
	.sort();
const STICKY = 'n8n-nodes-base.stickyNote';
const OURS: Readonly<Record<string, INodeTypeDescription>> = {
	'n8n-nodes-bigcommerce.bigCommerce': new BigCommerce().description,
	'n8n-nodes-bigcommerce.bigCommerceTool': new BigCommerce().description,
	'n8n-nodes-bigcommerce.bigCommerceTrigger': new BigCommerceTrigger().description,
};
/** Fields that n8n itself adds to a node used as a tool. */
const OF_TOOLS = ['descriptionType', 'toolDescription'];

test('there are examples, numbered without a gap', () => {
	expect(files.map((file) => file.slice(0, 2))).toEqual(files.map((_, index) => String(index + 1).padStart(2, '0')));
});

describe.each(files)('examples/%s', (file) => {
	const example = JSON.parse(readFileSync(path.join(folder, file), 'utf8')) as Example;
	const working = example.nodes.filter(({ type }) => type !== STICKY);

	test('is named as its file is numbered', () => {
		expect(example.name.slice(0, 3)).toBe(`${file.slice(0, 2)} `);
	});

	test('has sticky notes that say what it does and what to plug in where', () => {
		const notes = example.nodes
			.filter(({ type }) => type === STICKY)
			.map(({ parameters }) => String(parameters.content));
		expect(notes.length).toBeGreaterThanOrEqual(2);
		expect(notes[0]).toMatch(/^## /);
		expect(notes.join('\n').length).toBeGreaterThan(300);
	});

	test('connects nodes that exist, on outputs and inputs that exist, and leaves none alone', () => {
		const names = new Set(working.map(({ name }) => name));
		const reached = new Set<string>();
		for (const [from, kinds] of Object.entries(example.connections)) {
			expect(names).toContain(from);
			for (const link of Object.values(kinds).flat(2)) {
				expect(names).toContain(link?.node);
				reached.add(link?.node ?? '').add(from);
			}
		}
		expect(working.filter(({ name }) => !reached.has(name)).map(({ name }) => name)).toEqual([]);
		expect(names.size).toBe(working.length);
		expect(new Set(example.nodes.map(({ id }) => id)).size).toBe(example.nodes.length);
	});

	test('has a second branch wherever money moves', () => {
		const movers = working.filter(
			({ type, parameters }) =>
				type.endsWith('.bigCommerce') && ['capture', 'void', 'create'].includes(String(parameters.operation)),
		);
		for (const { name, onError } of movers) {
			expect([name, onError]).toEqual([name, 'continueErrorOutput']);
			const outputs = example.connections[name]?.main ?? [];
			expect([name, outputs.filter((links) => (links ?? []).length > 0).length]).toEqual([name, 2]);
		}
	});

	test('uses the sandbox credential, and no other secret', () => {
		for (const node of working) {
			if (OURS[node.type] !== undefined)
				expect(node.credentials).toEqual({
					bigCommerceApi: { id: 'bigcommerce-sandbox', name: 'BigCommerce sandbox' },
				});
			else if (node.credentials !== undefined) expect(Object.keys(node.credentials)).toEqual(['bigCommerceApi']);
		}
	});

	const ours = working.filter(({ type }) => OURS[type] !== undefined);

	test.each(ours.map((node) => [node.name, node] as const))('%s sets parameters that the node has', (_name, node) => {
		const description = OURS[node.type];
		if (description === undefined) throw new Error(`no description of ${node.type}`);
		// What is not written down has its default, and what is shown may depend on that.
		const filled =
			NodeHelpers.getNodeParameters(description.properties, node.parameters, true, false, node, description) ?? {};
		const known = description.properties.filter((property) => displayParameter(filled, property, node, description));
		for (const [name, value] of Object.entries(node.parameters)) {
			if (OF_TOOLS.includes(name) && node.type.endsWith('Tool')) continue;
			const property = known.find((one) => one.name === name);
			expect([name, property?.name]).toEqual([name, name]);
			if (property !== undefined) check(property, value, name);
		}
	});
});

/** Values of lists are among their options, and entries of collections among their fields. */
function check(property: INodeProperties, value: unknown, at: string): void {
	if (typeof value === 'string' && value.startsWith('=')) return;
	if (property.type === 'options' && property.typeOptions?.loadOptionsMethod === undefined) {
		expect([at, valuesOf(property.options)]).toEqual([at, expect.arrayContaining([value])]);
	}
	if (property.type === 'multiOptions' && property.typeOptions?.loadOptionsMethod === undefined) {
		for (const one of Array.isArray(value) ? value : [value])
			expect([at, valuesOf(property.options)]).toEqual([at, expect.arrayContaining([one])]);
	}
	if (property.type === 'collection' && isParameters(value)) {
		for (const [name, inner] of Object.entries(value)) {
			const option = (property.options ?? []).find((one): one is INodeProperties => 'type' in one && one.name === name);
			expect([`${at}.${name}`, option?.name]).toEqual([`${at}.${name}`, name]);
			if (option !== undefined) check(option, inner, `${at}.${name}`);
		}
	}
	if (property.type === 'fixedCollection' && isParameters(value)) {
		for (const [name, inner] of Object.entries(value)) {
			const group = (property.options ?? []).find(
				(one): one is INodePropertyCollection => 'values' in one && one.name === name,
			);
			expect([`${at}.${name}`, group?.name]).toEqual([`${at}.${name}`, name]);
			for (const entry of Array.isArray(inner) ? inner : [inner]) {
				for (const field of Object.keys(isParameters(entry) ? entry : {})) {
					expect([`${at}.${name}.${field}`, group?.values.map((one) => one.name)]).toEqual([
						`${at}.${name}.${field}`,
						expect.arrayContaining([field]),
					]);
				}
			}
		}
	}
}

function valuesOf(options: INodeProperties['options']): unknown[] {
	return (options ?? []).flatMap((option: INodePropertyOptions | INodeProperties | INodePropertyCollection) =>
		'value' in option ? [option.value] : [],
	);
}

function isParameters(value: unknown): value is INodeParameters {
	return typeof value === 'object' && value !== null && !Array.isArray(value);
}

import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import {
	displayParameter,
	NodeHelpers,
	Workflow,
	type IConnections,
	type INode,
	type INodeParameters,
	type INodeProperties,
	type INodePropertyCollection,
	type INodePropertyOptions,
	type INodeType,
	type INodeTypeDescription,
} from 'n8n-workflow';
import { BigCommerce } from '../../nodes/BigCommerce/BigCommerce.node';
import { BigCommerceTrigger } from '../../nodes/BigCommerce/BigCommerceTrigger.node';

interface Example {
	name: string;
	nodes: INode[];
	connections: IConnections;
}

const root = path.join(__dirname, '..', '..');
const folder = path.join(root, 'examples');
const files = readdirSync(folder)
	.filter((file) => file.endsWith('.json'))
	.sort();
const STICKY = 'n8n-nodes-base.stickyNote';
const OUR_TYPES: Readonly<Record<string, INodeType>> = {
	'n8n-nodes-bigcommerce.bigCommerce': new BigCommerce(),
	'n8n-nodes-bigcommerce.bigCommerceTool': new BigCommerce(),
	'n8n-nodes-bigcommerce.bigCommerceTrigger': new BigCommerceTrigger(),
};
const OURS: Readonly<Record<string, INodeTypeDescription>> = Object.fromEntries(
	Object.entries(OUR_TYPES).map(([type, { description }]) => [type, description]),
);
/** Nodes that somebody has to write code in, or has to know the API for. */
const CODE = /\.(code|function|functionItem|executeCommand|httpRequest|toolCode|toolHttpRequest|httpRequestTool)$/;
/** What can still be read in the field of a node without scrolling. */
const LONGEST_EXPRESSION = 80;
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

	test('is built without code and without the API', () => {
		expect(working.filter(({ type }) => CODE.test(type)).map(({ name }) => name)).toEqual([]);
	});

	test('has no expression that is longer than a field', () => {
		const expressions = working.flatMap(({ name, parameters }) =>
			textsIn(parameters).flatMap((text) => (text.startsWith('=') ? [{ name, text }] : [])),
		);
		expect(expressions.filter(({ text }) => text.length > LONGEST_EXPRESSION)).toEqual([]);
	});

	test('uses no output that the node does not have', () => {
		for (const node of working.filter(({ type }) => OURS[type] !== undefined)) {
			const used = example.connections[node.name]?.main ?? [];
			expect([node.name, used.length]).toEqual([node.name, Math.min(used.length, outputsOf(node))]);
		}
	});

	test('names in its expressions only nodes that it has', () => {
		const names = working.flatMap(({ parameters }) =>
			textsIn(parameters).flatMap((text) => [...text.matchAll(/\$\('([^']+)'\)/g)].map(([, name]) => name)),
		);
		expect(working.map(({ name }) => name)).toEqual(expect.arrayContaining(names));
	});

	test('has a branch for each way it may go wherever money moves', () => {
		const movers = working.filter(
			({ type, parameters }) =>
				type.endsWith('.bigCommerce') && ['capture', 'void', 'create'].includes(String(parameters.operation)),
		);
		for (const node of movers) {
			const { name, onError } = node;
			expect([name, onError]).toEqual([name, 'continueErrorOutput']);
			const outputs = example.connections[name]?.main ?? [];
			expect([name, outputs.filter((links) => (links ?? []).length > 0).length]).toEqual([name, outputsOf(node)]);
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

/** How many outputs one of our nodes has as it is set, n8n's error output among them. */
function outputsOf(node: INode): number {
	const type = OUR_TYPES[node.type];
	if (type === undefined) throw new Error(`no description of ${node.type}`);
	const filled = NodeHelpers.getNodeParameters(
		type.description.properties,
		node.parameters,
		true,
		false,
		node,
		type.description,
	);
	const whole = { ...node, parameters: filled ?? {} };
	const workflow = new Workflow({
		nodes: [whole],
		connections: {},
		active: false,
		nodeTypes: { getByName: () => type, getByNameAndVersion: () => type, getKnownTypes: () => ({}) },
	});
	return NodeHelpers.getNodeOutputs(workflow, whole, type.description).length;
}

/** Every text in a parameter, however deep. */
function textsIn(value: unknown): string[] {
	if (typeof value === 'string') return [value];
	if (typeof value !== 'object' || value === null) return [];
	return Object.values(value).flatMap(textsIn);
}

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

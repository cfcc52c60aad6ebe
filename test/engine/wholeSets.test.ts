import type { INodeParameters, INodeProperties } from 'n8n-workflow';
import { describeResource } from '../../nodes/BigCommerce/actions/describeResource';
import { resources } from '../../nodes/BigCommerce/actions/router';
import type { RunningSandbox } from '../../sandbox/server';
import { credentialFor, itemsOf, quickSandbox, run } from './harness';

let sandbox: RunningSandbox;

beforeEach(async () => {
	sandbox = await quickSandbox();
});

afterEach(async () => await sandbox.close());

/** Every set of fields that the node has, under each operation. */
const SETS = Object.entries(resources).flatMap(([resource, { operations }]) =>
	Object.entries(operations).flatMap(([operation, { fields }]) =>
		fields.filter(isSet).map(({ name, displayName }) => ({ resource, operation, set: name, label: displayName })),
	),
);

function isSet({ type }: INodeProperties): boolean {
	return type === 'collection';
}

/** Runs the operation on one order that could be captured, voided, given back, found and changed. */
async function runWith(resource: string, operation: string, more: INodeParameters) {
	const order = sandbox.store.addOrder(resource === 'refund' ? { state: 'captured' } : {});
	const { outputs } = await run({
		parameters: {
			resource,
			operation,
			orderId: { __rl: true, mode: 'id', value: '={{ $json.id }}' },
			...(resource === 'refund' && operation === 'getMany' ? { refundsOf: 'all' } : {}),
			...more,
		},
		items: itemsOf(order.id).map(({ json }) => ({ json: { ...json, set: { maxAmount: '1.00', dryRun: true } } })),
		credential: credentialFor(sandbox),
		onError: 'continueErrorOutput',
	});
	const [success = [], error = []] = outputs;
	return { items: success.map(({ json }) => json), errors: error.map(({ json }) => json) };
}

test('there is a set of conditions, of options or of filters under every operation that is to have one', () => {
	const named = SETS.map(({ resource, operation, set }) => `${resource} ${operation} ${set}`);
	expect(named).toEqual(
		expect.arrayContaining([
			...['capture', 'void'].flatMap((action) => [`payment ${action} guards`, `payment ${action} options`]),
			'refund create guards',
			'refund create options',
			...['payment', 'order', 'transaction', 'refund'].map((resource) => `${resource} getMany filters`),
			'order update updateFields',
		]),
	);
});

/** Each error item says what happened, and no call was made. */
function expectRefused(label: string, { items, errors }: Awaited<ReturnType<typeof runWith>>) {
	expect(items).toEqual([]);
	expect(errors).toMatchObject([
		{
			error: expect.stringMatching(new RegExp(`'${label}' is one expression.*would not hold.*Give each field`)),
			message: expect.stringContaining('Nothing was sent.'),
			details: { outcome: 'blocked', code: 'invalidParameter', moneyMoved: 'no', retriable: false },
		},
	]);
	expect(sandbox.store.log.recent()).toEqual([]);
}

// The editor has no expression for a whole set; a workflow that was written by hand, or by a program, may.
describe.each(SETS)('$resource: $operation, $label', ({ resource, operation, set, label }) => {
	test('as one expression is refused, and no call is made', async () => {
		expectRefused(label, await runWith(resource, operation, { [set]: '={{ $json.set }}' }));
	});

	test('without a field is a set like any other', async () => {
		const { errors } = await runWith(resource, operation, { [set]: {} });
		expect(JSON.stringify(errors)).not.toContain('is one expression');
	});
});

test.each([
	['an expression that yields a condition', "={{ { maxAmount: '1.00' } }}"],
	['an expression that yields nothing', '={{ $json.nowhere }}'],
	['an expression that yields an empty set', '={{ {} }}'],
	['an expression that fails', "={{ $('Nowhere').item.json.set }}"],
	['a text', 'maxAmount: 1.00'],
	['a list', [{ maxAmount: '1.00' }]],
	['what the editor makes of an expression, with a condition that was added then', { length: 14, maxAmount: '99' }],
])('%s in the place of the conditions of a capture captures nothing', async (_, guards) => {
	expectRefused('Only If', await runWith('payment', 'capture', { guards }));
});

test('what tells a text from a set is nowhere to be chosen in the editor', () => {
	const [, field] = describeResource('payment', 'x', [
		{
			name: 'X',
			value: 'x',
			action: 'X',
			description: 'X',
			operation: {
				fields: [{ displayName: 'Options', name: 'options', type: 'collection', default: {}, options: [] }],
				execute: async () => [],
			},
		},
	]).description;
	expect(field?.options).toMatchObject([{ name: 'length', type: 'hidden' }]);
});

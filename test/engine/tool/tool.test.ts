import { BigCommerce } from '../../../nodes/BigCommerce/BigCommerce.node';
import { resources } from '../../../nodes/BigCommerce/actions/router';
import type { RunningSandbox } from '../../../sandbox/server';
import { BigCommerceApi } from '../../../credentials/BigCommerceApi.credentials';
import { runNode } from '../../../scripts/engine/engine';
import { credentialFor, itemsOf, quickSandbox } from '../harness';
import { callTool, TOOL } from './agent';

let sandbox: RunningSandbox;

beforeEach(async () => {
	sandbox = await quickSandbox();
});

afterEach(async () => await sandbox.close());

const orderId = { __rl: true, mode: 'id', value: "={{ $fromAI('orderId', 'The number of the order', 'string') }}" };
const refund = {
	resource: 'refund',
	operation: 'create',
	orderId,
	refundWhat: 'amount',
	amount: "={{ $fromAI('amount', 'How much', 'string') }}",
};

test('the node may be used as a tool', () => {
	expect(new BigCommerce().description.usableAsTool).toBe(true);
});

test('every operation says in plain words whether it moves money, and that repeating what does is safe', () => {
	for (const [name, resource] of Object.entries(resources)) {
		const [operations] = resource.description;
		for (const option of operations?.options ?? []) {
			if (!('value' in option)) throw new Error(`an operation of ${name} without a value`);
			const moves = ['capture', 'void', 'create'].includes(String(option.value));
			expect(option.description).toMatch(moves ? /repeating it is safe/i : /moves no money|never moves money/i);
		}
	}
});

test('an agent captures one order, and asking again takes nothing more', async () => {
	const order = sandbox.store.addOrder({ total: '25.00' });
	const { answers, error } = await callTool(sandbox, { resource: 'payment', operation: 'capture', orderId }, [
		{ orderId: `#${order.id}` },
		{ orderId: String(order.id) },
	]);
	expect(error).toBeNull();
	expect(answers).toMatchObject([
		{ items: [{ outcome: 'captured', changed: true }] },
		{ items: [{ outcome: 'captured', changed: false }] },
	]);
	expect(sandbox.store.truth(order.id)).toMatchObject({ captures: 1, captureRequests: 1 });
});

test('an agent refunds one order; the same words again are the same refund, other words another', async () => {
	const order = sandbox.store.addOrder({ total: '25.00', state: 'captured' });
	const calls = ['5.00', '5.00', '7.00'].map((amount) => ({ orderId: String(order.id), amount }));
	const { answers } = await callTool(sandbox, refund, calls);
	expect(answers).toMatchObject([
		{ items: [{ changed: true }] },
		{ items: [{ changed: false, amount: '5.00' }] },
		{ items: [{ changed: true, amount: '7.00' }] },
	]);
	expect(sandbox.store.truth(order.id)).toMatchObject({ refunds: 2, refunded: 1_200 });
});

test('guards hold for an agent, which reads why', async () => {
	const order = sandbox.store.addOrder({ total: '25.00', state: 'captured' });
	const { answers } = await callTool(sandbox, { ...refund, guards: { maxAmount: '20.00' } }, [
		{ orderId: String(order.id), amount: '21' },
	]);
	expect(answers).toMatchObject([
		{
			items: [
				{
					error: expect.stringContaining("'Max Amount' 20.00"),
					details: { outcome: 'blocked', code: 'guard', moneyMoved: 'no' },
				},
			],
		},
	]);
	expect(sandbox.store.truth(order.id).refundRequests).toBe(0);
});

test('a list of orders in one call is refused, and nothing is sent', async () => {
	const orders = sandbox.store.addOrders(2, { total: '25.00', state: 'captured' });
	const { answers } = await callTool(sandbox, refund, [{ orderId: orders.map(({ id }) => id).join(','), amount: '1' }]);
	expect(answers).toMatchObject([{ items: [{ details: { outcome: 'invalidOrderId' } }] }]);
	expect(sandbox.store.log.recent()).toEqual([]);
});

test('an agent looks up which orders can be captured', async () => {
	sandbox.store.addOrders(2, { total: '25.00' });
	const { answers } = await callTool(sandbox, { resource: 'payment', operation: 'getMany' }, [{}]);
	expect(answers).toMatchObject([{ items: [{ capturable: true }, { capturable: true }] }]);
});

// Newer agents have the engine run their tools, and then only the node type's name says so.
test.each([
	['refund', 'create'],
	['payment', 'capture'],
	['order', 'update'],
])('in bulk %s %s sends nothing, and each item says why', async (resource, operation) => {
	const orders = sandbox.store.addOrders(2, {
		total: '25.00',
		state: resource === 'refund' ? 'captured' : 'authorized',
	});
	const { outputs } = await runNode(
		{ nodes: { [TOOL]: new BigCommerce() }, credential: new BigCommerceApi() },
		{
			type: TOOL,
			parameters: {
				resource,
				operation,
				orderId: { __rl: true, mode: 'id', value: '={{ $json.id }}' },
				updateFields: { statusId: 2 },
			},
			items: itemsOf(...orders.map(({ id }) => id)),
			credential: credentialFor(sandbox),
		},
	);
	expect(outputs[0]).toMatchObject([
		{ json: { error: expect.stringContaining('one order a call') } },
		{ json: { details: { outcome: 'blocked', moneyMoved: 'no' } } },
	]);
	expect(sandbox.store.log.recent()).toEqual([]);
});

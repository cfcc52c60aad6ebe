import type { RunningSandbox } from '../../../sandbox/server';
import { quickSandbox } from '../harness';
import { lookUp } from './lookup';

let sandbox: RunningSandbox;

afterEach(async () => await sandbox.close());

test('transactions, in ten fields each', async () => {
	sandbox = await quickSandbox();
	const order = sandbox.store.addOrder({ total: '25.00', state: 'captured', gateway: 'stripe' });
	const { items } = await lookUp(sandbox, 'transaction', 'getMany', {}, { ids: [order.id] });
	expect(items).toEqual([
		{
			transactionId: expect.any(Number),
			orderId: order.id,
			event: 'authorization',
			status: 'ok',
			method: 'credit_card',
			amount: '25.00',
			currency: 'USD',
			gateway: 'stripe',
			gatewayTransactionId: expect.any(String),
			createdAt: expect.stringMatching(/^20.*Z$/),
		},
		expect.objectContaining({ event: 'capture' }),
	]);
});

test.each(['object', 'null', 'missing'] as const)(
	'what is not there is null, with the store writing it as %s',
	async (absentValues) => {
		sandbox = await quickSandbox({ settings: { absentValues } });
		const order = sandbox.store.addOrder();
		const { items } = await lookUp(sandbox, 'transaction', 'getMany', { simplify: false }, { ids: [order.id] });
		expect(items).toMatchObject([
			{
				reference_transaction_id: null,
				offline: null,
				custom: null,
				gift_certificate: null,
				store_credit: null,
				credit_card: { card_type: 'visa' },
			},
		]);
	},
);

test('204 is an empty list', async () => {
	sandbox = await quickSandbox();
	const order = sandbox.store.addOrder({ state: 'none' });
	expect(await lookUp(sandbox, 'transaction', 'getMany', { returnAll: true }, { ids: [order.id] })).toMatchObject({
		items: [],
		errors: [],
	});
});

test('503 is asked again, and said where it lasts', async () => {
	sandbox = await quickSandbox();
	const order = sandbox.store.addOrder({ faults: [{ kind: 'transactions503', times: 1 }] });
	expect((await lookUp(sandbox, 'transaction', 'getMany', {}, { ids: [order.id] })).items).toHaveLength(1);
	sandbox.store.setFault(order.id, { kind: 'transactions503' });
	expect((await lookUp(sandbox, 'transaction', 'getMany', {}, { ids: [order.id] })).errors).toMatchObject([
		{ details: { outcome: 'unavailable', httpStatus: 503, orderId: order.id } },
	]);
});

test('by event, by status and up to a limit', async () => {
	sandbox = await quickSandbox();
	const order = sandbox.store.addOrder({ state: 'refunded', storeCredit: '5.00', total: '25.00' });
	const of = async (parameters: object) =>
		(await lookUp(sandbox, 'transaction', 'getMany', { ...parameters }, { ids: [order.id] })).items.map(
			({ event }) => event,
		);
	expect(await of({ filters: { events: ['capture', 'refund'] } })).toEqual(['capture', 'refund']);
	expect(await of({ filters: { statuses: ['error'] } })).toEqual([]);
	expect(await of({ limit: 1 })).toEqual(['purchase']);
});

test.each([
	{ name: 'a token without the scope', id: undefined, token: 'orders-only-token', outcome: 'unauthorized' },
	{ name: 'an unknown order', id: 999_999, token: undefined, outcome: 'notFound' },
])('$name', async ({ id, token, outcome }) => {
	sandbox = await quickSandbox();
	const order = sandbox.store.addOrder();
	const { errors } = await lookUp(sandbox, 'transaction', 'getMany', {}, { ids: [id ?? order.id], token });
	expect(errors).toMatchObject([{ details: { outcome, nextStep: expect.any(String) } }]);
});

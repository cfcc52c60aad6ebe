import type { RunningSandbox } from '../../../sandbox/server';
import { quickSandbox } from '../harness';
import { lookUp, queriesOf } from './lookup';

let sandbox: RunningSandbox;

beforeEach(async () => {
	sandbox = await quickSandbox();
});

afterEach(async () => await sandbox.close());

const DAY = 86_400_000;

describe('get', () => {
	test('an authorized payment, in ten fields', async () => {
		const order = sandbox.store.addOrder({ total: '25.00', gateway: 'stripe', ageDays: 2 });
		const { items } = await lookUp(sandbox, 'payment', 'get', {}, { ids: [`#${order.id}`] });
		const authorizedAt = new Date(Math.floor(order.createdAt / 1000) * 1000);
		expect(items).toEqual([
			{
				orderId: order.id,
				state: 'authorized',
				capturable: true,
				reason: 'Authorized: a capture takes the money.',
				amounts: { authorized: '25.00', captured: '0.00', refunded: '0.00', currency: 'USD' },
				gateway: 'stripe',
				authorizedAt: authorizedAt.toISOString(),
				ageDays: 2,
				estimatedExpiry: new Date(authorizedAt.getTime() + 7 * DAY).toISOString(),
				expiryBasis: 'estimate: 7 days for stripe',
			},
		]);
	});

	test.each([
		{ given: 'capturePending', state: 'capturePending', capturable: false, amounts: { captured: '0.00' } },
		{
			given: 'captured',
			state: 'captured',
			capturable: false,
			amounts: { authorized: '20.00', captured: '20.00', refunded: '0.00' },
		},
		{ given: 'paid', state: 'captured', capturable: false, amounts: { captured: '20.00', refunded: '0.00' } },
		{
			given: 'partiallyRefunded',
			state: 'partiallyRefunded',
			capturable: false,
			amounts: { captured: '20.00', refunded: '10.00' },
		},
		{ given: 'refunded', state: 'refunded', capturable: false, amounts: { captured: '20.00', refunded: '20.00' } },
		{ given: 'voided', state: 'voided', capturable: false, amounts: { captured: '0.00' } },
		{ given: 'declined', state: 'declined', capturable: false, amounts: { authorized: '0.00', captured: '0.00' } },
		{
			given: 'heldForReview',
			state: 'heldForReview',
			capturable: false,
			amounts: { authorized: '20.00', captured: '0.00' },
		},
		{ given: 'pending', state: 'unpaid', capturable: false, amounts: { authorized: '0.00' } },
		{ given: 'none', state: 'unpaid', capturable: false, amounts: { authorized: '0.00' } },
	] as const)('$given', async ({ given, state, capturable, amounts }) => {
		sandbox.store.update({ captureDelayMs: 60_000 });
		const order = sandbox.store.addOrder({ total: '20.00', state: given });
		const { items } = await lookUp(sandbox, 'payment', 'get', {}, { ids: [order.id] });
		expect(items).toMatchObject([
			{ orderId: order.id, state, capturable, estimatedExpiry: null, expiryBasis: null, amounts },
		]);
	});

	test("the card's share where store credit paid the rest, and the user's own window", async () => {
		const order = sandbox.store.addOrder({ total: '25.00', storeCredit: '5.00' });
		const { items } = await lookUp(sandbox, 'payment', 'get', { options: { windowDays: 3 } }, { ids: [order.id] });
		expect(items).toMatchObject([
			{ amounts: { authorized: '20.00' }, expiryBasis: "estimate: 3 days as set in 'Authorization Window'" },
		]);
	});

	test('with either scope alone, and without transactions', async () => {
		const order = sandbox.store.addOrder({ total: '25.00', gateway: 'stripe' });
		for (const token of ['orders-only-token', 'transactions-only-token']) {
			const { items } = await lookUp(sandbox, 'payment', 'get', {}, { ids: [order.id], token });
			expect(items).toMatchObject([
				{
					state: 'authorized',
					amounts: { authorized: '25.00' },
					gateway: token === 'orders-only-token' ? null : 'stripe',
				},
			]);
		}
		sandbox.store.setFault(order.id, { kind: 'transactions503' });
		expect((await lookUp(sandbox, 'payment', 'get', {}, { ids: [order.id] })).items).toMatchObject([
			{ state: 'authorized', gateway: null },
		]);
	});

	test.each([
		{ token: 'transactions-only-token', refused: 'order' },
		{ token: 'orders-only-token', refused: 'transactions' },
	])('what the $token may not read is asked for by the first items alone', async ({ token, refused }) => {
		const ids = Array.from({ length: 12 }, () => sandbox.store.addOrder({ total: '25.00' }).id);
		const { items } = await lookUp(sandbox, 'payment', 'get', {}, { ids, token });
		expect(items).toHaveLength(12);
		// Five items at once, and each asks twice before it believes a refusal.
		expect(queriesOf(sandbox, refused).length).toBeLessThanOrEqual(10);
	});

	test.each([
		{ name: 'of a purchase', order: { state: 'paid' as const } },
		{ name: 'of a captured authorization', order: { state: 'captured' as const } },
		{ name: 'of an order paid by cheque', order: { state: 'paid' as const, gateway: 'cheque' }, providerId: 'cheque' },
	])('a refund by hand $name is counted once', async ({ order, providerId = 'custom' }) => {
		const { id } = sandbox.store.addOrder({ total: '25.00', ...order });
		const refund = { refundWhat: 'amount', amount: '5.00', refundTo: 'provider', providerId };
		await lookUp(sandbox, 'refund', 'create', { ...refund, options: { allowOffline: true } }, { ids: [id] });
		expect(sandbox.store.truth(id).refunded).toBe(500);
		const { items } = await lookUp(sandbox, 'payment', 'get', {}, { ids: [id] });
		expect(items).toMatchObject([{ state: 'partiallyRefunded', amounts: { captured: '25.00', refunded: '5.00' } }]);
	});

	test('an order that was edited since: what was taken goes by the transactions, and is not known without', async () => {
		const order = sandbox.store.addOrder({ state: 'captured', total: '25.00' });
		sandbox.store.act(order.id, { does: 'edit', total: '500.00' });
		const amounts = async (token?: string) => {
			const { items } = await lookUp(sandbox, 'payment', 'get', {}, { ids: [order.id], token });
			return items.map((item) => item.amounts);
		};
		expect(await amounts()).toMatchObject([{ authorized: '25.00', captured: '25.00' }]);
		expect(await amounts('orders-only-token')).toMatchObject([{ authorized: '500.00', captured: '500.00' }]);
		sandbox.store.setFault(order.id, { kind: 'transactions503' });
		expect(await amounts()).toMatchObject([{ authorized: null, captured: null }]);
	});

	test('an order that still reads authorized, and whose transactions show the capture, cannot be captured', async () => {
		const order = sandbox.store.addOrder({ state: 'captured', total: '25.00' });
		sandbox.store.setFault(order.id, { kind: 'unknownStatus', paymentStatus: 'authorized' });
		const { items } = await lookUp(sandbox, 'payment', 'get', { simplify: false }, { ids: [order.id] });
		expect(items).toMatchObject([
			{
				state: 'captured',
				capturable: false,
				reason: 'Captured already.',
				amounts: { captured: '25.00' },
				estimatedExpiry: null,
				paymentStatus: 'authorized',
			},
		]);
	});

	test('Simplify off adds what was read', async () => {
		const order = sandbox.store.addOrder({ state: 'partiallyRefunded' });
		const { items } = await lookUp(sandbox, 'payment', 'get', { simplify: false }, { ids: [order.id] });
		expect(items).toMatchObject([
			{
				paymentStatus: 'partially refunded',
				order: { id: order.id },
				transactions: [{ event: 'authorization', offline: null }, { event: 'capture' }, { event: 'refund' }],
				refunds: [{ order_id: order.id }],
			},
		]);
	});

	test.each([
		{ name: 'an unknown order', id: 999_999, token: undefined, outcome: 'notFound' },
		{ name: 'what is no order ID', id: 'abc', token: undefined, outcome: 'invalidOrderId' },
		{ name: 'a wrong token', id: 1, token: 'wrong-token', outcome: 'unauthorized' },
		{ name: 'a token without scope', id: 1, token: 'no-scope-token', outcome: 'unauthorized' },
	])('$name', async ({ id, token, outcome }) => {
		const { items, errors } = await lookUp(sandbox, 'payment', 'get', {}, { ids: [id], token });
		expect(items).toEqual([]);
		expect(errors).toMatchObject([
			{ error: expect.any(String), message: expect.any(String), details: { outcome, moneyMoved: 'no', attempts: 0 } },
		]);
		expect(Object.keys(errors[0] ?? {}).sort()).toEqual(['details', 'error', 'message']);
	});

	test('On Error = Stop throws at the first', async () => {
		const { failed } = await lookUp(sandbox, 'payment', 'get', {}, { ids: [999_999], onError: 'stopWorkflow' });
		expect(failed?.message).toContain('not found in this store');
	});
});

describe("n8n's own entry 'Custom API Call'", () => {
	test.each([
		{ resource: 'payment', operation: '__CUSTOM_API_CALL__' },
		{ resource: '__CUSTOM_API_CALL__', operation: '' },
		{ resource: 'constructor', operation: 'name' },
	])('$resource: $operation leaks nothing to the success branch', async ({ resource, operation }) => {
		const order = sandbox.store.addOrder();
		const { items, errors } = await lookUp(sandbox, resource, operation, {}, { ids: [order.id, 7] });
		expect(items).toEqual([]);
		const failed = { details: { outcome: 'blocked', code: 'invalidParameter', moneyMoved: 'no' } };
		expect(errors).toMatchObject([failed, failed]);
		const stopped = await lookUp(sandbox, resource, operation, {}, { onError: 'stopWorkflow' });
		expect(stopped.failed?.message).toMatch(/Custom API Call|no operation/);
		expect(sandbox.store.log.recent()).toEqual([]);
	});
});

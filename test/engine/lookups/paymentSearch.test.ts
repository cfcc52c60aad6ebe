import type { RunningSandbox } from '../../../sandbox/server';
import { quickSandbox } from '../harness';
import { lookUp, queriesOf } from './lookup';

let sandbox: RunningSandbox;

beforeEach(async () => {
	sandbox = await quickSandbox();
});

afterEach(async () => await sandbox.close());

const DAY = 86_400_000;

describe('getMany', () => {
	test('authorized payments, oldest first, by default', async () => {
		const ages = [1, 9, 4];
		const orders = ages.map((ageDays) => sandbox.store.addOrder({ total: '25.00', ageDays }));
		for (const state of ['captured', 'voided', 'pending', 'capturePending', 'declined'] as const)
			sandbox.store.addOrder({ state });
		const { items, paired } = await lookUp(sandbox, 'payment', 'getMany');
		expect(items.map(({ orderId }) => orderId)).toEqual([orders[1]?.id, orders[2]?.id, orders[0]?.id]);
		expect(items[0]).toMatchObject({
			capturable: true,
			ageDays: 9,
			gateway: null,
			reason: expect.stringContaining('may have expired'),
			expiryBasis: 'estimate: 7 days, gateway not known',
		});
		expect(paired).toEqual([0, 0, 0]);
	});

	test('none is none', async () => {
		sandbox.store.addOrder({ state: 'captured' });
		expect((await lookUp(sandbox, 'payment', 'getMany')).items).toEqual([]);
	});

	test('streams pages of 250 and stops at the limit', async () => {
		sandbox.store.addOrders(620, (index) => ({
			ageDays: 10 - index / 100,
			state: index % 2 === 0 ? 'authorized' : 'captured',
		}));
		const some = await lookUp(sandbox, 'payment', 'getMany', { limit: 40 });
		expect(some.items).toHaveLength(40);
		expect(queriesOf(sandbox, 'orderList')).toHaveLength(1);
		const all = await lookUp(sandbox, 'payment', 'getMany', { returnAll: true });
		expect(all.items).toHaveLength(310);
		expect(new Set(all.items.map(({ orderId }) => orderId)).size).toBe(310);
		expect(queriesOf(sandbox, 'orderList')).toHaveLength(4);
		expect(
			queriesOf(sandbox, 'orderList').every(({ limit, sort }) => limit === '250' && sort === 'date_created:asc'),
		).toBe(true);
	}, 20_000);

	test('finds all where more orders than a page have the same second', async () => {
		const createdAt = Date.now() - 5 * DAY;
		sandbox.store.addOrders(520, { createdAt });
		sandbox.store.addOrders(3, { createdAt: createdAt + 5_000 });
		const { items } = await lookUp(sandbox, 'payment', 'getMany', { returnAll: true });
		expect(new Set(items.map(({ orderId }) => orderId)).size).toBe(523);
	}, 20_000);

	test.each([
		{ name: 'states', parameters: { states: ['captured', 'refunded'] }, expected: ['captured', 'refunded'] },
		{
			name: 'all states',
			parameters: { states: [] },
			expected: ['authorized', 'authorizedOld', 'big', 'yen', 'elsewhere', 'captured', 'refunded', 'shipped'],
		},
		{ name: 'order status', parameters: { filters: { orderStatusIds: [2] } }, expected: ['shipped'] },
		{
			name: 'several order statuses',
			parameters: { filters: { orderStatusIds: [2, 7] } },
			expected: ['authorized', 'authorizedOld', 'big', 'yen', 'elsewhere', 'shipped'],
		},
		{ name: 'min age', parameters: { filters: { minAgeDays: 5 } }, expected: ['authorizedOld'] },
		{ name: 'max age', parameters: { filters: { maxAgeDays: 0.5, channelId: 1 } }, expected: ['big', 'yen'] },
		{ name: 'expires within', parameters: { filters: { expiresWithinDays: 2 } }, expected: ['authorizedOld'] },
		{
			name: 'expires within, own window',
			parameters: { filters: { expiresWithinDays: 1 }, options: { windowDays: 2 } },
			expected: ['authorized', 'authorizedOld'],
		},
		{ name: 'min amount', parameters: { filters: { minAmount: '500', currency: 'usd' } }, expected: ['big'] },
		{
			name: 'max amount',
			parameters: { filters: { maxAmount: '10.00' } },
			expected: ['authorized', 'authorizedOld', 'elsewhere', 'shipped'],
		},
		{ name: 'currency', parameters: { filters: { currency: 'JPY' } }, expected: ['yen'] },
		{ name: 'channel', parameters: { filters: { channelId: 3 } }, expected: ['elsewhere'] },
	])('by $name', async ({ parameters, expected }) => {
		const small = { total: '10.00' };
		const orders: Record<string, number> = {
			authorized: sandbox.store.addOrder({ ...small, ageDays: 1.5 }).id,
			authorizedOld: sandbox.store.addOrder({ ...small, ageDays: 6 }).id,
			big: sandbox.store.addOrder({ total: '500.00' }).id,
			yen: sandbox.store.addOrder({ total: '500', currency: 'JPY' }).id,
			elsewhere: sandbox.store.addOrder({ ...small, channelId: 3 }).id,
			captured: sandbox.store.addOrder({ ...small, state: 'captured' }).id,
			refunded: sandbox.store.addOrder({ ...small, state: 'refunded' }).id,
			shipped: sandbox.store.addOrder({ ...small, statusId: 2, ageDays: 0.9 }).id,
		};
		const { items } = await lookUp(sandbox, 'payment', 'getMany', { returnAll: true, ...parameters });
		expect(items.map(({ orderId }) => orderId).sort()).toEqual(expected.map((name) => orders[name]).sort());
	});

	test('tells what was given back, with one call for all', async () => {
		sandbox.store.addOrders(4, { total: '30.00', state: 'partiallyRefunded' });
		const { items } = await lookUp(sandbox, 'payment', 'getMany', { states: ['partiallyRefunded'] });
		expect(items.map(({ amounts }) => amounts)).toEqual(
			Array.from({ length: 4 }, () => ({ authorized: '30.00', captured: '30.00', refunded: '15.00', currency: 'USD' })),
		);
		expect(queriesOf(sandbox, 'refundList')).toHaveLength(1);
	});

	test("looks gateways up where that is asked for, and goes by the authorization's own date", async () => {
		sandbox.store.addOrder({ gateway: 'authorizenet', ageDays: 1 });
		const { items } = await lookUp(sandbox, 'payment', 'getMany', { options: { lookUpGateway: true } });
		expect(items).toMatchObject([{ gateway: 'authorizenet', expiryBasis: 'estimate: 30 days for authorizenet' }]);
	});

	test('Min Amount finds what was authorized before the order was edited to less', async () => {
		const order = sandbox.store.addOrder({ total: '100.00' });
		sandbox.store.act(order.id, { does: 'edit', total: '40.00' });
		const found = async (options: { lookUpGateway?: boolean }) => {
			const { items } = await lookUp(sandbox, 'payment', 'getMany', { filters: { minAmount: '50' }, options });
			return items.map(({ orderId, amounts }) => ({ orderId, amounts }));
		};
		expect(await found({ lookUpGateway: true })).toMatchObject([
			{ orderId: order.id, amounts: { authorized: '100.00' } },
		]);
		expect(await found({})).toEqual([]);
	});

	test('an order that still reads authorized, and whose transactions show the capture, cannot be captured', async () => {
		const order = sandbox.store.addOrder({ state: 'captured' });
		sandbox.store.setFault(order.id, { kind: 'unknownStatus', paymentStatus: 'authorized' });
		const options = { lookUpGateway: true };
		expect((await lookUp(sandbox, 'payment', 'getMany', { options })).items).toEqual([]);
		expect((await lookUp(sandbox, 'payment', 'getMany', { options, states: [] })).items).toMatchObject([
			{ orderId: order.id, state: 'captured', capturable: false },
		]);
	});

	test.each([
		{ name: 'orders cannot be read', parameters: {}, token: 'transactions-only-token', outcome: 'unauthorized' },
		{ name: 'no amount', parameters: { filters: { minAmount: 'ten' } }, token: undefined, outcome: 'blocked' },
		{ name: 'no limit', parameters: { limit: '={{ 0 }}' }, token: undefined, outcome: 'blocked' },
		{ name: 'no state', parameters: { states: ['paid'] }, token: undefined, outcome: 'blocked' },
	])('$name', async ({ parameters, token, outcome }) => {
		expect((await lookUp(sandbox, 'payment', 'getMany', parameters, { token })).errors).toMatchObject([
			{ details: { outcome } },
		]);
	});

	test('a list that cannot be read to its end is an error, not half a list', async () => {
		sandbox.store.addOrders(300, (index) => ({ ageDays: 10 - index / 100 }));
		sandbox.store.setStoreFault({ kind: 'serverError', status: 503, on: 'orderList', after: 1 });
		const { items, errors } = await lookUp(sandbox, 'payment', 'getMany', { returnAll: true });
		expect(items).toEqual([]);
		expect(errors).toMatchObject([{ details: { outcome: 'unavailable', retriable: true } }]);
	}, 20_000);

	test('what was given back of a payment that still reads captured is the same as in Get, and null where it is not known', async () => {
		const order = sandbox.store.addOrder({ state: 'partiallyRefunded', total: '30.00' });
		sandbox.store.setFault(order.id, { kind: 'unknownStatus', paymentStatus: 'captured' });
		const amounts = async (operation: string) => {
			const { items } = await lookUp(sandbox, 'payment', operation, { states: ['captured'] }, { ids: [order.id] });
			return items.map((item) => item.amounts);
		};
		expect(await amounts('getMany')).toEqual([expect.objectContaining({ captured: '30.00', refunded: '15.00' })]);
		expect(await amounts('getMany')).toEqual(await amounts('get'));
		sandbox.store.setStoreFault({ kind: 'serverError', status: 503, on: 'refundList' });
		expect(await amounts('getMany')).toEqual([expect.objectContaining({ refunded: null })]);
	}, 20_000);

	test('orders older than any authorization are not looked at, unless Look Back says so', async () => {
		const recent = sandbox.store.addOrder({ ageDays: 29 });
		const old = sandbox.store.addOrder({ ageDays: 60 });
		const ids = async (options: object) => {
			const { items } = await lookUp(sandbox, 'payment', 'getMany', { returnAll: true, options: { ...options } });
			return items.map(({ orderId }) => orderId);
		};
		expect(await ids({})).toEqual([recent.id]);
		expect(await ids({ lookBackDays: 90 })).toEqual([old.id, recent.id]);
	});

	test('what can be captured in a store of very many recent orders takes at most 15 calls', async () => {
		// As many a day as a store of 500,000 orders in three years has: 13,700 in the last 30 days, 200 of them open.
		sandbox.store.addOrders(13_700, (index) => ({
			ageDays: 30 - (index / 13_700) * 30,
			state: index % 68 === 0 ? 'authorized' : 'captured',
		}));
		const { items } = await lookUp(sandbox, 'payment', 'getMany', { returnAll: true });
		expect(items).toHaveLength(202);
		const ages = items.map(({ ageDays }) => Number(ageDays));
		expect(ages).toEqual([...ages].sort((a, b) => b - a));
		expect(queriesOf(sandbox, 'orderList').length).toBeLessThanOrEqual(15);
	}, 60_000);
});

describe('unfinished', () => {
	/** Writes to the store's metafields what a run with claims in the store writes. */
	async function claim(orderId: number, number: number, state: object): Promise<void> {
		const value = {
			version: 1,
			token: 't',
			action: 'capture',
			leaseSeconds: 120,
			madeAt: '2026-11-25T00:00:00Z',
			...state,
		};
		const response = await fetch(`${sandbox.apiUrl}/stores/sandbox/v3/orders/${orderId}/metafields`, {
			method: 'POST',
			headers: { 'X-Auth-Token': 'sandbox-token', 'Content-Type': 'application/json', Accept: 'application/json' },
			body: JSON.stringify({
				permission_set: 'app_only',
				namespace: 'n8n-nodes-bigcommerce',
				key: `payment-${number}`,
				value: JSON.stringify(value),
			}),
		});
		expect(response.status).toBe(200);
	}

	test('names the orders whose claim was made and never closed, whatever their state and age', async () => {
		const left = sandbox.store.addOrder({ ageDays: 50 });
		const takenSince = sandbox.store.addOrder({ state: 'captured' });
		const closed = sandbox.store.addOrder();
		const again = sandbox.store.addOrder();
		sandbox.store.addOrder();
		const CLOSED = { state: 'closed', result: 'noEffect', outcome: 'notCapturable' };
		await claim(left.id, 1, { state: 'open' });
		await claim(takenSince.id, 1, { state: 'open' });
		await claim(closed.id, 1, { state: 'closed', result: 'effect', outcome: 'captured' });
		await claim(again.id, 1, CLOSED);
		await claim(again.id, 2, { state: 'open', action: 'void', execution: '77' });
		const { items } = await lookUp(sandbox, 'payment', 'getMany', { filters: { unfinished: true } });
		expect(items.map(({ orderId, state }) => [orderId, state])).toEqual([
			[left.id, 'authorized'],
			[takenSince.id, 'captured'],
			[again.id, 'authorized'],
		]);
		// A void that was left must not be captured by whoever finishes what is found.
		expect(items.map(({ claim: made }) => made)).toMatchObject([
			{ action: 'capture', execution: null },
			{ action: 'capture', execution: null },
			{ action: 'void', execution: '77', madeAt: expect.stringMatching(/Z$/) },
		]);
		expect((await lookUp(sandbox, 'payment', 'getMany', { filters: { unfinished: false } })).items).toHaveLength(3);
		const ofChannel = { filters: { unfinished: true, channelId: 2 } };
		expect((await lookUp(sandbox, 'payment', 'getMany', ofChannel)).items).toEqual([]);
	});
});

import type { RunningSandbox } from '../../../sandbox/server';
import type { StoreSettings } from '../../../sandbox/store';
import { quickSandbox } from '../harness';
import { refund } from '../refund/refundRun';
import { lookUp, queriesOf } from './lookup';

/** A store whose refunds name no transactions: they are optional. */
let sandbox: RunningSandbox;

beforeEach(async () => {
	sandbox = await quickSandbox({ settings: { refundTransactionIds: 'missing' } });
});

afterEach(async () => await sandbox.close());

/** How far the order's first refund is, by each of the look-ups. */
async function statesOf(orderId: number, refundId: number | undefined) {
	const one = await lookUp(sandbox, 'refund', 'get', { refundId: String(refundId) });
	const many = await lookUp(sandbox, 'refund', 'getMany', {}, { ids: [orderId] });
	const all = await lookUp(sandbox, 'refund', 'getMany', { refundsOf: 'all' });
	return {
		get: one.items[0]?.state,
		ofOrder: many.items[0]?.state,
		ofAll: all.items.find((item) => item.orderId === orderId)?.state,
	};
}

test.each<{ what: string; state: 'refunded' | 'partiallyRefunded'; settings: Partial<StoreSettings>; all: string }>([
	{ what: 'all of it was given back', state: 'refunded', settings: {}, all: 'refunded' },
	{ what: 'the transactions show it', state: 'partiallyRefunded', settings: {}, all: 'pending' },
	{
		what: 'no transactions are kept, and the order shows it',
		state: 'partiallyRefunded',
		settings: { transactionsRecorded: 'none' },
		all: 'pending',
	},
])("$what: a refund of yesterday that names none is 'refunded'", async ({ state, settings, all }) => {
	sandbox.store.update(settings);
	const order = sandbox.store.addOrder({ total: '30.00', state, ageDays: 1 });
	const states = await statesOf(order.id, order.refunds[0]?.id);
	expect(states).toEqual({ get: 'refunded', ofOrder: 'refunded', ofAll: all });
});

test("a refund that its provider has not answered stays 'pending', however many calls look at it", async () => {
	const order = sandbox.store.addOrder({ total: '30.00', state: 'captured', faults: [{ kind: 'stuckPending' }] });
	await refund(sandbox, [order.id], { refundWhat: 'amount', amount: '5.00', options: { resultTimeout: 0 } });
	const states = await statesOf(order.id, order.refunds[0]?.id);
	expect(states).toEqual({ get: 'pending', ofOrder: 'pending', ofAll: 'pending' });
});

test('one that waits is not told by the transaction of another, which was just made', async () => {
	const order = sandbox.store.addOrder({ total: '30.00', state: 'captured', faults: [{ kind: 'stuckPending' }] });
	await refund(sandbox, [order.id], { refundWhat: 'amount', amount: '5.00', options: { resultTimeout: 0 } });
	sandbox.store.act(order.id, { who: 'staff', does: 'refund', amount: '5.00' });
	const { items } = await lookUp(sandbox, 'refund', 'get', { refundId: String(order.refunds[0]?.id) });
	expect(items).toMatchObject([{ state: 'pending' }]);
});

test('the order is looked at once for all its refunds, and not where nothing waits', async () => {
	const waiting = sandbox.store.addOrder({ total: '30.00', state: 'partiallyRefunded', ageDays: 1 });
	await lookUp(sandbox, 'refund', 'getMany', {}, { ids: [waiting.id] });
	expect([queriesOf(sandbox, 'orderRefunds').length, queriesOf(sandbox, 'transactions').length]).toEqual([4, 1]);
	sandbox.store.update({ refundTransactionIds: 'present' });
	sandbox.store.log.clear();
	await lookUp(sandbox, 'refund', 'getMany', {}, { ids: [waiting.id] });
	expect([queriesOf(sandbox, 'orderRefunds').length, queriesOf(sandbox, 'transactions').length]).toEqual([2, 0]);
});

import type { ActorAction, OrderInput, StoreOptions } from '../../sandbox/store';
import { list, record, SandboxClient } from './sandboxClient';

function shopWith(order: OrderInput = {}, settings: StoreOptions = {}): SandboxClient {
	const shop = new SandboxClient(settings);
	shop.store.addOrder({ id: 118, total: '25.00', ...order });
	return shop;
}

const sources = (shop: SandboxClient): string[] =>
	shop.store.ledger.of(118).map(({ kind, source }) => `${kind} by ${source}`);

describe('somebody else acts', () => {
	const rows: Array<{ act: ActorAction; order?: OrderInput; state: string; by: string }> = [
		{ act: { who: 'staff', does: 'capture' }, state: 'captured', by: 'capture by staff' },
		{ act: { who: 'app', does: 'void' }, state: 'voided', by: 'void by app' },
		{ act: { who: 'staff', does: 'refund' }, order: { state: 'captured' }, state: 'refunded', by: 'refund by staff' },
		{
			act: { who: 'app', does: 'refund', amount: '5.00' },
			order: { state: 'captured' },
			state: 'partiallyRefunded',
			by: 'refund by app',
		},
	];
	test.each(rows)('$act.who does $act.does: $state', ({ act, order, state, by }) => {
		const shop = shopWith(order);
		shop.store.act(118, act);
		shop.pass(1_000);
		expect(shop.store.truth(118).state).toBe(state);
		expect(sources(shop).at(-1)).toBe(by);
	});

	test('not where the state rules it out', () => {
		const shop = shopWith({ state: 'voided' });
		for (const does of ['capture', 'void', 'refund', 'approve'] as const) shop.store.act(118, { does });
		shop.pass(1_000);
		expect(shop.store.truth(118)).toMatchObject({ state: 'voided', captures: 0, refunds: 0 });
	});

	test('at a moment to come', () => {
		const shop = shopWith();
		shop.store.act(118, { does: 'capture' }, 5_000);
		expect(shop.status(118)).toBe('authorized');
		shop.pass(5_000);
		expect(shop.status(118)).toBe('capture pending');
	});

	test('an edit changes total, status and notes, and leaves the authorization as it was', () => {
		const shop = shopWith();
		shop.pass(3_000);
		shop.store.act(118, { does: 'edit', total: '31.50', statusId: 9, staffNotes: 'one more' });
		expect(shop.order(118)).toMatchObject({
			total_inc_tax: '31.5000',
			status_id: 9,
			staff_notes: 'one more',
			date_modified: 'Thu, 05 Mar 2026 10:00:03 +0000',
		});
		shop.capture(118);
		shop.pass(1_000);
		expect(shop.store.truth(118)).toMatchObject({ authorized: 2_500, captured: 2_500 });
	});

	test('a new authorization takes the place of the old one, which is voided', () => {
		const shop = shopWith();
		shop.store.act(118, { does: 'authorize', amount: '30.00' });
		expect(shop.journal(118)).toEqual(['authorization:ok', 'void:ok', 'authorization:ok']);
		const [first, voided, second] = transactions(shop);
		expect([voided?.reference_transaction_id, second?.amount]).toEqual([first?.id, 30]);
		shop.capture(118);
		shop.pass(1_000);
		expect(transactions(shop).at(-1)).toMatchObject({
			event: 'capture',
			reference_transaction_id: second?.id,
			amount: 30,
		});
		expect(shop.store.truth(118)).toMatchObject({ captures: 1, captured: 3_000 });
	});

	test('a review holds the payment until it is approved', () => {
		const shop = shopWith();
		shop.store.act(118, { does: 'review' });
		expect(shop.order(118)).toMatchObject({ payment_status: 'held for review', status_id: 12 });
		expect(transactions(shop)[0]).toMatchObject({ fraud_review: true });
		expect(shop.capture(118).status).toBe(422);
		shop.store.act(118, { does: 'approve' });
		expect([shop.status(118), shop.capture(118).status]).toEqual(['authorized', 201]);
	});
});

describe('the gateway by itself', () => {
	test('takes the money, and the store goes on showing authorized; a capture is then refused', () => {
		const shop = shopWith();
		shop.store.act(118, { who: 'gateway', does: 'capture' });
		expect([shop.status(118), shop.journal(118)]).toEqual(['authorized', ['authorization:ok']]);
		expect(shop.capture(118).status).toBe(201);
		shop.pass(1_000);
		expect(shop.status(118)).toBe('authorized');
		expect(shop.journal(118)).toEqual(['authorization:ok', 'capture:error']);
		expect(shop.store.truth(118)).toMatchObject({ captures: 1, declines: 1, captured: 2_500 });
	});

	test('takes it while a capture is under way: only one of them gets it', () => {
		const shop = shopWith();
		shop.capture(118);
		shop.store.act(118, { who: 'gateway', does: 'capture' });
		shop.pass(1_000);
		expect(shop.store.truth(118)).toMatchObject({ captures: 1, declines: 1 });
	});

	test('releases it, and a capture is then refused', () => {
		const shop = shopWith();
		shop.store.act(118, { who: 'gateway', does: 'void' });
		shop.capture(118);
		shop.pass(1_000);
		expect(shop.store.truth(118)).toMatchObject({ captures: 0, voids: 1, declines: 1 });
	});

	test('gives money back that the store still counts as captured', () => {
		const shop = shopWith({ state: 'captured' });
		shop.store.act(118, { who: 'gateway', does: 'refund', amount: '10.00' });
		expect(shop.status(118)).toBe('captured');
		expect(shop.store.truth(118)).toMatchObject({ refunded: 1_000 });
	});
});

describe('as a fault of the order', () => {
	test('just before a capture: the capture finds it done', () => {
		const shop = shopWith({ faults: [{ kind: 'actor', who: 'staff', does: 'capture', times: 1 }] });
		expect(shop.capture(118).status).toBe(422);
		shop.pass(1_000);
		expect(shop.store.truth(118)).toMatchObject({ captures: 1, captureRequestsAccepted: 1 });
	});

	test('just after a capture was accepted', () => {
		const edit = { kind: 'actor', does: 'edit', total: '99.00', when: 'afterAction', times: 1 } as const;
		const shop = shopWith({ faults: [edit] });
		expect(shop.capture(118).status).toBe(201);
		expect(shop.order(118).total_inc_tax).toBe('99.0000');
	});

	test('so long after it', () => {
		const refund = { kind: 'actor', who: 'app', does: 'refund', when: 'afterMs', ms: 3_000, times: 1 } as const;
		const shop = shopWith({ faults: [refund] });
		shop.capture(118);
		shop.pass(2_999);
		expect(shop.status(118)).toBe('captured');
		shop.pass(1);
		expect(shop.status(118)).toBe('refunded');
	});

	test('between a read and what follows it', () => {
		const voided = { kind: 'actor', does: 'void', on: 'orderGet', when: 'afterAction', times: 1 } as const;
		const shop = shopWith({ faults: [voided] });
		expect(shop.status(118)).toBe('authorized');
		expect(shop.capture(118).status).toBe(422);
	});

	test('also where the request itself gets nowhere', () => {
		const shop = shopWith({
			faults: [
				{ kind: 'reset', times: 1 },
				{ kind: 'actor', does: 'void', times: 1 },
			],
		});
		expect(shop.reply('POST', 'v3/orders/118/payment_actions/capture').kind).toBe('reset');
		shop.pass(1_000);
		expect(shop.store.truth(118)).toMatchObject({ state: 'voided', captureRequests: 0 });
	});
});

describe('several authorizations of one order', () => {
	test('each has transactions of its own, and a capture acts on the one that stands', () => {
		const shop = shopWith({
			earlierAuthorizations: [
				{ amount: '20.00' },
				{ amount: '25.00', state: 'declined' },
				{ amount: '25.00', state: 'standing', gateway: 'stripe' },
			],
		});
		const before = transactions(shop);
		expect(before.map(({ event, status, amount, gateway }) => [event, status, amount, gateway])).toEqual([
			['authorization', 'ok', 20, 'braintree'],
			['void', 'ok', 20, 'braintree'],
			['authorization', 'error', 25, 'braintree'],
			['authorization', 'ok', 25, 'stripe'],
			['authorization', 'ok', 25, 'braintree'],
		]);
		expect(before[1]?.reference_transaction_id).toBe(before[0]?.id);
		shop.capture(118);
		shop.pass(1_000);
		expect(transactions(shop).at(-1)).toMatchObject({ event: 'capture', reference_transaction_id: before[4]?.id });
		expect(shop.store.truth(118)).toMatchObject({ captures: 1, voids: 0 });
	});
});

describe('store credit and gift certificates', () => {
	const parts = { storeCredit: '5.00', giftCertificate: '3.00' };
	const rows = [
		{ partPayments: 'purchase' as const, before: ['purchase', 'purchase', 'authorization'], after: ['capture'] },
		{ partPayments: 'captureAtCheckout' as const, before: ['capture', 'capture', 'authorization'], after: ['capture'] },
		{
			partPayments: 'captureWithPayment' as const,
			before: ['authorization', 'authorization', 'authorization'],
			after: ['capture', 'capture', 'capture'],
		},
	];
	test.each(rows)('their transactions, where they are $partPayments', ({ partPayments, before, after }) => {
		const shop = shopWith({ ...parts, faults: [{ kind: 'decline' }] }, { partPayments });
		expect(transactions(shop).map(({ event }) => event)).toEqual(before);
		shop.capture(118);
		shop.pass(1_000);
		const since = transactions(shop).slice(before.length);
		expect(since.map(({ event }) => event)).toEqual(after);
		expect(since.at(-1)).toMatchObject({ status: 'error', amount: 17, method: 'credit_card' });
	});
});

describe('fraud review and partial shipments at checkout', () => {
	test('a payment under review may still be authorized', () => {
		const shop = shopWith({ fraudReview: true });
		expect(shop.order(118)).toMatchObject({
			payment_status: 'authorized',
			status: 'Manual Verification Required',
			status_id: 12,
		});
		expect(transactions(shop)[0]?.fraud_review).toBe(true);
	});

	test('what was shipped before shows on the products and in the status', () => {
		const shop = shopWith({
			total: undefined,
			lines: [
				{ name: 'Towel', price: '10.00', quantity: 3, quantityShipped: 2 },
				{ name: 'Pot', price: '5.00' },
			],
		});
		expect(shop.order(118)).toMatchObject({ status: 'Partially Shipped', status_id: 3, items_shipped: 2 });
		const products = list(shop.get('v2/orders/118/products').body).map(record);
		expect(products.map(({ quantity, quantity_shipped }) => [quantity, quantity_shipped])).toEqual([
			[3, 2],
			[1, 0],
		]);
		expect(list(shop.get('v2/orders/118/shipments').body)).toHaveLength(1);
	});
});

describe('refunds', () => {
	const refundAll = (shop: SandboxClient): void => {
		shop.call('POST', 'v3/orders/118/payment_actions/refunds', {
			items: [{ item_type: 'ORDER', item_id: 118, amount: 25 }],
			payments: [{ provider_id: 'braintree', amount: 25, offline: false }],
		});
	};

	test('of a capture that is not settled show as a void, where that is set', () => {
		const shop = shopWith({ state: 'captured' }, { unsettledRefunds: 'void' });
		refundAll(shop);
		expect(shop.journal(118)).toEqual(['authorization:ok', 'capture:ok', 'void:ok']);
		expect([shop.status(118), shop.store.truth(118).refunded]).toEqual(['refunded', 2_500]);
	});

	test('have no transaction ID, where that is set', () => {
		const shop = shopWith({ state: 'captured' }, { refundTransactionIds: 'missing' });
		refundAll(shop);
		const [refund] = list(record(shop.get('v3/orders/118/payment_actions/refunds').body).data).map(record);
		expect(list(refund?.payments).map((payment) => 'transaction_id' in record(payment))).toEqual([false]);
	});
});

function transactions(shop: SandboxClient): Array<Record<string, unknown>> {
	return list(record(shop.get('v3/orders/118/transactions').body).data).map(record);
}

import fc from 'fast-check';

import { FAULT_SAMPLES } from '../../sandbox/faults';
import { ACTORS, DEEDS } from '../../sandbox/faults/actorFaults';
import type { ActorAction, LedgerKind, StoreOptions } from '../../sandbox/store';
import { SandboxClient } from './sandboxClient';

/** What happens in a store, one thing after another. */
type Step =
	| { do: 'capture' | 'void' | 'refund' | 'refundAll' | 'read'; order: number }
	| { do: 'act'; order: number; act: ActorAction; afterMs: number }
	| { do: 'fault'; order: number; fault: number }
	| { do: 'pass'; ms: number };

const order = fc.constantFrom(101, 102, 103, 104);
const step: fc.Arbitrary<Step> = fc.oneof(
	fc.record({ do: fc.constantFrom('capture', 'void', 'refund', 'refundAll', 'read' as const), order }),
	fc.record({
		do: fc.constant('act' as const),
		order,
		act: fc.record({
			who: fc.constantFrom(...ACTORS),
			does: fc.constantFrom(...DEEDS),
			amount: fc.constantFrom(null, '1.00', '40.00'),
			total: fc.constantFrom(null, '31.00'),
		}),
		afterMs: fc.constantFrom(0, 0, 700, 3_000),
	}),
	fc.record({
		do: fc.constant('fault' as const),
		order,
		fault: fc.integer({ min: 0, max: FAULT_SAMPLES.length - 1 }),
	}),
	fc.record({ do: fc.constant('pass' as const), ms: fc.constantFrom(1, 400, 1_000, 5_000) }),
);

const settings = fc.record({
	quota: fc.constant(null),
	secondCapture: fc.constantFrom('accept201', 'ignore201', 'conflict409', 'unprocessable422' as const),
	partPayments: fc.constantFrom('purchase', 'captureAtCheckout', 'captureWithPayment' as const),
	unsettledRefunds: fc.constantFrom('refund', 'void' as const),
	transactionsRecorded: fc.constantFrom('all', 'authorizationOnly', 'none' as const),
	refundDelayMs: fc.constantFrom(0, 1_000),
	captureDelayMs: fc.constantFrom(0, 1_000),
});

function newShop(options: StoreOptions): SandboxClient {
	const shop = new SandboxClient(options);
	for (const state of ['authorized', 'authorized', 'captured', 'heldForReview'] as const) {
		shop.store.addOrder({ state, total: '30.00', storeCredit: '5.00', earlierAuthorizations: [{ amount: '9.00' }] });
	}
	return shop;
}

function take(shop: SandboxClient, one: Step): void {
	if (one.do === 'pass') return shop.pass(one.ms);
	if (one.do === 'act') return shop.store.act(one.order, one.act, one.afterMs);
	const fault = one.do === 'fault' ? FAULT_SAMPLES[one.fault]?.fault : undefined;
	if (fault) return shop.store.setFault(one.order, fault);
	if (one.do === 'read') {
		shop.reply('GET', `v2/orders/${one.order}`);
		shop.reply('GET', `v3/orders/${one.order}/transactions`);
		shop.reply('GET', 'v2/orders');
		return;
	}
	const path = `v3/orders/${one.order}/payment_actions`;
	if (one.do === 'capture' || one.do === 'void') return void shop.reply('POST', `${path}/${one.do}`, {});
	const amount = one.do === 'refund' ? 1 : 25;
	shop.reply('POST', `${path}/refunds`, {
		items: [{ item_type: 'ORDER', item_id: one.order, amount }],
		payments: [{ provider_id: 'braintree', amount, offline: false }],
	});
}

const sum = (shop: SandboxClient, id: number, kind: LedgerKind): { count: number; amount: number } => {
	const entries = shop.store.ledger.of(id).filter((entry) => entry.kind === kind);
	return { count: entries.length, amount: entries.reduce((all, entry) => all + entry.amount, 0) };
};

test('whatever happens, the truth of an order is what its ledger adds up to', () => {
	fc.assert(
		fc.property(settings, fc.array(step, { maxLength: 25 }), (options, steps) => {
			const shop = newShop(options);
			for (const one of steps) take(shop, one);
			shop.pass(60_000);
			for (const id of [101, 102, 103, 104]) {
				const truth = shop.store.truth(id);
				const [captured, refunded] = [sum(shop, id, 'capture'), sum(shop, id, 'refund')];
				expect([truth.captures, truth.captured]).toEqual([captured.count, captured.amount]);
				expect(truth.refunded).toBe(refunded.amount);
				expect(truth.declines).toBe(sum(shop, id, 'captureDeclined').count);
				expect(truth.captureRequestsAccepted).toBe(sum(shop, id, 'captureAccepted').count);
			}
		}),
		{ numRuns: 300 },
	);
});

test('whatever happens, a stale read shows what a fresh read showed at that time', () => {
	fc.assert(
		fc.property(
			settings,
			fc.array(step, { maxLength: 15 }),
			fc.integer({ min: 1, max: 8_000 }),
			(options, steps, ms) => {
				const shop = newShop(options);
				const shown: Array<{ at: number; status: string }> = [{ at: shop.now, status: shop.store.shownStatus(101) }];
				for (const one of steps.filter((any) => any.do !== 'fault')) {
					take(shop, one);
					// Every moment at which something is due is looked at, so that none is missed.
					shop.store.advance();
					shown.push({ at: shop.now, status: shop.store.shownStatus(101) });
				}
				shop.store.setFault(101, { kind: 'staleRead', ms, times: 1 });
				const at = shop.now - ms;
				const known = shown.filter((one) => one.at <= at).at(-1);
				const after = shown.find((one) => one.at > at);
				const stale = shop.status(101);
				// Between two looks the state may have changed on the clock alone: then any of its own moments will do.
				if (known && known.status === after?.status) expect(stale).toBe(known.status);
				expect(shop.status(101)).toBe(shop.store.shownStatus(101));
			},
		),
		{ numRuns: 300 },
	);
});

test('whatever happens, an order never gets two metafields of one account, namespace and key', () => {
	const keys = fc.array(
		fc.record({
			order,
			key: fc.constantFrom('a', 'b'),
			token: fc.constantFrom('sandbox-token', 'orders-only-token'),
			does: fc.constantFrom('one', 'many', 'delete', 'rename' as const),
		}),
		{ maxLength: 30 },
	);
	fc.assert(
		fc.property(keys, (calls) => {
			const shop = newShop({ quota: null });
			for (const { order: id, key, token, does } of calls) {
				shop.token = token;
				const field = { permission_set: 'write', namespace: 'n', key, value: 'v' };
				const [first] = [...shop.store.metafields.asOf(shop.now)];
				const own = `v3/orders/${first?.orderId}/metafields/${first?.id}`;
				if (does === 'one') shop.call('POST', `v3/orders/${id}/metafields`, field);
				else if (does === 'many') {
					const batch = [101, 102].map((resource_id) => ({ ...field, resource_id }));
					shop.call('POST', 'v3/orders/metafields', batch);
				} else if (does === 'delete') shop.call('DELETE', own);
				else shop.call('PUT', own, { key });
			}
			const all = [...shop.store.metafields.asOf(shop.now)];
			const names = all.map((one) => JSON.stringify([one.clientId, one.namespace, one.key, one.orderId]));
			expect(new Set(names).size).toBe(names.length);
		}),
		{ numRuns: 300 },
	);
});

import { FAULT_SAMPLES } from '../../../sandbox/faults';
import type { PaymentState, SandboxOrder, SandboxStore } from '../../../sandbox/store';
import { PAYMENT_STATES } from '../../../sandbox/payments/paymentStates';
import { call } from './recording';

/**
 * Asks the sandbox for everything it serves, in every state and with every fault, so that each answer can be checked.
 */
export function rehearseAll(store: SandboxStore, pass: (ms: number) => void): void {
	readOrders(store);
	actInEveryState(store, pass);
	refuse(store);
	withEveryFault(store, pass);
	refund(store, pass);
	ship(store);
	keepMetafields(store);
	update(store);
	hook(store);
}

const LINES = [
	{ name: 'Fog Linen Towel', price: '24.00', quantity: 3 },
	{ name: 'Brewing System', price: '60.00' },
];

function readOrders(store: SandboxStore): void {
	call(store, 'GET', '/v2/orders');
	store.addOrder({ lines: LINES, shippingCost: '12.00', taxPercent: 20, fees: [{ name: 'Gift wrap', cost: '2.50' }] });
	store.addOrder({
		storeCredit: '5.00',
		giftCertificate: '3.00',
		total: '25.00',
		externalId: 'ERP-1',
		externalSource: 'ERP',
		externalOrderId: 'X-1',
	});
	store.addOrder({ total: '12.345', currency: 'KWD', customerId: 0, displayCurrency: 'USD' });
	const [first = 0] = store.orders.range();
	const { id } = first === 0 ? { id: 0 } : first;
	for (const query of [
		'',
		'?limit=1&page=2&sort=date_created:desc',
		'?status_id=7',
		`?min_id=${id}&max_id=${id}&limit=250`,
		'?min_date_modified=2020-01-01T00:00:00Z',
		'?email=nobody@example.com',
		'?page=0',
		'?limit=251',
		'?status_id=x',
	]) {
		call(store, 'GET', `/v2/orders${query}`);
	}
	for (const part of ['', '/products', '/shipping_addresses', '/shippingaddresses', '/shipments', '/coupons', '/fees'])
		call(store, 'GET', `/v2/orders/${id}${part}`);
	call(store, 'GET', `/v3/orders/${id}/transactions`);
	call(store, 'GET', '/v2/order_statuses');
}

function actInEveryState(store: SandboxStore, pass: (ms: number) => void): void {
	for (const action of ['capture', 'void'] as const) {
		for (const state of PAYMENT_STATES) {
			const order = store.addOrder({ state });
			call(store, 'POST', `/v3/orders/${order.id}/payment_actions/${action}`, {});
			for (const ms of [0, 500, 1_000, 5_000]) {
				pass(ms);
				look(store, order);
			}
		}
	}
}

function look(store: SandboxStore, { id }: SandboxOrder): void {
	call(store, 'GET', `/v2/orders/${id}`);
	call(store, 'GET', `/v3/orders/${id}/transactions`);
	call(store, 'GET', `/v3/orders/${id}/payment_actions/refunds`);
}

/** What the gateway in front of every store refuses, and orders that are not there. */
function refuse(store: SandboxStore): void {
	const { id } = store.addOrder();
	const calls: Array<[string, string, unknown?]> = [
		['GET', `/v2/orders/${id}`],
		['GET', '/v2/orders'],
		['GET', `/v3/orders/${id}/transactions`],
		['POST', `/v3/orders/${id}/payment_actions/capture`, {}],
		['POST', `/v3/orders/${id}/payment_actions/void`, {}],
		['POST', `/v3/orders/${id}/payment_actions/refund_quotes`, { items: [] }],
		['POST', `/v3/orders/${id}/payment_actions/refunds`, { items: [], payments: [] }],
		['GET', '/v3/orders/payment_actions/refunds'],
		['PUT', `/v2/orders/${id}`, { staff_notes: 'x' }],
		['GET', '/v3/hooks'],
	];
	const json = { accept: 'application/json', 'content-type': 'application/json' };
	for (const [method, path, body] of calls) {
		call(store, method, path, body, { headers: json });
		for (const token of ['', 'no-such-token', 'no-scope-token'])
			call(store, method, path, body, { headers: { ...json, 'x-auth-token': token } });
		call(store, method, path.replace(String(id), '999999'), body);
		call(store, method, path, body, { path: `/stores/other${path}` });
		call(store, method, path, body, { body: '{"broken' });
	}
	call(store, 'DELETE', `/v3/orders/${id}/transactions`);
	call(store, 'GET', '/v3/no/such/route');
	store.update({ quota: 1 });
	for (const [method, path, body] of calls) call(store, method, path, body);
	store.update({ quota: null });
}

function withEveryFault(store: SandboxStore, pass: (ms: number) => void): void {
	for (const { fault } of FAULT_SAMPLES) {
		for (const action of ['capture', 'void', 'refunds'] as const) {
			const order = store.addOrder({ state: action === 'refunds' ? 'captured' : 'authorized', faults: [fault] });
			const body = action === 'refunds' ? refundBody(store, order) : {};
			call(store, 'POST', `/v3/orders/${order.id}/payment_actions/${action}`, body);
			look(store, order);
			pass(5_000);
			look(store, order);
		}
	}
}

function refundBody(store: SandboxStore, order: SandboxOrder, provider = order.gateway.id): unknown {
	const items = [{ item_type: 'ORDER', item_id: order.id, amount: 5, reason: 'Came late' }];
	call(store, 'POST', `/v3/orders/${order.id}/payment_actions/refund_quotes`, { items });
	return { items, payments: [{ provider_id: provider, amount: 5, offline: false }] };
}

function refund(store: SandboxStore, pass: (ms: number) => void): void {
	const states: PaymentState[] = ['captured', 'authorized', 'partiallyRefunded'];
	for (const state of states) {
		const order = store.addOrder({
			state,
			lines: LINES,
			shippingCost: '12.00',
			taxPercent: 20,
			customerId: 0,
			fees: [{ name: 'Gift wrap', cost: '2.50' }],
		});
		const [line] = order.lines;
		const item = {
			item_type: 'PRODUCT',
			item_id: line?.id,
			quantity: 1,
			reason: '',
			adjustments: [{ amount: -1, description: 'Worn' }],
		};
		const fee = { item_type: 'FEE', item_id: order.fees[0]?.id, amount: 1 };
		const shipping = { item_type: 'SHIPPING', item_id: order.addressId, amount: 2 };
		const path = `/v3/orders/${order.id}/payment_actions`;
		for (const items of [
			[item],
			[item, fee, shipping],
			[{ ...item, quantity: 99 }],
			[{ ...item, item_id: 1 }],
			[{ ...item, item_type: 'NOTHING' }],
		]) {
			call(store, 'POST', `${path}/refund_quotes`, { items });
			call(store, 'POST', `${path}/refunds`, {
				items,
				payments: [{ provider_id: order.gateway.id, amount: 23, offline: false }],
			});
			pass(1_000);
		}
		call(store, 'POST', `${path}/refund_quotes`, { tax_adjustment_amount: 1 });
		call(store, 'POST', `${path}/refunds`, { tax_adjustment_amount: 1 });
		call(store, 'POST', `${path}/refunds`, refundBody(store, order, 'storecredit'));
		call(store, 'POST', `${path}/refunds`, refundBody(store, order, 'no-such-provider'));
		call(store, 'POST', `${path}/refunds`, {
			...Object(refundBody(store, order)),
			merchant_calculated_override: { total_amount: 5, total_tax: 0 },
		});
		call(store, 'POST', `${path}/refund_quotes`, {});
		look(store, order);
	}
	for (const refund of store.refunds.slice(0, 3)) call(store, 'GET', `/v3/orders/payment_actions/refunds/${refund.id}`);
	call(store, 'GET', '/v3/orders/payment_actions/refunds/999999');
	for (const query of [
		'',
		'?limit=1&page=1',
		'?order_id:in=1,2',
		'?created:min=2020-01-01T00:00:00Z',
		'?order_id:in=x',
	])
		call(store, 'GET', `/v3/orders/payment_actions/refunds${query}`);
}

function ship(store: SandboxStore): void {
	const order = store.addOrder({ lines: LINES });
	const items = [{ order_product_id: order.lines[0]?.id, quantity: 1 }];
	call(store, 'POST', `/v2/orders/${order.id}/shipments`, {
		order_address_id: order.addressId,
		tracking_number: 'T-1',
		shipping_provider: 'ups',
		items,
	});
	call(store, 'POST', `/v2/orders/${order.id}/shipments`, { order_address_id: 1, items: [] });
	call(store, 'GET', `/v2/orders/${order.id}/shipments`);
	call(store, 'GET', `/v2/orders/${order.id}`);
}

function keepMetafields(store: SandboxStore): void {
	const { id } = store.addOrder();
	const field = {
		permission_set: 'app_only',
		namespace: 'erp',
		key: 'state',
		value: 'sent',
		description: 'Where it is',
	};
	const all = '/v3/orders/metafields';
	const own = `/v3/orders/${id}/metafields`;
	for (const body of [field, field, { ...field, key: '' }, {}]) call(store, 'POST', own, body);
	call(store, 'POST', all, [
		{ ...field, resource_id: id, key: 'a' },
		{ ...field, resource_id: id + 1, key: 'a' },
	]);
	call(store, 'POST', all, [
		{ ...field, resource_id: id, key: 'a' },
		{ ...field, resource_id: id, key: 'b' },
	]);
	call(store, 'POST', all, {});
	const [first, second] = [...store.metafields.asOf(store.now())];
	for (const query of ['', '?namespace=erp&key:in=a,b&limit=1', '?include_fields=key,value&direction=desc'])
		call(store, 'GET', `${all}${query}`);
	call(store, 'GET', own);
	call(store, 'GET', `${own}/${first?.id}`);
	call(store, 'GET', `${own}/1`);
	call(store, 'PUT', `${own}/${first?.id}`, { ...field, value: 'back' });
	call(store, 'PUT', all, [
		{ ...field, id: second?.id, key: 'c' },
		{ ...field, id: 1 },
	]);
	call(store, 'DELETE', `${own}/${first?.id}`);
	call(store, 'DELETE', `${own}/${first?.id}`);
	call(store, 'DELETE', all, [second?.id]);
	call(store, 'DELETE', all, [second?.id]);
}

function update(store: SandboxStore): void {
	const { id } = store.addOrder();
	for (const body of [
		{ status_id: 11, staff_notes: 'Packed', external_order_id: 'X-2' },
		{ status_id: 99 },
		{ no_such_field: 1 },
	])
		call(store, 'PUT', `/v2/orders/${id}`, body);
}

function hook(store: SandboxStore): void {
	const fields = {
		scope: 'store/order/created',
		destination: 'https://n8n.example.com/webhook/1',
		is_active: true,
		headers: { 'x-secret': 'abc' },
	};
	call(store, 'POST', '/v3/hooks', fields);
	call(store, 'POST', '/v3/hooks', fields);
	call(store, 'POST', '/v3/hooks', { scope: 'store/order/created' });
	call(store, 'POST', '/v3/hooks', { ...fields, scope: 'store/order/updated', headers: null });
	call(store, 'GET', '/v3/hooks?scope=store%2Forder%2Fcreated&limit=250');
	call(store, 'PUT', '/v3/hooks/admin', { emails: ['owner@example.com'] });
	call(store, 'PUT', '/v3/hooks/admin', { emails: 'owner@example.com' });
	call(store, 'PUT', '/v3/hooks/admin', []);
	store.deliveries.blocked.add('sandbox-client', 'https://n8n.example.com/webhook/1', store.now(), 12);
	call(store, 'GET', '/v3/hooks/admin');
	call(store, 'GET', '/v3/hooks/admin?is_active=false');
	const [first] = store.hooks.of('sandbox-client');
	call(store, 'GET', `/v3/hooks/${first?.id}`);
	call(store, 'PUT', `/v3/hooks/${first?.id}`, { is_active: false });
	call(store, 'PUT', `/v3/hooks/${first?.id}`, {});
	call(store, 'DELETE', `/v3/hooks/${first?.id}`);
	for (const method of ['GET', 'DELETE']) call(store, method, `/v3/hooks/${first?.id}`);
	call(store, 'PUT', `/v3/hooks/${first?.id}`, { is_active: true });
}

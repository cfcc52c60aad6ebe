import type { HookScope } from '../../../nodes/BigCommerce/trigger/events';
import { storeEventsIn, type StoreEvent } from '../../../nodes/BigCommerce/trigger/storeEvent';
import { notification, SUCCESS, transactionData } from './samples';

function storeEvents(scope: HookScope, data: Record<string, unknown>): StoreEvent[] {
	const read = storeEventsIn(notification(scope, data));
	if (!read.ok) throw new Error(read.reason);
	return read.storeEvents;
}

const CREATED = 'store/order/transaction/created';
const TRANSACTION_FIELDS = {
	transactionId: '176342342',
	platformTransactionId: '964899682',
	transactionType: 'capture',
	transactionStatus: 'complete',
	result: { code: 'captured', message: 'Captured', type: 'success' },
};

describe('storeEventsIn', () => {
	test.each<[HookScope, Record<string, unknown>, Record<string, unknown>]>([
		['store/order/created', { type: 'order', id: 250 }, { event: 'orderCreated', orderId: 250, fields: {} }],
		['store/order/created', { order_id: 250 }, { event: 'orderCreated', orderId: 250 }],
		['store/order/updated', { type: 'order', id: '250' }, { event: 'orderUpdated', orderId: 250 }],
		[
			'store/order/statusUpdated',
			{ type: 'order', id: 173331, status: { previous_status_id: 0, new_status_id: 10 } },
			{ event: 'orderStatusUpdated', orderId: 173331, fields: { previousStatusId: 0, newStatusId: 10 } },
		],
		[
			'store/order/statusUpdated',
			{ type: 'order', id: 250 },
			{
				event: 'orderStatusUpdated',
				orderId: 250,
				fields: { previousStatusId: null, newStatusId: null },
				identity: null,
			},
		],
		[
			'store/order/refund/created',
			{ type: 'order', id: 12345, refund: { refund_id: 6789 } },
			{ event: 'refundCreated', orderId: 12345, fields: { refundId: 6789 } },
		],
		[
			'store/order/refund/created',
			{ type: 'order', id: 12345 },
			{ event: 'refundCreated', fields: { refundId: null }, identity: null },
		],
		[
			'store/shipment/created',
			{ type: 'shipment', id: 12, orderId: 251 },
			{ event: 'shipmentCreated', orderId: 251, fields: { shipmentId: 12 } },
		],
	])('%s %j', (scope, data, expected) => {
		expect(storeEvents(scope, data)).toEqual([expect.objectContaining(expected)]);
	});

	test('makes a captured payment and a transaction of the published capture sample', () => {
		expect(storeEvents(CREATED, transactionData('capture', 'complete', SUCCESS))).toEqual([
			{
				event: 'paymentCaptured',
				step: 'capture',
				orderId: 250,
				fields: TRANSACTION_FIELDS,
				identity: '250/964899682',
			},
			{ event: 'transactionCreated', step: null, orderId: 250, fields: TRANSACTION_FIELDS, identity: '250/964899682' },
		]);
	});

	test.each<[string, string | null, Record<string, unknown> | null, Array<string | null>]>([
		[
			'capture',
			'failed',
			{ code: 'transaction_declined', type: 'error' },
			['paymentCaptureFailed', 'transactionCreated'],
		],
		['capture', 'pending', { code: 'pending', type: 'pending' }, ['transactionCreated']],
		['capture', 'complete', { type: 'error' }, [null, 'transactionCreated']],
		['capture', null, null, [null, 'transactionCreated']],
		['void', 'complete', { type: 'success' }, ['paymentVoided', 'transactionCreated']],
		['void', 'failed', { type: 'error' }, ['transactionCreated']],
		['purchase', 'complete', SUCCESS, ['transactionCreated']],
		['authorization', 'complete', SUCCESS, ['transactionCreated']],
		['refund', 'complete', SUCCESS, ['transactionCreated']],
	])('a %s with %s and %j', (type, status, result, events) => {
		expect(storeEvents(CREATED, transactionData(type, status, result)).map(({ event }) => event)).toEqual(events);
	});

	test('knows one payment result told by both scopes as one, and the two transaction events as two', () => {
		const data = transactionData('capture', 'complete', SUCCESS);
		const [created, plainCreated] = storeEvents(CREATED, data);
		const [updated, plainUpdated] = storeEvents('store/order/transaction/updated', data);
		expect(updated?.identity).toBe(created?.identity);
		expect(plainUpdated?.event).not.toBe(plainCreated?.event);
	});

	test('tells the changes of one transaction apart', () => {
		const scope = 'store/order/transaction/updated';
		const [pending] = storeEvents(scope, transactionData('capture', 'pending', { type: 'pending' }));
		const [, done] = storeEvents(scope, transactionData('capture', 'complete', SUCCESS));
		expect(pending?.identity).not.toBe(done?.identity);
	});

	test.each<[string, HookScope, Record<string, unknown>]>([
		['a transaction without order_id', CREATED, { type: 'transaction', id: 3, transaction_type: 'capture' }],
		['a shipment without orderId, whose id is not the order', 'store/shipment/created', { type: 'shipment', id: 12 }],
		['an order without id', 'store/order/created', { type: 'order' }],
		['an ID of 0', 'store/order/created', { type: 'order', id: 0 }],
		['an ID that is a path', 'store/order/created', { type: 'order', id: '../1' }],
		['an ID that is an object', 'store/order/created', { type: 'order', id: { toString: 'x' } }],
		['an ID over 2^53', 'store/order/created', { type: 'order', id: '9007199254740993' }],
		['an ID with a fraction', 'store/order/created', { type: 'order', id: 1.5 }],
	])('refuses %s', (_what, scope, data) => {
		expect(storeEventsIn(notification(scope, data)).ok).toBe(false);
	});

	test('takes nothing into the item but the fields it names', () => {
		const [, plain] = storeEvents(CREATED, {
			...transactionData('capture', 'complete', SUCCESS),
			error: 'x',
			event: 'y',
			orderId: 999,
			admin: true,
		});
		expect(Object.keys(plain?.fields ?? {})).toEqual(Object.keys(TRANSACTION_FIELDS));
		expect(plain?.orderId).toBe(250);
	});
});

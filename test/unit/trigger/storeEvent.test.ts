import type { HookScope } from '../../../nodes/BigCommerce/trigger/events';
import { storeEventsIn, type StoreEvent } from '../../../nodes/BigCommerce/trigger/storeEvent';
import { notification, SUCCESS, transactionData } from '../../builders/deliveries';

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
	test.each<{ scope: HookScope; data: Record<string, unknown>; expected: Record<string, unknown> }>([
		{
			scope: 'store/order/created',
			data: { type: 'order', id: 250 },
			expected: { event: 'orderCreated', orderId: 250, fields: {} },
		},
		{ scope: 'store/order/created', data: { order_id: 250 }, expected: { event: 'orderCreated', orderId: 250 } },
		{
			scope: 'store/order/updated',
			data: { type: 'order', id: '250' },
			expected: { event: 'orderUpdated', orderId: 250 },
		},
		{
			scope: 'store/order/statusUpdated',
			data: { type: 'order', id: 173331, status: { previous_status_id: 0, new_status_id: 10 } },
			expected: { event: 'orderStatusUpdated', orderId: 173331, fields: { previousStatusId: 0, newStatusId: 10 } },
		},
		{
			scope: 'store/order/statusUpdated',
			data: { type: 'order', id: 250 },
			expected: {
				event: 'orderStatusUpdated',
				orderId: 250,
				fields: { previousStatusId: null, newStatusId: null },
				identity: null,
			},
		},
		{
			scope: 'store/order/refund/created',
			data: { type: 'order', id: 12345, refund: { refund_id: 6789 } },
			expected: { event: 'refundCreated', orderId: 12345, fields: { refundId: 6789 } },
		},
		{
			scope: 'store/order/refund/created',
			data: { type: 'order', id: 12345 },
			expected: { event: 'refundCreated', fields: { refundId: null }, identity: null },
		},
		{
			scope: 'store/shipment/created',
			data: { type: 'shipment', id: 12, orderId: 251 },
			expected: { event: 'shipmentCreated', orderId: 251, fields: { shipmentId: 12 } },
		},
	])('$scope $data', ({ scope, data, expected }) => {
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

	test.each<{
		type: string;
		status: string | null;
		result: Record<string, unknown> | null;
		events: Array<string | null>;
	}>([
		{
			type: 'capture',
			status: 'failed',
			result: { code: 'transaction_declined', type: 'error' },
			events: ['paymentCaptureFailed', 'transactionCreated'],
		},
		{
			type: 'capture',
			status: 'pending',
			result: { code: 'pending', type: 'pending' },
			events: ['transactionCreated'],
		},
		{ type: 'capture', status: 'complete', result: { type: 'error' }, events: [null, 'transactionCreated'] },
		{ type: 'capture', status: null, result: null, events: [null, 'transactionCreated'] },
		{ type: 'void', status: 'complete', result: { type: 'success' }, events: ['paymentVoided', 'transactionCreated'] },
		{ type: 'void', status: 'failed', result: { type: 'error' }, events: ['transactionCreated'] },
		{ type: 'purchase', status: 'complete', result: SUCCESS, events: ['transactionCreated'] },
		{ type: 'authorization', status: 'complete', result: SUCCESS, events: ['transactionCreated'] },
		{ type: 'refund', status: 'complete', result: SUCCESS, events: ['transactionCreated'] },
	])('a $type with $status and $result', ({ type, status, result, events }) => {
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

	test.each<{ what: string; scope: HookScope; data: Record<string, unknown> }>([
		{
			what: 'a transaction without order_id',
			scope: CREATED,
			data: { type: 'transaction', id: 3, transaction_type: 'capture' },
		},
		{
			what: 'a shipment without orderId, whose id is not the order',
			scope: 'store/shipment/created',
			data: { type: 'shipment', id: 12 },
		},
		{ what: 'an order without id', scope: 'store/order/created', data: { type: 'order' } },
		{ what: 'an ID of 0', scope: 'store/order/created', data: { type: 'order', id: 0 } },
		{ what: 'an ID that is a path', scope: 'store/order/created', data: { type: 'order', id: '../1' } },
		{ what: 'an ID that is an object', scope: 'store/order/created', data: { type: 'order', id: { toString: 'x' } } },
		{ what: 'an ID over 2^53', scope: 'store/order/created', data: { type: 'order', id: '9007199254740993' } },
		{ what: 'an ID with a fraction', scope: 'store/order/created', data: { type: 'order', id: 1.5 } },
	])('refuses $what', ({ scope, data }) => {
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

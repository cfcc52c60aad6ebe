import { readOrder } from '../../../nodes/BigCommerce/api/orders';
import type { TriggerEvent } from '../../../nodes/BigCommerce/trigger/events';
import { decideWithOrder, itemOf, orderFields } from '../../../nodes/BigCommerce/trigger/item';
import { storeEventsIn, type StoreEvent } from '../../../nodes/BigCommerce/trigger/storeEvent';
import type { FetchedOrder } from '../../../nodes/BigCommerce/trigger/fetchOrder';
import { mayStart, needsOrder, type Settings } from '../../../nodes/BigCommerce/trigger/settings';
import { notification, SUCCESS, transactionData } from '../../builders/deliveries';

const NO_ORDER: FetchedOrder = { ok: false, reason: 'HTTP 503' };

function look(more: Record<string, unknown> = {}): FetchedOrder {
	const order = readOrder({ id: 250, payment_status: 'captured', status_id: 11, ...more });
	if (order === null) throw new Error('no order');
	return { ok: true, order, transactions: null };
}

function settings(events: TriggerEvent[], more: Partial<Settings> = {}): Settings {
	return { events: new Set(events), filter: { from: new Set(), to: new Set() }, includeOrder: false, ...more };
}

function first(...given: Parameters<typeof notification>): StoreEvent {
	const read = storeEventsIn(notification(...given));
	const storeEvent = read.ok ? read.storeEvents[0] : undefined;
	if (storeEvent === undefined) throw new Error('nothing happened');
	return storeEvent;
}

const unclear = first('store/order/transaction/created', transactionData('capture', 'settled', null));
const change = first('store/order/statusUpdated', {
	type: 'order',
	id: 250,
	status: { previous_status_id: 7, new_status_id: 11 },
});
const silentChange = first('store/order/statusUpdated', { type: 'order', id: 250 });
const toShipped = { filter: { from: new Set<number>(), to: new Set([2]) } };

describe('itemOf', () => {
	test('has the fields of the contract first', () => {
		const given = notification('store/order/refund/created', { type: 'order', id: 250, refund: { refund_id: 5 } });
		const storeEvent = first('store/order/refund/created', given.data);
		expect(itemOf(given, storeEvent).json).toEqual({
			event: 'refundCreated',
			orderId: 250,
			scope: 'store/order/refund/created',
			hash: given.hash,
			createdAt: '2019-06-25T16:15:35.000Z',
			refundId: 5,
		});
	});

	test('has null for a time or hash that is not given, and never a key named error', () => {
		const given = notification('store/order/transaction/created', transactionData('capture', 'complete', SUCCESS), {
			hash: null,
			createdAt: null,
		});
		const { json } = itemOf(given, first('store/order/transaction/created', given.data), orderFields(NO_ORDER));
		expect(json).toMatchObject({
			event: 'paymentCaptured',
			hash: null,
			createdAt: null,
			order: null,
			orderReason: 'HTTP 503',
		});
		expect(json).not.toHaveProperty('error');
	});
});

describe('what starts the workflow', () => {
	test.each<{ what: string; storeEvent: StoreEvent; given: Settings; starts: boolean; order: boolean }>([
		{ what: 'a chosen event', storeEvent: change, given: settings(['orderStatusUpdated']), starts: true, order: false },
		{ what: 'an event not chosen', storeEvent: change, given: settings(['orderUpdated']), starts: false, order: false },
		{
			what: 'a chosen event with the order',
			storeEvent: change,
			given: settings(['orderStatusUpdated'], { includeOrder: true }),
			starts: true,
			order: true,
		},
		{
			what: 'a change to another status',
			storeEvent: change,
			given: settings(['orderStatusUpdated'], toShipped),
			starts: false,
			order: false,
		},
		{
			what: 'a change that does not say to which',
			storeEvent: silentChange,
			given: settings(['orderStatusUpdated'], toShipped),
			starts: true,
			order: true,
		},
		{
			what: 'a change that does not say, without a filter',
			storeEvent: silentChange,
			given: settings(['orderStatusUpdated']),
			starts: true,
			order: false,
		},
		{
			what: 'an unclear capture for who waits for a success',
			storeEvent: unclear,
			given: settings(['paymentCaptured']),
			starts: true,
			order: true,
		},
		{
			what: 'an unclear capture for who waits for a failure',
			storeEvent: unclear,
			given: settings(['paymentCaptureFailed']),
			starts: true,
			order: true,
		},
		{
			what: 'an unclear capture for who waits for voids',
			storeEvent: unclear,
			given: settings(['paymentVoided']),
			starts: false,
			order: true,
		},
	])('$what', ({ storeEvent, given, starts, order }) => {
		expect(mayStart(storeEvent, given)).toBe(starts);
		if (starts) expect(needsOrder(storeEvent, given)).toBe(order);
	});

	test.each<{
		what: string;
		storeEvent: StoreEvent;
		order: FetchedOrder;
		given: Settings;
		expected: Record<string, unknown>;
	}>([
		{
			what: 'captured',
			storeEvent: unclear,
			order: look(),
			given: settings(['paymentCaptured']),
			expected: { kind: 'starts', storeEvent: { event: 'paymentCaptured' } },
		},
		{
			what: 'captured, not asked for',
			storeEvent: unclear,
			order: look(),
			given: settings(['paymentCaptureFailed']),
			expected: { kind: 'heldBack' },
		},
		{
			what: 'authorized, which it also reads before the capture shows',
			storeEvent: unclear,
			order: look({ payment_status: 'authorized' }),
			given: settings(['paymentCaptureFailed']),
			expected: { kind: 'heldBack' },
		},
		{
			what: 'still pending',
			storeEvent: unclear,
			order: look({ payment_status: 'capture pending' }),
			given: settings(['paymentCaptured', 'paymentCaptureFailed']),
			expected: { kind: 'heldBack' },
		},
		{
			what: 'not readable',
			storeEvent: unclear,
			order: NO_ORDER,
			given: settings(['paymentCaptured']),
			expected: { kind: 'undecided', reason: 'HTTP 503' },
		},
		{
			what: 'shipped by now',
			storeEvent: silentChange,
			order: look({ status_id: 2 }),
			given: settings(['orderStatusUpdated'], toShipped),
			expected: { kind: 'starts', storeEvent: { fields: { previousStatusId: null, newStatusId: 2 } } },
		},
		{
			what: 'elsewhere by now',
			storeEvent: silentChange,
			order: look({ status_id: 7 }),
			given: settings(['orderStatusUpdated'], toShipped),
			expected: { kind: 'heldBack' },
		},
		{
			what: 'not readable for the filter',
			storeEvent: silentChange,
			order: NO_ORDER,
			given: settings(['orderStatusUpdated'], toShipped),
			expected: { kind: 'undecided' },
		},
		{
			what: 'not readable, though only asked for in the item',
			storeEvent: change,
			order: NO_ORDER,
			given: settings(['orderStatusUpdated'], { includeOrder: true }),
			expected: { kind: 'starts' },
		},
	])('decides with the order: $what', ({ storeEvent, order, given, expected }) => {
		expect(decideWithOrder(storeEvent, order, given)).toMatchObject(expected);
	});
});

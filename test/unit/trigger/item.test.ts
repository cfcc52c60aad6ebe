import { readOrder } from '../../../nodes/BigCommerce/api/orders';
import type { TriggerEvent } from '../../../nodes/BigCommerce/trigger/events';
import { decideWithOrder, itemOf, orderFields } from '../../../nodes/BigCommerce/trigger/item';
import { storeEventsIn, type StoreEvent } from '../../../nodes/BigCommerce/trigger/storeEvent';
import type { FetchedOrder } from '../../../nodes/BigCommerce/trigger/fetchOrder';
import { mayStart, needsOrder, type Settings } from '../../../nodes/BigCommerce/trigger/settings';
import { notification, SUCCESS, transactionData } from './samples';

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
	test.each<[string, StoreEvent, Settings, boolean, boolean]>([
		['a chosen event', change, settings(['orderStatusUpdated']), true, false],
		['an event not chosen', change, settings(['orderUpdated']), false, false],
		['a chosen event with the order', change, settings(['orderStatusUpdated'], { includeOrder: true }), true, true],
		['a change to another status', change, settings(['orderStatusUpdated'], toShipped), false, false],
		['a change that does not say to which', silentChange, settings(['orderStatusUpdated'], toShipped), true, true],
		['a change that does not say, without a filter', silentChange, settings(['orderStatusUpdated']), true, false],
		['an unclear capture for who waits for a success', unclear, settings(['paymentCaptured']), true, true],
		['an unclear capture for who waits for a failure', unclear, settings(['paymentCaptureFailed']), true, true],
		['an unclear capture for who waits for voids', unclear, settings(['paymentVoided']), false, true],
	])('%s', (_what, storeEvent, given, starts, order) => {
		expect(mayStart(storeEvent, given)).toBe(starts);
		if (starts) expect(needsOrder(storeEvent, given)).toBe(order);
	});

	test.each<[string, StoreEvent, FetchedOrder, Settings, Record<string, unknown>]>([
		[
			'captured',
			unclear,
			look(),
			settings(['paymentCaptured']),
			{ kind: 'starts', storeEvent: { event: 'paymentCaptured' } },
		],
		['captured, not asked for', unclear, look(), settings(['paymentCaptureFailed']), { kind: 'heldBack' }],
		[
			'authorized, which it also reads before the capture shows',
			unclear,
			look({ payment_status: 'authorized' }),
			settings(['paymentCaptureFailed']),
			{ kind: 'heldBack' },
		],
		[
			'still pending',
			unclear,
			look({ payment_status: 'capture pending' }),
			settings(['paymentCaptured', 'paymentCaptureFailed']),
			{ kind: 'heldBack' },
		],
		['not readable', unclear, NO_ORDER, settings(['paymentCaptured']), { kind: 'undecided', reason: 'HTTP 503' }],
		[
			'shipped by now',
			silentChange,
			look({ status_id: 2 }),
			settings(['orderStatusUpdated'], toShipped),
			{ kind: 'starts', storeEvent: { fields: { previousStatusId: null, newStatusId: 2 } } },
		],
		[
			'elsewhere by now',
			silentChange,
			look({ status_id: 7 }),
			settings(['orderStatusUpdated'], toShipped),
			{ kind: 'heldBack' },
		],
		[
			'not readable for the filter',
			silentChange,
			NO_ORDER,
			settings(['orderStatusUpdated'], toShipped),
			{ kind: 'undecided' },
		],
		[
			'not readable, though only asked for in the item',
			change,
			NO_ORDER,
			settings(['orderStatusUpdated'], { includeOrder: true }),
			{ kind: 'starts' },
		],
	])('decides with the order: %s', (_what, storeEvent, order, given, expected) => {
		expect(decideWithOrder(storeEvent, order, given)).toMatchObject(expected);
	});
});

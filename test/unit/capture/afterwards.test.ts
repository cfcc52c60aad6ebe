import { readOrder } from '../../../nodes/BigCommerce/api/orders';
import { changesFor, wishesOf } from '../../../nodes/BigCommerce/capture/afterwards';
import { distinctOrders } from '../../../nodes/BigCommerce/capture/orderState';
import type { Afterwards } from '../../../nodes/BigCommerce/capture/options';
import { NO_GUARDS } from '../../../nodes/BigCommerce/payment/guards';
import type { Settlement } from '../../../nodes/BigCommerce/payment/outcome';
import { settlement, OPTIONS } from '../../builders/captures';
import { orderId } from '../../builders/orderIds';

const SHIPPED = 2;
const PARTIALLY_SHIPPED = 3;
const REFUNDED = 4;
const CANCELLED = 5;
const DECLINED = 6;
const AWAITING_PAYMENT = 7;
const AWAITING_SHIPMENT = 9;
const COMPLETED = 10;
const AWAITING_FULFILLMENT = 11;

function orderOf(statusId: number, paymentStatus: string, staffNotes = '') {
	const order = readOrder({ id: 118, status_id: statusId, payment_status: paymentStatus, staff_notes: staffNotes });
	if (order === null) throw new Error('no order');
	return order;
}

const CAPTURED = settlement('captured', { changed: true });
const CAPTURED_BEFORE = settlement('captured', { code: 'alreadyDone' });
const VOIDED = settlement('voided', { changed: true });
const REFUSED = settlement('declined', { code: 'refusedByGateway' });

describe('a status', () => {
	test.each<{ what: string; is: Settlement; from: number; to: number; payment: string; isSet: boolean }>([
		{
			what: 'after a capture',
			is: CAPTURED,
			from: AWAITING_PAYMENT,
			to: AWAITING_FULFILLMENT,
			payment: 'captured',
			isSet: true,
		},
		{
			what: 'where the capture moved it by itself',
			is: CAPTURED,
			from: AWAITING_FULFILLMENT,
			to: AWAITING_SHIPMENT,
			payment: 'captured',
			isSet: true,
		},
		{
			what: 'that is there already',
			is: CAPTURED,
			from: AWAITING_SHIPMENT,
			to: AWAITING_SHIPMENT,
			payment: 'captured',
			isSet: false,
		},
		{
			what: 'of an order that was shipped before it was captured',
			is: CAPTURED,
			from: SHIPPED,
			to: AWAITING_FULFILLMENT,
			payment: 'captured',
			isSet: false,
		},
		{ what: 'that goes on from shipped', is: CAPTURED, from: SHIPPED, to: COMPLETED, payment: 'captured', isSet: true },
		{
			what: 'of an order that people have cancelled',
			is: CAPTURED,
			from: CANCELLED,
			to: AWAITING_FULFILLMENT,
			payment: 'captured',
			isSet: false,
		},
		{
			what: 'of a payment that was refunded since',
			is: CAPTURED,
			from: AWAITING_PAYMENT,
			to: AWAITING_FULFILLMENT,
			payment: 'refunded',
			isSet: false,
		},
		{
			what: 'where a lagging read still says authorized',
			is: CAPTURED,
			from: AWAITING_PAYMENT,
			to: AWAITING_FULFILLMENT,
			payment: 'authorized',
			isSet: true,
		},
		{
			what: 'of an order captured before, still awaiting payment',
			is: CAPTURED_BEFORE,
			from: AWAITING_PAYMENT,
			to: AWAITING_FULFILLMENT,
			payment: 'captured',
			isSet: true,
		},
		{
			what: 'of an order captured before, in fulfilment',
			is: CAPTURED_BEFORE,
			from: AWAITING_FULFILLMENT,
			to: AWAITING_SHIPMENT,
			payment: 'captured',
			isSet: false,
		},
		{
			what: 'of an order captured before and shipped',
			is: CAPTURED_BEFORE,
			from: SHIPPED,
			to: AWAITING_FULFILLMENT,
			payment: 'captured',
			isSet: false,
		},
		{
			what: 'of an order captured before and refunded',
			is: CAPTURED_BEFORE,
			from: REFUNDED,
			to: AWAITING_FULFILLMENT,
			payment: 'refunded',
			isSet: false,
		},
		{
			what: 'of an order captured before and refunded in part',
			is: CAPTURED_BEFORE,
			from: AWAITING_PAYMENT,
			to: AWAITING_FULFILLMENT,
			payment: 'partially refunded',
			isSet: false,
		},
		{ what: 'after a void', is: VOIDED, from: AWAITING_FULFILLMENT, to: CANCELLED, payment: 'void', isSet: true },
		{
			what: 'after a void, where somebody took the money all the same',
			is: VOIDED,
			from: AWAITING_FULFILLMENT,
			to: CANCELLED,
			payment: 'captured',
			isSet: false,
		},
		...['paid', 'capture pending', 'partially refunded'].map((payment) => ({
			what: `after a void, where the order reads ${payment}`,
			is: VOIDED,
			from: AWAITING_FULFILLMENT,
			to: CANCELLED,
			payment,
			isSet: false,
		})),
		{
			what: 'after a decline',
			is: REFUSED,
			from: AWAITING_FULFILLMENT,
			to: DECLINED,
			payment: 'authorized',
			isSet: true,
		},
		{
			what: 'after a decline, where it was captured since',
			is: REFUSED,
			from: AWAITING_PAYMENT,
			to: DECLINED,
			payment: 'captured',
			isSet: false,
		},
		{
			what: 'after a decline, where a part was shipped',
			is: REFUSED,
			from: PARTIALLY_SHIPPED,
			to: DECLINED,
			payment: 'authorized',
			isSet: false,
		},
		{
			what: 'of a status that is not documented',
			is: CAPTURED,
			from: 99,
			to: AWAITING_FULFILLMENT,
			payment: 'captured',
			isSet: false,
		},
	])('$what: set is $isSet', ({ is, from, to, payment, isSet }) => {
		expect(changesFor({ statusId: to, notes: [] }, is, orderOf(from, payment))).toEqual(isSet ? { status_id: to } : {});
	});
});

test('notes are added to what is there, each once, in input order', () => {
	const wishes = { statusId: null, notes: ['Parcel A', 'Parcel B', 'Parcel A'] };
	expect(changesFor(wishes, CAPTURED, orderOf(7, 'captured', 'Call first\r\nParcel B'))).toEqual({
		staff_notes: 'Call first\r\nParcel B\r\nParcel A',
	});
	expect(changesFor(wishes, CAPTURED, orderOf(7, 'captured', 'Parcel B\r\nParcel A\r\n'))).toEqual({});
});

describe('what items want done', () => {
	const wants = (is: Settlement, ...all: Array<Partial<Afterwards> & { dryRun?: boolean }>) => {
		const [order] = distinctOrders(
			all.map(({ dryRun = false, ...afterwards }) => ({
				orderId: orderId(118),
				guards: NO_GUARDS,
				options: {
					dryRun,
					afterwards: { statusOnSuccess: null, statusOnFailure: null, staffNote: null, ...afterwards },
				},
			})),
			{ ...OPTIONS, keepOrder: false },
		);
		if (!order) throw new Error('no order');
		order.settlement = is;
		return { order, wishes: () => wishesOf(order) };
	};

	test('is nothing before the order is settled, or where nothing was asked for', () => {
		const { order, wishes } = wants(CAPTURED, { staffNote: 'x' });
		order.settlement = null;
		expect(wishes()).toBeNull();
		expect(wants(CAPTURED, {}).wishes()).toBeNull();
	});

	test('depends on how it went', () => {
		const all = { statusOnSuccess: 11, statusOnFailure: 6, staffNote: 'x' };
		expect(wants(CAPTURED, all).wishes()).toEqual({ statusId: 11, notes: ['x'] });
		expect(wants(REFUSED, all).wishes()).toEqual({ statusId: 6, notes: [] });
		expect(wants(settlement('declined', { code: 'voidedMeanwhile' }), all).wishes()).toBeNull();
		expect(wants(settlement('pending', { code: 'resultTimeout' }), all).wishes()).toBeNull();
		expect(wants(settlement('notCapturable', { code: 'wrongState' }), all).wishes()).toBeNull();
	});

	test('of several items of one order is all their notes, and the last one’s status', () => {
		const { order, wishes } = wants(
			CAPTURED,
			{ staffNote: 'a', statusOnSuccess: 11 },
			{ staffNote: 'b', statusOnSuccess: 9 },
			{ staffNote: 'rehearsed', dryRun: true },
			{ staffNote: 'held back' },
		);
		order.unmet = new Map([[3, 'too much']]);
		expect(wishes()).toEqual({ statusId: 9, notes: ['a', 'b'] });
	});
});

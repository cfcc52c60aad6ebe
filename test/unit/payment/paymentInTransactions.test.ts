import { amountOf } from '../../../nodes/BigCommerce/payment/authorization';
import { paymentOfTransactions } from '../../../nodes/BigCommerce/payment/payment';
import { transaction } from '../../builders/payments';

const auth = transaction();
const later = Date.parse('2026-03-02T10:00:00Z');
const giftPart = transaction({ id: 9, event: 'purchase', method: 'gift_certificate', amount: 5 });

describe('the payment in transactions', () => {
	test.each([
		{ what: 'nothing', transactions: [], state: 'unpaid', status: '' },
		{ what: 'an authorization', transactions: [auth], state: 'authorized', status: 'authorized' },
		{
			what: 'one beside a gift certificate',
			transactions: [giftPart, auth],
			state: 'authorized',
			status: 'authorized',
		},
		{
			what: 'one beside store credit',
			transactions: [auth, transaction({ id: 8, event: 'purchase', method: 'store_credit' })],
			state: 'authorized',
			status: 'authorized',
		},
		{ what: 'a gift certificate alone', transactions: [giftPart], state: 'unpaid', status: '' },
		{
			what: 'an authorization whose status says nothing',
			transactions: [transaction({ status: '' })],
			state: 'unrecognised',
			status: '',
		},
		{
			what: 'a void that may be of what was captured, or of what stands',
			transactions: [
				auth,
				transaction({ id: 2 }),
				transaction({ id: 3, event: 'capture', referenceId: 2 }),
				transaction({ id: 4, event: 'void' }),
			],
			state: 'unrecognised',
			status: '',
		},
		{
			what: 'one that can only be of what stands',
			transactions: [
				transaction({ amount: 30 }),
				transaction({ id: 2 }),
				transaction({ id: 3, event: 'capture', referenceId: 2 }),
				transaction({ id: 4, event: 'void', amount: 30 }),
			],
			state: 'captured',
			status: 'captured',
		},
		{
			what: 'a void that was refused, and says nothing',
			transactions: [
				auth,
				transaction({ id: 2 }),
				transaction({ id: 3, event: 'capture', referenceId: 2 }),
				transaction({ id: 4, event: 'void', status: 'error' }),
			],
			state: 'captured',
			status: 'captured',
		},
		{
			what: 'an authorization under review',
			transactions: [transaction({ fraudReview: true })],
			state: 'heldForReview',
			status: 'held for review',
		},
		{
			what: 'an authorization that was refused',
			transactions: [transaction({ status: 'error' })],
			state: 'declined',
			status: 'declined',
		},
		{
			what: 'a purchase that was refused',
			transactions: [transaction({ event: 'purchase', status: 'error' })],
			state: 'declined',
			status: 'declined',
		},
		{ what: 'a purchase', transactions: [transaction({ event: 'purchase' })], state: 'captured', status: 'paid' },
		{
			what: 'a capture',
			transactions: [auth, transaction({ id: 2, event: 'capture' })],
			state: 'captured',
			status: 'captured',
		},
		{
			what: 'a capture that failed',
			transactions: [auth, transaction({ id: 2, event: 'capture', status: 'error' })],
			state: 'authorized',
			status: 'authorized',
		},
		{
			what: 'a settled one',
			transactions: [auth, transaction({ id: 2, event: 'settled' })],
			state: 'captured',
			status: 'captured',
		},
		{
			what: 'a void',
			transactions: [auth, transaction({ id: 2, event: 'void', referenceId: 1 })],
			state: 'voided',
			status: 'void',
		},
		{
			what: 'a void that failed',
			transactions: [auth, transaction({ id: 2, event: 'void', status: 'error', referenceId: 1 })],
			state: 'authorized',
			status: 'authorized',
		},
		{
			what: 'a void that names the authorization, though it bears an earlier date',
			transactions: [
				transaction({ id: 1, createdAt: later }),
				transaction({ id: 2, event: 'void', referenceId: 1, createdAt: later - 9_000 }),
			],
			state: 'voided',
			status: 'void',
		},
		{
			what: 'a void that names another one, though it is later',
			transactions: [transaction({ id: 1 }), transaction({ id: 2, event: 'void', referenceId: 7, createdAt: later })],
			state: 'authorized',
			status: 'authorized',
		},
		{
			what: 'a void of an authorization without ID, later',
			transactions: [
				transaction({ id: null }),
				transaction({ id: 2, event: 'void', referenceId: 7, createdAt: later }),
			],
			state: 'voided',
			status: 'void',
		},
		{
			what: 'a void in the same second',
			transactions: [transaction({ createdAt: later }), transaction({ id: 2, event: 'void', createdAt: later })],
			state: 'voided',
			status: 'void',
		},
		{
			what: 'a card purchase after an authorization',
			transactions: [auth, transaction({ id: 2, event: 'purchase', createdAt: later })],
			state: 'captured',
			status: 'paid',
		},
		{
			what: 'a card purchase at the same time',
			transactions: [auth, transaction({ id: 2, event: 'purchase', referenceId: 7 })],
			state: 'captured',
			status: 'paid',
		},
		{
			what: 'a card purchase before an authorization',
			transactions: [transaction({ id: 2, event: 'purchase' }), transaction({ id: 3, createdAt: later })],
			state: 'authorized',
			status: 'authorized',
		},
		{
			what: 'a capture that failed, and no authorization',
			transactions: [transaction({ event: 'capture', status: 'error' })],
			state: 'unpaid',
			status: '',
		},
		{
			what: 'a void that failed, and no authorization',
			transactions: [transaction({ event: 'void', status: 'error' })],
			state: 'unpaid',
			status: '',
		},
		{
			what: 'a purchase and a capture',
			transactions: [transaction({ event: 'purchase' }), transaction({ id: 2, event: 'capture' })],
			state: 'captured',
			status: 'paid',
		},
		{
			what: 'a refund, and nothing taken on record',
			transactions: [
				transaction({ event: 'settled', amount: null }),
				transaction({ id: 3, event: 'refund', amount: 25 }),
			],
			state: 'captured',
			status: 'refunded',
		},
		{ what: 'a void alone', transactions: [transaction({ id: 2, event: 'void' })], state: 'voided', status: 'void' },
		{
			what: 'a void without reference, later',
			transactions: [auth, transaction({ id: 2, event: 'void', createdAt: later })],
			state: 'voided',
			status: 'void',
		},
		{
			what: 'a void of the authorization before',
			transactions: [
				transaction({ id: 1 }),
				transaction({ id: 2, event: 'void', referenceId: 1 }),
				transaction({ id: 3, createdAt: later }),
			],
			state: 'authorized',
			status: 'authorized',
		},
		{
			what: 'a void without reference, before the authorization',
			transactions: [
				transaction({ id: 2, event: 'void', createdAt: later - 1 }),
				transaction({ id: 3, createdAt: later }),
			],
			state: 'authorized',
			status: 'authorized',
		},
		{
			what: 'a pending offline payment',
			transactions: [transaction({ event: 'pending', method: 'offline' })],
			state: 'unpaid',
			status: 'pending',
		},
		{
			what: 'a refund of a part',
			transactions: [
				auth,
				transaction({ id: 2, event: 'capture' }),
				transaction({ id: 3, event: 'refund', amount: 10 }),
			],
			state: 'captured',
			status: 'partially refunded',
		},
		{
			what: 'refunds of all',
			transactions: [
				auth,
				transaction({ id: 2, event: 'capture' }),
				transaction({ id: 3, event: 'refund', amount: 10 }),
				transaction({ id: 4, event: 'refund', amount: 15 }),
			],
			state: 'captured',
			status: 'refunded',
		},
		{
			what: 'a refund that failed',
			transactions: [
				auth,
				transaction({ id: 2, event: 'capture' }),
				transaction({ id: 3, event: 'refund', amount: 25, status: 'error' }),
			],
			state: 'captured',
			status: 'captured',
		},
		{
			what: 'a refund of a purchase',
			transactions: [transaction({ event: 'purchase' }), transaction({ id: 3, event: 'refund', amount: 25 })],
			state: 'captured',
			status: 'refunded',
		},
		{
			what: 'a refund without amount',
			transactions: [transaction({ event: 'purchase' }), transaction({ id: 3, event: 'refund', amount: null })],
			state: 'captured',
			status: 'refunded',
		},
		{ what: 'an unknown event', transactions: [transaction({ event: 'dispute' })], state: 'unpaid', status: '' },
	])('$what: %#', ({ transactions, state, status }) => {
		expect(paymentOfTransactions(transactions)).toMatchObject({
			state,
			status,
			seenIn: 'transactions',
			orderStatusId: null,
		});
	});

	test('has the gateway and date of the authorization, and the amount that was captured of it', () => {
		const capture = transaction({ id: 2, event: 'capture', amount: 99, createdAt: later });
		expect(paymentOfTransactions([giftPart, auth, capture])).toMatchObject({
			amount: { minor: BigInt(9900), currency: 'USD' },
			method: 'braintree',
			authorizedAt: auth.createdAt,
		});
		expect(paymentOfTransactions([transaction({ event: 'purchase', amount: 7 })]).amount).toEqual({
			minor: BigInt(700),
			currency: 'USD',
		});
		expect(
			paymentOfTransactions([
				transaction({ event: 'pending', amount: 3 }),
				transaction({ event: 'purchase', amount: 7 }),
			]).amount,
		).toEqual({ minor: BigInt(700), currency: 'USD' });
		expect(paymentOfTransactions([transaction({ event: 'pending', amount: 3 })]).amount).toEqual({
			minor: BigInt(300),
			currency: 'USD',
		});
		expect(paymentOfTransactions([])).toMatchObject({ amount: null, method: null, authorizedAt: null });
	});

	test('has no amount where the currency or the number is missing', () => {
		expect(amountOf(transaction({ currency: null }))).toBeNull();
		expect(amountOf(transaction({ amount: null }))).toBeNull();
	});
});

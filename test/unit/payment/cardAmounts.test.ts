import { readOrder } from '../../../nodes/BigCommerce/api/orders';
import { formatMoney } from '../../../nodes/BigCommerce/model/money';
import { paymentOfOrder, paymentOfTransactions } from '../../../nodes/BigCommerce/payment/payment';
import { paymentSummary, type RecordSources } from '../../../nodes/BigCommerce/payment/paymentSummary';
import type { Transaction } from '../../../nodes/BigCommerce/api/transactions';
import { refundOf, transactionOf } from '../../builders/refunds';

interface Case {
	name: string;
	status?: string;
	/** What the order's total is, and how much of it was paid beside the card. */
	total?: number;
	credit?: number;
	certificates?: number;
	currency?: string;
	transactions: RecordSources['transactions'];
	/** Decimals by provider; null where the refunds could not be read. */
	refunds: Array<Record<string, number>> | null;
	/** What was taken, and what was given back. */
	expected: string;
}

const at = (id: number) => ({ id, createdAt: 1_000_000 + id * 1_000 });

function authorized(amount: number, more: Partial<Transaction> = {}) {
	return transactionOf('authorization', amount, { ...at(1), ...more });
}

function captured(amount: number, more: Partial<Transaction> = {}) {
	return transactionOf('capture', amount, { ...at(2), referenceId: 1, ...more });
}

function back(event: string, amount: number, more: Partial<Transaction> = {}) {
	return transactionOf(event, amount, { ...at(3), referenceId: 2, ...more });
}

const TAKEN = [authorized(20), captured(20)];
const CREDIT = transactionOf('purchase', 5, { ...at(9), method: 'store_credit', gateway: 'storecredit' });

function said({ status = 'captured', total = 20, credit = 0, certificates = 0, currency = 'USD', ...read }: Case) {
	const order = readOrder({
		id: 118,
		payment_status: status,
		total_inc_tax: String(total),
		store_credit_amount: String(credit),
		gift_certificate_amount: String(certificates),
		default_currency_code: currency,
	});
	if (order === null) throw new Error('not an order');
	const refunds =
		read.refunds?.map((amounts) =>
			refundOf({ payments: Object.entries(amounts).map(([provider_id, amount]) => ({ provider_id, amount })) }),
		) ?? null;
	const sources = { order, transactions: read.transactions, refunds, windowDays: null, now: 2_000_000 };
	const record = paymentSummary(paymentOfOrder(order), sources);
	return [record.captured, record.refunded].map((money) => (money === null ? 'null' : formatMoney(money))).join(' ');
}

describe('what was given back at the gateway is in no list of refunds', () => {
	test.each<Case>([
		{
			name: 'a refund of all',
			status: 'refunded',
			transactions: [...TAKEN, back('refund', 20)],
			refunds: [],
			expected: '20.00 20.00',
		},
		{
			name: 'a refund of a part',
			status: 'partially refunded',
			transactions: [...TAKEN, back('refund', 5)],
			refunds: [],
			expected: '20.00 5.00',
		},
		{
			name: 'a void after the capture',
			status: 'refunded',
			transactions: [...TAKEN, back('void', 20)],
			refunds: [],
			expected: '20.00 20.00',
		},
		{
			name: 'more than is listed',
			status: 'partially refunded',
			transactions: [...TAKEN, back('refund', 15)],
			refunds: [{ stripe: 5 }],
			expected: '20.00 15.00',
		},
		{
			name: 'a refund that is listed, and not with the transactions yet',
			status: 'partially refunded',
			transactions: TAKEN,
			refunds: [{ stripe: 5 }],
			expected: '20.00 5.00',
		},
		{
			name: 'all, while the refunds could not be read',
			status: 'refunded',
			transactions: [...TAKEN, back('refund', 20)],
			refunds: null,
			expected: '20.00 20.00',
		},
		{
			name: 'a part, while the refunds could not be read',
			status: 'partially refunded',
			transactions: [...TAKEN, back('refund', 5)],
			refunds: null,
			expected: '20.00 null',
		},
		{
			name: 'a part, and one that acts on what is not on record',
			status: 'partially refunded',
			transactions: [...TAKEN, back('refund', 5), back('refund', 10, { id: 4, referenceId: 77 })],
			refunds: [],
			expected: '20.00 15.00',
		},
		{
			name: 'an amount that cannot be read',
			status: 'partially refunded',
			transactions: [...TAKEN, back('refund', 5, { amount: null })],
			refunds: [],
			expected: '20.00 null',
		},
		{
			name: 'two currencies',
			status: 'partially refunded',
			transactions: [...TAKEN, back('refund', 5), back('refund', 5, { id: 4, currency: 'EUR' })],
			refunds: [],
			expected: '20.00 null',
		},
		{ name: 'all, on no record', status: 'refunded', transactions: TAKEN, refunds: [], expected: '20.00 null' },
		{
			name: 'a part, on no record',
			status: 'partially refunded',
			transactions: 'notLookedUp',
			refunds: [],
			expected: '20.00 null',
		},
		{
			name: 'less on record than the order says',
			status: 'refunded',
			transactions: 'notLookedUp',
			refunds: [{ stripe: 5 }],
			expected: '20.00 null',
		},
		{ name: 'nothing', transactions: TAKEN, refunds: [], expected: '20.00 0.00' },
	])('$name', (each) => expect(said(each)).toBe(each.expected));
});

describe("what was given back is of the card's money alone", () => {
	test.each<Case>([
		{
			name: 'all of it, with the store credit',
			status: 'refunded',
			total: 25,
			credit: 5,
			transactions: [CREDIT, ...TAKEN, back('refund', 20)],
			refunds: [{ stripe: 20, storecredit: 5 }],
			expected: '20.00 20.00',
		},
		{
			name: 'all of it as store credit',
			status: 'refunded',
			total: 25,
			credit: 5,
			transactions: [CREDIT, ...TAKEN],
			refunds: [{ storecredit: 25 }],
			expected: '20.00 20.00',
		},
		{
			name: 'a part of the card alone',
			status: 'partially refunded',
			total: 25,
			credit: 5,
			transactions: [CREDIT, ...TAKEN],
			refunds: [{ stripe: 7.5 }],
			expected: '20.00 7.50',
		},
		{
			name: 'a part, as store credit that may have been paid as such',
			status: 'partially refunded',
			total: 25,
			credit: 5,
			transactions: [CREDIT, ...TAKEN],
			refunds: [{ stripe: 5, storecredit: 2 }],
			expected: '20.00 null',
		},
		{
			name: 'the same with a gift certificate',
			status: 'partially refunded',
			total: 25,
			certificates: 5,
			transactions: 'notLookedUp',
			refunds: [{ giftcertificate: 5 }],
			expected: '20.00 null',
		},
		{
			name: 'as store credit, where a card paid it all',
			status: 'partially refunded',
			transactions: TAKEN,
			refunds: [{ storecredit: 2 }],
			expected: '20.00 2.00',
		},
		{
			name: 'by hand, where somebody had paid by hand beside the card',
			status: 'partially refunded',
			transactions: [...TAKEN, transactionOf('purchase', 5, { ...at(4), method: 'custom' })],
			refunds: [{ custom: 2 }],
			expected: '20.00 null',
		},
		{
			name: 'by hand, where all was paid by hand',
			status: 'partially refunded',
			transactions: [transactionOf('purchase', 20, { ...at(4), method: 'custom' })],
			refunds: [{ custom: 2 }],
			expected: '20.00 2.00',
		},
		{
			name: 'more than the card ever paid',
			status: 'refunded',
			transactions: TAKEN,
			refunds: [{ stripe: 25 }],
			expected: '20.00 null',
		},
	])('$name', (each) => expect(said(each)).toBe(each.expected));
});

describe('what was taken', () => {
	test.each<Case>([
		{
			name: 'in two captures',
			transactions: [authorized(20), captured(15), captured(5, at(3))],
			refunds: [],
			expected: '20.00 0.00',
		},
		{
			name: 'in two captures, with no authorization on record',
			transactions: [captured(15, { referenceId: null }), captured(5, { ...at(3), referenceId: null })],
			refunds: [],
			expected: '20.00 0.00',
		},
		{
			name: 'in a capture of an authorization that is not on record',
			transactions: [authorized(25), captured(20, { referenceId: 77 })],
			refunds: [],
			expected: '20.00 0.00',
		},
		{
			name: 'in two currencies',
			transactions: [authorized(20), captured(15), captured(5, { ...at(3), currency: 'EUR' })],
			refunds: [],
			expected: 'null 0.00',
		},
		{
			name: 'by card, with what was paid by hand in another currency left out',
			transactions: [...TAKEN, transactionOf('purchase', 3, { ...at(4), method: 'custom', currency: 'EUR' })],
			refunds: [],
			expected: '20.00 0.00',
		},
		{
			name: 'an amount that cannot be read',
			transactions: [authorized(20), captured(20, { amount: null })],
			refunds: [],
			expected: 'null 0.00',
		},
		{ name: 'by an order that was edited since', total: 500, transactions: TAKEN, refunds: [], expected: '20.00 0.00' },
		{
			name: 'while an authorization stands that it may as well be of',
			transactions: [...TAKEN, authorized(5, at(4))],
			refunds: [],
			expected: 'null 0.00',
		},
		{ name: 'the transactions could not be read', transactions: 'failed', refunds: [], expected: 'null 0.00' },
		{ name: 'the token may not read them', transactions: 'denied', refunds: [], expected: '20.00 0.00' },
		{ name: 'nobody asked for them', transactions: 'notLookedUp', refunds: [], expected: '20.00 0.00' },
		{ name: 'none on record', transactions: [], refunds: [], expected: '20.00 0.00' },
		{
			name: 'nothing, as far as the order tells',
			status: 'authorized',
			transactions: 'failed',
			refunds: [],
			expected: '0.00 0.00',
		},
		{
			name: 'in another currency than the order has, of which the list of refunds tells nothing',
			currency: 'EUR',
			transactions: TAKEN,
			refunds: [{ stripe: 5 }],
			expected: '20.00 null',
		},
	])('$name', (each) => expect(said(each)).toBe(each.expected));

	test('what stands to be captured is not known either where the transactions could not be read', () => {
		const order = readOrder({
			id: 118,
			payment_status: 'authorized',
			total_inc_tax: '5',
			default_currency_code: 'USD',
		});
		if (order === null) throw new Error('not an order');
		const sources = { order, refunds: null, windowDays: null, now: 0 };
		expect(paymentSummary(paymentOfOrder(order), { ...sources, transactions: 'failed' }).authorized).toBeNull();
		expect(paymentSummary(paymentOfOrder(order), { ...sources, transactions: 'denied' }).authorized).not.toBeNull();
	});

	test.each([
		{ name: 'a purchase', transactions: [transactionOf('purchase', 25, at(1))] },
		{
			name: 'two captures with no authorization on record',
			transactions: [captured(20, { referenceId: null }), captured(5, { ...at(3), referenceId: null })],
		},
	])('$name stands for its authorization, whatever the order was edited to', ({ transactions }) => {
		const order = readOrder({ id: 118, payment_status: 'paid', total_inc_tax: '40', default_currency_code: 'USD' });
		if (order === null) throw new Error('not an order');
		const sources = { order, transactions, refunds: [], windowDays: null, now: 2_000_000 };
		const amount = { minor: BigInt(2_500), currency: 'USD' };
		expect(paymentSummary(paymentOfOrder(order), sources)).toMatchObject({ authorized: amount, captured: amount });
	});

	test('the store credit is in the transactions where the token may not read orders', () => {
		const transactions = [CREDIT, ...TAKEN, back('refund', 20)];
		const record = paymentSummary(paymentOfTransactions(transactions), {
			order: null,
			transactions,
			refunds: [
				refundOf({
					payments: [
						{ provider_id: 'stripe', amount: 20 },
						{ provider_id: 'storecredit', amount: 5 },
					],
				}),
			],
			windowDays: null,
			now: 2_000_000,
		});
		expect(record).toMatchObject({
			state: 'refunded',
			captured: { minor: BigInt(2_000) },
			refunded: { minor: BigInt(2_000) },
		});
	});
});

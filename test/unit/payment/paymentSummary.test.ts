import { readOrder } from '../../../nodes/BigCommerce/api/orders';
import { formatMoney, type Money } from '../../../nodes/BigCommerce/model/money';
import { paymentOfOrder } from '../../../nodes/BigCommerce/payment/payment';
import {
	matches,
	mayMatch,
	paymentSummary,
	type PaymentFilters,
	type RecordSources,
} from '../../../nodes/BigCommerce/payment/paymentSummary';
import { orderFiltersFor } from '../../../nodes/BigCommerce/reading/paymentSearch';
import { usd } from '../../builders/payments';
import { refundOf, transactionOf } from '../../builders/refunds';

const DAY = 86_400_000;
const NOW = Date.UTC(2026, 0, 11);

/** The summary of an order of 25.00 USD, of which store credit paid 5.00, made four days ago. */
function summaryOf(status: string, { body = {}, transactions = 'notLookedUp', refunds = null }: Read = {}) {
	const order = orderOf(status, body);
	return paymentSummary(paymentOfOrder(order), { order, transactions, refunds, windowDays: null, now: NOW });
}

interface Read extends Partial<Pick<RecordSources, 'transactions' | 'refunds'>> {
	body?: object;
}

function orderOf(status: string, body: object = {}) {
	const order = readOrder({
		id: 118,
		payment_status: status,
		total_inc_tax: '25.0000',
		store_credit_amount: '5.0000',
		default_currency_code: 'USD',
		date_created: new Date(NOW - 4 * DAY).toUTCString(),
		...body,
	});
	if (order === null) throw new Error('not an order');
	return order;
}

const shown = (money: Money | null) => (money === null ? null : formatMoney(money));

test.each([
	{
		status: 'authorized',
		state: 'authorized',
		capturable: true,
		authorized: '20.00',
		captured: '0.00',
		refunded: '0.00',
	},
	{
		status: 'capture pending',
		state: 'capturePending',
		capturable: false,
		authorized: '20.00',
		captured: '0.00',
		refunded: '0.00',
	},
	{ status: 'captured', state: 'captured', capturable: false, authorized: '20.00', captured: '20.00', refunded: null },
	{ status: 'paid', state: 'captured', capturable: false, authorized: '20.00', captured: '20.00', refunded: null },
	{
		status: 'partially refunded',
		state: 'partiallyRefunded',
		capturable: false,
		authorized: '20.00',
		captured: '20.00',
		refunded: null,
	},
	{ status: 'refunded', state: 'refunded', capturable: false, authorized: '20.00', captured: '20.00', refunded: null },
	{
		status: 'void pending',
		state: 'voidPending',
		capturable: false,
		authorized: '20.00',
		captured: '0.00',
		refunded: '0.00',
	},
	{ status: 'void', state: 'voided', capturable: false, authorized: '20.00', captured: '0.00', refunded: '0.00' },
	{ status: 'declined', state: 'declined', capturable: false, authorized: '0.00', captured: '0.00', refunded: '0.00' },
	{
		status: 'held for review',
		state: 'heldForReview',
		capturable: false,
		authorized: '20.00',
		captured: '0.00',
		refunded: '0.00',
	},
	{ status: 'pending', state: 'unpaid', capturable: false, authorized: '0.00', captured: '0.00', refunded: '0.00' },
	{ status: '', state: 'unpaid', capturable: false, authorized: '0.00', captured: '0.00', refunded: '0.00' },
	{
		status: 'settling',
		state: 'unrecognised',
		capturable: false,
		authorized: '20.00',
		captured: '0.00',
		refunded: '0.00',
	},
])('"$status" from the order alone', ({ status, state, capturable, authorized, captured, refunded }) => {
	const record = summaryOf(status);
	expect({
		...record,
		authorized: shown(record.authorized),
		captured: shown(record.captured),
		refunded: shown(record.refunded),
	}).toMatchObject({
		state,
		capturable,
		authorized,
		captured,
		refunded,
		gateway: null,
		ageDays: 4,
		reason: expect.stringMatching(/\.$/),
	});
	expect(record.expiry === null).toBe(state !== 'authorized');
});

test("the authorization's own amount, date and card go before the order's", () => {
	const transactions = [
		transactionOf('purchase', 5, { method: 'store_credit', gateway: 'storecredit' }),
		transactionOf('authorization', 19, {
			gateway: 'braintree',
			createdAt: NOW - 2 * DAY,
			raw: { credit_card: { card_type: 'visa' } },
		}),
	];
	const record = summaryOf('authorized', { transactions });
	expect(record).toMatchObject({
		gateway: 'braintree',
		ageDays: 2,
		authorized: usd(1_900),
		expiry: { at: NOW + 6 * DAY, basis: 'estimate: 8 days for braintree with visa' },
	});
});

test('what the provider took and what went back', () => {
	const record = summaryOf('partially refunded', {
		transactions: [transactionOf('authorization', 20), transactionOf('capture', 20)],
		refunds: [refundOf({ total_amount: 7.5 })],
	});
	expect([record.captured, record.refunded, record.gateway]).toEqual([usd(2_000), usd(750), 'stripe']);
});

const AUTHORIZED = transactionOf('authorization', 20, { id: 1 });
const acting = (id: number, event: string, more = {}) =>
	transactionOf(event, 20, { id, referenceId: 1, createdAt: 1_000_000 + id * 1_000, ...more });
const CAPTURED = acting(2, 'capture');

describe('an order that its transactions have gone on from', () => {
	test.each([
		{ name: 'captured', status: 'authorized', entries: [CAPTURED], state: 'captured', amounts: '20.00 20.00 null' },
		{ name: 'voided', status: 'authorized', entries: [acting(2, 'void')], state: 'voided', amounts: '20.00 0.00 0.00' },
		{
			name: 'captured and given back',
			status: 'authorized',
			entries: [CAPTURED, acting(3, 'refund')],
			state: 'refunded',
			amounts: '20.00 20.00 20.00',
		},
		{
			name: 'captured, voided after that, and still read as captured',
			status: 'captured',
			entries: [CAPTURED, acting(3, 'void')],
			state: 'refunded',
			amounts: '20.00 20.00 20.00',
		},
		{
			name: 'a capture that was refused',
			status: 'authorized',
			entries: [acting(2, 'capture', { status: 'error' })],
			state: 'authorized',
			amounts: '20.00 0.00 0.00',
		},
		{
			name: 'captured, while the order still reads as under way',
			status: 'capture pending',
			entries: [CAPTURED],
			state: 'capturePending',
			amounts: '20.00 20.00 null',
		},
	])('$name', ({ status, entries, state, amounts }) => {
		const record = summaryOf(status, { transactions: [AUTHORIZED, ...entries] });
		expect(record).toMatchObject({ state, capturable: state === 'authorized' });
		expect([record.authorized, record.captured, record.refunded].map((money) => shown(money) ?? 'null').join(' ')).toBe(
			amounts,
		);
		expect(record.expiry === null).toBe(state !== 'authorized');
		const filters = { ...ALL, states: ['authorized' as const] };
		expect(matches(record, filters, { min: null, max: null }, NOW)).toBe(state === 'authorized');
	});

	test.each([
		{ status: 'declined', name: 'its capture was refused', entries: [acting(2, 'capture', { status: 'error' })] },
		{ status: 'declined', name: 'nothing came of it', entries: [] },
		{ status: '', name: 'nothing came of it', entries: [] },
		{ status: 'pending', name: 'nothing came of it', entries: [] },
	])('an authorization is told of one that reads "$status": $name', ({ status, entries }) => {
		const { authorized, captured, reason } = summaryOf(status, { transactions: [AUTHORIZED, ...entries] });
		expect([shown(authorized), shown(captured)]).toEqual(['20.00', '0.00']);
		expect(reason).not.toContain('Nothing is authorized');
	});

	test.each([
		{ name: 'it was refused', transactions: [transactionOf('authorization', 20, { status: 'error' })], said: '0.00' },
		{ name: 'none is on record', transactions: [], said: '0.00' },
		{
			name: 'of one it is not told if it went well',
			transactions: [transactionOf('authorization', 20, { status: 'pending' })],
			said: null,
		},
		{ name: 'the transactions could not be read', transactions: 'failed' as const, said: null },
		{ name: 'the token may not read them', transactions: 'denied' as const, said: '0.00' },
		{ name: 'nobody asked for them', transactions: 'notLookedUp' as const, said: '0.00' },
	])('no authorization is told of one that reads "declined": $name', ({ transactions, said }) => {
		expect(shown(summaryOf('declined', { transactions }).authorized)).toBe(said);
	});

	test('a payment that reads "declined" may have been authorized before', () => {
		expect(summaryOf('declined').reason).toBe('The payment was declined.');
	});

	test('where the transactions do not tell of what a void was, it says so', () => {
		const record = summaryOf('authorized', {
			transactions: [
				AUTHORIZED,
				CAPTURED,
				transactionOf('authorization', 20, { id: 3, createdAt: 1_003_000 }),
				acting(4, 'void', { referenceId: null }),
			],
		});
		expect(record).toMatchObject({
			state: 'unrecognised',
			capturable: false,
			reason: 'The transactions do not tell which authorization was captured or voided.',
		});
	});
});

test('the currency looked for is compared without regard to case', () => {
	const may = (currency: string, sought: string) =>
		mayMatch(orderOf('authorized', { default_currency_code: currency }), { ...ALL, currency: sought });
	expect([may('usd', 'USD'), may('USD', 'usd'), may('EUR', 'USD')]).toEqual([true, true, false]);
});

test('of two authorizations that stand it is not known which would be captured, and the older one ends first', () => {
	const dated = (id: number, amount: number, days: number) =>
		transactionOf('authorization', amount, { id, createdAt: NOW - days * DAY });
	const two = [dated(1, 30, 6), dated(2, 20, 1)];
	const { authorized, ageDays, expiry } = summaryOf('authorized', { transactions: two });
	expect([authorized, ageDays]).toEqual([null, 6]);
	expect(expiry?.at).toBe(summaryOf('authorized', { transactions: two.slice(0, 1) }).expiry?.at);
	const one = summaryOf('authorized', { transactions: two.slice(1) });
	expect([shown(one.authorized), one.ageDays]).toEqual(['20.00', 1]);
});

test('amounts of two currencies are not compared', () => {
	const record = summaryOf('authorized');
	const min = { minor: BigInt(1), currency: 'JPY' };
	expect(matches(record, ALL, { min, max: null }, NOW)).toBe(false);
});

const ALL: PaymentFilters = {
	states: [],
	orderStatusIds: [],
	minAgeDays: null,
	maxAgeDays: null,
	minAmount: null,
	maxAmount: null,
	currency: null,
	expiresWithinDays: null,
};

test.each<[string, Partial<PaymentFilters>, { min?: Money; max?: Money }, boolean]>([
	['no filter', {}, {}, true],
	['old enough', { minAgeDays: 4 }, {}, true],
	['too young', { minAgeDays: 4.1 }, {}, false],
	['young enough', { maxAgeDays: 4 }, {}, true],
	['too old', { maxAgeDays: 3.9 }, {}, false],
	['expires in three days', { expiresWithinDays: 3 }, {}, true],
	['not within two', { expiresWithinDays: 2 }, {}, false],
	['enough', {}, { min: usd(2_000) }, true],
	['not enough', {}, { min: usd(2_001) }, false],
	['not too much', {}, { max: usd(2_000) }, true],
	['too much', {}, { max: usd(1_999) }, false],
])('matches: %s', (_name, filters, { min = null, max = null }, expected) => {
	const record = summaryOf('authorized');
	expect(matches(record, { ...ALL, ...filters }, { min, max }, NOW)).toBe(expected);
});

test('what cannot be compared does not match', () => {
	const record = summaryOf('captured', { body: { date_created: '', default_currency_code: '', currency_code: '' } });
	expect(matches(record, { ...ALL, minAgeDays: 0 }, { min: null, max: null }, NOW)).toBe(false);
	expect(matches(record, ALL, { min: usd(1), max: null }, NOW)).toBe(false);
	expect(matches(record, { ...ALL, expiresWithinDays: 99 }, { min: null, max: null }, NOW)).toBe(false);
});

describe('what BigCommerce is asked for is never less than what is looked for', () => {
	const search = { channelId: null, looksUpGateway: false, windowDays: null, lookBackDays: null, now: NOW };
	const date = (days: number) => new Date(NOW - days * DAY).toISOString().replace('Z', '+00:00');
	test.each<{ name: string; filters: Partial<PaymentFilters>; more: object; query: object }>([
		{ name: 'nothing', filters: {}, more: {}, query: {} },
		{
			name: 'as far back as the user says',
			filters: {},
			more: { lookBackDays: 90 },
			query: { min_date_created: date(90) },
		},
		{
			name: 'as long as a window of the own',
			filters: {},
			more: { windowDays: 45 },
			query: { min_date_created: date(46) },
		},
		{ name: 'one status', filters: { orderStatusIds: [7] }, more: {}, query: { status_id: 7 } },
		{ name: 'several statuses', filters: { orderStatusIds: [7, 2] }, more: {}, query: {} },
		{ name: 'channel', filters: {}, more: { channelId: 3 }, query: { channel_id: 3 } },
		{ name: 'min amount', filters: { minAmount: '10.00' }, more: {}, query: { min_total: '10.00' } },
		{
			name: 'min amount with the authorization looked up, which may be of more than the order was edited to',
			filters: { minAmount: '10.00' },
			more: { looksUpGateway: true },
			query: {},
		},
		{ name: 'max amount, since credit may pay a part', filters: { maxAmount: '10.00' }, more: {}, query: {} },
		{
			name: 'ages',
			filters: { minAgeDays: 2, maxAgeDays: 5 },
			more: {},
			query: { max_date_created: date(2), min_date_created: date(5) },
		},
		{
			name: 'max age with the authorization looked up, which may be younger than its order',
			filters: { maxAgeDays: 5 },
			more: { looksUpGateway: true },
			query: {},
		},
		{ name: 'expires within', filters: { expiresWithinDays: 2 }, more: {}, query: { max_date_created: date(5) } },
		{
			name: 'expires within an own window',
			filters: { expiresWithinDays: 2 },
			more: { windowDays: 29 },
			query: { max_date_created: date(27) },
		},
		{
			name: 'the earlier of two bounds',
			filters: { expiresWithinDays: 2, minAgeDays: 6 },
			more: {},
			query: { max_date_created: date(6) },
		},
	])('$name', ({ filters, more, query }) =>
		expect(orderFiltersFor({ ...search, ...more, filters: { ...ALL, ...filters } })).toEqual({
			// No authorization is honoured for more than 30 days.
			min_date_created: date(31),
			...query,
		}),
	);
});

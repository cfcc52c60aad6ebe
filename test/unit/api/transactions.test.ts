import { readTransactions } from '../../../nodes/BigCommerce/api/transactions';
import { amountOf } from '../../../nodes/BigCommerce/payment/authorization';
import { orderId } from '../../builders/orderIds';

const ORDER = orderId(121);

test('transactions as BigCommerce sends them: absent values are {}, null or missing', () => {
	const row = {
		id: 85926313,
		order_id: '121',
		event: 'authorization',
		method: 'nonce',
		amount: 1,
		currency: 'USD',
		gateway: 'squarev2',
		status: 'ok',
		reference_transaction_id: {},
		date_created: '2018-05-08T15:06:12+00:00',
		credit_card: {},
		offline: null,
	};
	expect(readTransactions(ORDER, 200, { data: [row], meta: {} })).toEqual([
		{
			id: 85926313,
			event: 'authorization',
			status: 'ok',
			method: 'nonce',
			amount: 1,
			currency: 'USD',
			gateway: 'squarev2',
			referenceId: null,
			createdAt: Date.parse('2018-05-08T15:06:12Z'),
			fraudReview: false,
			raw: row,
		},
	]);
	expect(readTransactions(ORDER, 204, '')).toEqual([]);
	expect(readTransactions(ORDER, 200, { data: [{ event: 'capture' }] })).toEqual([
		{
			id: null,
			event: 'capture',
			status: '',
			method: '',
			amount: null,
			currency: null,
			gateway: null,
			referenceId: null,
			createdAt: null,
			fraudReview: false,
			raw: { event: 'capture' },
		},
	]);
});

test.each([
	'',
	null,
	[],
	{},
	{ data: {} },
	'<html>',
	{ data: [], errors: { data: 'could not be read' } },
	{ data: [], errors: [{ status: 503 }] },
	{ data: [], error: 'could not be read' },
	{ data: [], status: 503 },
	// What is no transaction may stand for one.
	{ data: [{ event: 'authorization' }, null] },
	{ data: [{ event: 'authorization' }, 'capture'] },
	{ data: [{ order_id: 118, status: 503, error: 'Try again' }] },
	// What another order's show is nothing of this one.
	{ data: [{ event: 'capture', order_id: '118' }] },
	{
		data: [
			{ event: 'authorization', order_id: '121' },
			{ event: 'capture', order_id: 118 },
		],
	},
])('an answer that is no list of transactions is unreadable: %j', (body) => {
	expect(readTransactions(ORDER, 200, body)).toBeNull();
});

test('errors of which there are none are none; an answer in parts is unreadable', () => {
	for (const errors of [null, {}, [], '']) expect(readTransactions(ORDER, 200, { data: [], errors })).toEqual([]);
	expect(readTransactions(ORDER, 207, { data: [] })).toBeNull();
});

test.each([
	[0, null],
	['0', null],
	[-1, null],
	['', null],
	[7, 7],
	['7', 7],
])('a transaction that refers to %p refers to %p', (reference, referenceId) => {
	const data = [{ event: 'capture', reference_transaction_id: reference }];
	expect(readTransactions(ORDER, 200, { data })).toMatchObject([{ referenceId }]);
});

test.each([
	[true, true],
	['true', true],
	[1, true],
	[false, false],
	['false', false],
	[0, false],
	[null, false],
])('whether it is held for a fraud review, written as %p: %p', (fraud_review, fraudReview) => {
	expect(readTransactions(ORDER, 200, { data: [{ event: 'authorization', fraud_review }] })).toMatchObject([
		{ fraudReview },
	]);
});

test.each([{ amount: 25 }, { amount: '25' }, { amount: '25.0000' }])(
	'an amount that the transactions write as $amount is one amount',
	({ amount }) => {
		const [read] = readTransactions(ORDER, 200, { data: [{ event: 'authorization', amount, currency: 'USD' }] }) ?? [];
		expect(read === undefined ? null : amountOf(read)).toEqual({ minor: BigInt(2500), currency: 'USD' });
	},
);

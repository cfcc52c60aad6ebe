import { readTransactions } from '../../../nodes/BigCommerce/api/transactions';
import { amountOf } from '../../../nodes/BigCommerce/payment/authorization';

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
	const read = readTransactions(200, { data: [row, 'rubbish', null], meta: {} });
	expect(read).toEqual([
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
	expect(readTransactions(204, '')).toEqual([]);
	expect(readTransactions(200, { data: [{}] })).toEqual([
		{
			id: null,
			event: '',
			status: '',
			method: '',
			amount: null,
			currency: null,
			gateway: null,
			referenceId: null,
			createdAt: null,
			fraudReview: false,
			raw: {},
		},
	]);
	for (const body of ['', null, [], {}, { data: {} }, '<html>']) expect(readTransactions(200, body)).toBeNull();
});

test.each([{ amount: 25 }, { amount: '25' }, { amount: '25.0000' }])(
	'an amount that the transactions write as $amount is one amount',
	({ amount }) => {
		const [read] = readTransactions(200, { data: [{ event: 'authorization', amount, currency: 'USD' }] }) ?? [];
		expect(read === undefined ? null : amountOf(read)).toEqual({ minor: BigInt(2500), currency: 'USD' });
	},
);
